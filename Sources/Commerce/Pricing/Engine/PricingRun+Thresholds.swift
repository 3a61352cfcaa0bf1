/// Phase 4: by what the goods in scope come to after bundles, money off or a gift.
extension PricingRun {
    mutating func giveThresholds() {
        let numbers = open(.threshold)
        guard !numbers.isEmpty else { return }
        beginPhase()
        var awards: [Award] = []
        for number in numbers {
            if let award = thresholdAward(number), let tried = tryAlone(award) { awards.append(tried) }
        }
        let verdict = Stacking.verdict(on: awards)
        for (number, other) in verdict.excluded { rule(out: number, excludedBy: other) }
        for award in verdict.kept { give(award) }
    }

    private mutating func thresholdAward(_ number: Int) -> Award? {
        guard case .threshold(let threshold) = component(number) else { return nil }
        var (fen, units): (Int64, Int64) = (0, 0)
        for segment in segments where scope(number, segment.line) {
            fen += segment.basisFen
            units += segment.units
        }
        guard let tier = threshold.tiers.last(where: { $0.from.times(fen: fen, units: units) > 0 }) else {
            rule(out: number, .belowThreshold)
            return nil
        }
        let times = threshold.repeat ? tier.from.times(fen: fen, units: units) : 1
        let capFen = threshold.capFen ?? .max
        let reward: Award.Reward
        switch tier.reward {
        case .offFen(let offFen):
            reward = .money(parts: parts(of: min(offFen.multiplied(by: times) ?? .max, capFen, fen), number))
        case .offBps(let offBps):
            reward = .money(parts: parts(of: min(fen.share(bps: offBps).multiplied(by: times) ?? .max, capFen, fen), number))
        case .gift(let gift):
            guard let goods = request.goods[gift.sku] else {
                rule(out: number, .giftUnavailable)
                return nil
            }
            let worthFen = max(0, goods.unitPriceFen)
            let units = min(gift.units.multiplied(by: times) ?? .max, worthFen > 0 ? capFen / worthFen : .max)
            reward = .gift(GiftGoods(sku: gift.sku, units: units), unitPriceFen: worthFen)
        }
        return Award(number: number, priority: cases[number].priority, stacking: stacking(number), reward: reward)
    }

    func parts(of fen: Int64, _ number: Int) -> [Int64] {
        Proportion.split(fen, by: weights(of: number))
    }
}

extension Threshold.Measure {
    /// How many whole times it is reached. One that asks for nothing is reached once.
    func times(fen: Int64, units: Int64) -> Int64 {
        switch self {
        case .fen(let least): least > 0 ? fen / least : 1
        case .units(let least): least > 0 ? units / least : 1
        }
    }
}
