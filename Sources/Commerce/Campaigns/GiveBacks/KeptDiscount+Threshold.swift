extension KeptDiscount {
    /// What is kept earns what its frozen tiers say when measured on the kept units' frozen net after bundles, or on their number. What it
    /// carries is its frozen share of the money off, and the gifts that are kept at their list value. What it carries beyond what it
    /// earns is owed.
    ///
    /// A percentage that hasn't fallen is in proportion anyway: nothing is owed for it, not even a rounding fen.
    func owedFen(_ threshold: Threshold, _ campaign: Code, _ kept: [KeptLine]) -> Int64 {
        let carried: Int64 = kept.reduce(0) { sum, line in
            guard line.isGift else { return sum + line.carriedFen(of: campaign) }
            return line.line.givenBy == campaign ? sum + line.keptBaseFen : sum
        }
        guard carried > 0 else { return 0 }
        let measured = kept.filter { !$0.isGift && isInScope(threshold.scope, of: campaign, $0) }
        let keptFen = measured.reduce(0) { $0 + $1.keptNetFen(through: .bundle) }
        let reached = threshold.reached(fen: keptFen, units: measured.reduce(0) { $0 + $1.keptUnits })
        if case .offBps = reached?.tier.reward, let reached {
            let whole = lines.filter { line in measured.contains { $0.line.line == line.line } }
            let before = threshold.reached(fen: whole.reduce(0) { $0 + $1.bundledNetFen }, units: whole.reduce(0) { $0 + $1.units })
            if let before, reached.bps >= before.bps, before.isBps { return 0 }
        }
        let earned = min(reached.map { worth($0, keptFen: keptFen) } ?? 0, threshold.capFen ?? .max)
        return max(0, carried - earned)
    }

    private func worth(_ reached: Threshold.Reached, keptFen: Int64) -> Int64 {
        let once: Int64? =
            switch reached.tier.reward {
            case .offFen(let fen): fen
            case .offBps(let bps): keptFen.share(bps: bps)
            case .gift(let gift): gift.units.multiplied(by: unitValueFen(gift.sku))
            }
        return once?.multiplied(by: reached.times) ?? .max
    }

    private func unitValueFen(_ gift: Code) -> Int64 {
        lines.first { $0.givenBy != nil && $0.sku == gift }?.unitPriceFen ?? giftValueFen[gift] ?? 0
    }
}

extension Threshold {
    /// The highest tier reached, and how many times it counts.
    fileprivate struct Reached {
        let tier: Tier
        let times: Int64

        var isBps: Bool { if case .offBps = tier.reward { true } else { false } }
        /// What it takes off in all, in basis points; 0 for what isn't a percentage.
        var bps: Int64 { if case .offBps(let bps) = tier.reward { bps.multiplied(by: times) ?? .max } else { 0 } }
    }

    fileprivate func reached(fen: Int64, units: Int64) -> Reached? {
        func times(_ tier: Tier) -> Int64 {
            switch tier.from {
            case .fen(let from): fen / max(1, from)
            case .units(let from): units / max(1, from)
            }
        }
        guard let tier = tiers.last(where: { times($0) >= 1 }) else { return nil }
        return Reached(tier: tier, times: `repeat` ? times(tier) : 1)
    }
}

extension Pricing.Line {
    fileprivate var bundledNetFen: Int64 {
        KeptLine(self, attributes: GoodsAttributes(), gone: .nothing)?.keptNetFen(through: .bundle) ?? 0
    }
}
