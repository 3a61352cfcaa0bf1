extension KeptDiscount {
    /// The kept qualifying goods, by their frozen net after coupons or by their number, allow so many add-ons. What the kept add-ons carry beyond
    /// that many times the discount of one is owed: they are charged what they would have cost without it.
    func owedFen(_ addOn: AddOn, _ campaign: Code, _ kept: [KeptLine]) -> Int64 {
        let taken = kept.filter { $0.units(of: campaign) > 0 }
        let given = (units: taken.reduce(0) { $0 + $1.units(of: campaign) }, fen: taken.reduce(0) { $0 + $1.fen(of: campaign) })
        let allowed = allowedUnits(addOn, campaign, kept)
        guard allowed < given.units, allowed < taken.reduce(0, { $0 + $1.keptUnits }) else { return 0 }
        let carried = taken.reduce(0) { $0 + $1.carriedFen(of: campaign) }
        // Rounded up, so that a rounding fen isn't owed for an add-on that is still allowed.
        let (quotient, remainder) = given.units.dividingFullWidth(given.fen.multipliedFullWidth(by: allowed))
        return max(0, carried - (remainder > 0 ? quotient + 1 : quotient))
    }

    private func allowedUnits(_ addOn: AddOn, _ campaign: Code, _ kept: [KeptLine]) -> Int64 {
        let qualifying = kept.filter { !$0.isGift && $0.line.sku != addOn.sku && isInScope(addOn.scope, of: campaign, $0) }
        let (measure, from): (Int64, Int64) =
            switch addOn.qualifier {
            case .fen(let fen): (qualifying.reduce(0) { $0 + $1.keptNetFen(through: .coupon) }, fen)
            case .units(let units): (qualifying.reduce(0) { $0 + $1.keptUnits }, units)
            }
        return measure >= from ? min(measure / max(1, addOn.ratio), addOn.maxUnits) : 0
    }

    /// Line by line, as it was priced: what the kept units carry of the discount beyond what so many units would have had. A dearer tier than
    /// the list price never was a discount and isn't charged either.
    func owedFen(_ tiered: Tiered, _ campaign: Code, _ kept: [KeptLine]) -> Int64 {
        kept.reduce(0) { sum, line in
            sum + max(0, line.carriedFen(of: campaign) - tiered.offFen(line.keptUnits, listFen: line.line.unitPriceFen))
        }
    }
}

extension Tiered {
    /// What so many units on one line have taken off their list price.
    fileprivate func offFen(_ units: Int64, listFen: Int64) -> Int64 {
        func off(_ tier: Tier) -> Int64 { max(0, listFen - tier.fen) }
        switch mode {
        case .whole:
            return tiers.last { $0.fromUnits <= units }.map { units * off($0) } ?? 0
        case .incremental:
            return tiers.enumerated().reduce(0) { sum, next in
                let (index, tier) = next
                guard tier.fromUnits <= units else { return sum }
                let end = tiers.indices.contains(index + 1) ? min(units, tiers[index + 1].fromUnits - 1) : units
                return sum + (end - tier.fromUnits + 1) * off(tier)
            }
        }
    }
}
