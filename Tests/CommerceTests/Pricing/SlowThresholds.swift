import Commerce

/// Phase 4 again, alone: every line at its list price, no limits on money. Slow, and plain enough to be believed: what rounding leaves over is handed
/// out fen by fen, and of gifts every number of bottles is tried.
struct SlowThresholds {
    /// What a campaign does to the lines, by place.
    private struct Effect {
        let campaign: Campaign
        var offFen: [Int64]
        /// What a gift takes up of what could still be taken off.
        var earnedFen: [Int64]
        var giftUnits: Int64 = 0
        var fen: Int64 { offFen.reduce(0, +) + earnedFen.reduce(0, +) }
    }

    struct Outcome: Equatable {
        /// By line number.
        var nets: [Int64]
        var giftUnits: [Code: Int64] = [:]
    }

    let request: PricingRequest
    private let lines: [PricingRequest.Line]
    private var roomFen: [Int64]

    init(_ request: PricingRequest) {
        self.request = request
        lines = request.lines.sorted { $0.line < $1.line }
        roomFen = lines.map { max(0, $0.units * ($0.unitPriceFen - max($0.floorPriceFen, $0.marginFloorFen ?? 0))) }
    }

    mutating func outcome() -> Outcome {
        var outcome = Outcome(nets: lines.map { $0.units * $0.unitPriceFen })
        let alone = request.campaigns.compactMap { effect(of: $0) }.filter { $0.fen > 0 }
        let kept = alone.filter { effect in
            let group = alone.filter { $0.campaign.definition.stacking.group == effect.campaign.definition.stacking.group }
            let better = group.filter { $0.fen > effect.fen || $0.fen == effect.fen && goes($0.campaign, before: effect.campaign) }
            return better.count < group.map { most($0.campaign) }.min() ?? 0
        }
        for campaign in kept.map(\.campaign).sorted(by: { goes($0, before: $1) }) {
            guard let effect = effect(of: campaign) else { continue }
            for place in lines.indices {
                outcome.nets[place] -= effect.offFen[place]
                roomFen[place] -= effect.offFen[place] + effect.earnedFen[place]
            }
            if effect.giftUnits > 0 { outcome.giftUnits[campaign.id] = effect.giftUnits }
        }
        return outcome
    }

    private func goes(_ left: Campaign, before right: Campaign) -> Bool {
        let (mine, other) = (left.definition.stacking.priority, right.definition.stacking.priority)
        return mine > other || mine == other && left.id < right.id
    }

    /// How many may stand beside each other, as far as this one says.
    private func most(_ campaign: Campaign) -> Int {
        switch campaign.definition.stacking.mode {
        case .exclusive: 1
        case .best(let count): Int(count)
        case .all: .max
        }
    }

    /// On the rooms that there are now; nil below the first tier.
    private func effect(of campaign: Campaign) -> Effect? {
        guard case .threshold(let threshold) = campaign.definition.component else { return nil }
        let weights = lines.map { threshold.scope.contains($0.sku, $0.attributes) ? $0.units * $0.unitPriceFen : 0 }
        let net = weights.reduce(0, +)
        let units = lines.reduce(0) { threshold.scope.contains($1.sku, $1.attributes) ? $0 + $1.units : $0 }
        var reached: (reward: Threshold.Reward, times: Int64)?
        for tier in threshold.tiers {
            switch tier.from {
            case .fen(let from) where net >= from: reached = (tier.reward, net / from)
            case .units(let from) where units >= from: reached = (tier.reward, units / from)
            default: break
            }
        }
        guard let reached else { return nil }
        let times = threshold.repeat ? reached.times : 1
        let cap = threshold.capFen ?? .max
        let nothing = [Int64](repeating: 0, count: lines.count)
        switch reached.reward {
        case .offFen(let fen):
            return Effect(campaign: campaign, offFen: clamped(shares(of: min(fen * times, cap, net), by: weights)), earnedFen: nothing)
        case .offBps(let bps):
            return Effect(campaign: campaign, offFen: clamped(shares(of: min(net * min(10_000, bps * times) / 10_000, cap), by: weights)), earnedFen: nothing)
        case .gift(let gift):
            var effect = Effect(campaign: campaign, offFen: nothing, earnedFen: nothing)
            guard let price = request.goods[gift.sku]?.unitPriceFen else { return effect }
            let fits = (0...min(gift.units * times, min(cap, net) / max(1, price))).map { count in
                let parts = shares(of: count * price, by: weights)
                return clamped(parts) == parts
            }
            effect.giftUnits = Int64(halved(fits))
            effect.earnedFen = shares(of: effect.giftUnits * price, by: weights)
            return effect
        }
    }

    /// The last that fits where all do; otherwise one that fits and whose next doesn't. Where there are several of these, halving the range decides.
    private func halved(_ fits: [Bool]) -> Int {
        guard fits.last == false else { return fits.count - 1 }
        var range = 0..<fits.count - 1
        while range.count > 1 {
            let middle = range.lowerBound + range.count / 2
            range = fits[middle] ? middle..<range.upperBound : range.lowerBound..<middle
        }
        return range.lowerBound
    }

    private func clamped(_ fen: [Int64]) -> [Int64] { zip(fen, roomFen).map { min($0, $1) } }

    /// Each its exact share rounded down, then a fen to whoever lost most by it, the earlier of equals.
    private func shares(of amount: Int64, by weights: [Int64]) -> [Int64] {
        let whole = weights.reduce(0, +)
        guard whole > 0 else { return weights.map { _ in 0 } }
        var parts = weights.map { amount * $0 / whole }
        let losers = weights.indices.sorted {
            let (left, right) = (amount * weights[$0] % whole, amount * weights[$1] % whole)
            return left > right || left == right && $0 < $1
        }
        for place in losers.prefix(Int(amount - parts.reduce(0, +))) { parts[place] += 1 }
        return parts
    }
}
