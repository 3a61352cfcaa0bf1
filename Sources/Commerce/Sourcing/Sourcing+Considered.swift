extension Sourcing.Report {
    /// What became of each warehouse, the nearest first.
    func considered(_ shares: [Share]) -> [SourcingPlan.Considered] {
        let supply = situation.supply
        let lastDrawnTier = situation.rules.strict ? lastDrawnTiers(shares) : []
        var considered: [SourcingPlan.Considered] = []
        considered.reserveCapacity(supply.count)
        for warehouse in 0..<supply.count {
            considered.append(
                SourcingPlan.Considered(
                    source: supply.order[warehouse], warehouse: key(of: warehouse), distanceMetres: supply.distanceMetres[warehouse],
                    reason: reason(warehouse, supply, lastDrawnTier), couldGiveUnits: supply.couldGiveUnits[warehouse]))
        }
        return considered
    }

    private func reason(_ warehouse: Int, _ supply: Sourcing.Supply, _ lastDrawnTier: [Int]) -> ConsideredReason {
        switch supply.standing[warehouse] {
        case .notEligible: return .notEligible
        case .tooFar: return .tooFar
        case .asked: break
        }
        if supply.couldGiveUnits[warehouse] == 0 { return .noStock }
        if choice.best.used[warehouse] { return .used }
        if choice.unlimited?.used[warehouse] == true || wouldRankBetterBeyondLimit(warehouse) { return .maxShipments }
        if situation.rules.strict && !hasNeededTier(warehouse, supply, lastDrawnTier) { return .lowerTier }
        return .dearer
    }

    /// Whether the limit of shipments is reached, and the plan with this warehouse too would rank before it: fill more, or more from
    /// higher tiers, or cost less.
    private func wouldRankBetterBeyondLimit(_ warehouse: Int) -> Bool {
        guard let limit = situation.rules.maxShipments, choice.best.count >= limit else { return false }
        var holdings = Sourcing.Holdings(situation)
        for used in choice.best.used.indices where choice.best.used[used] { holdings.add(used) }
        let coverage = holdings.coverage
        holdings.add(warehouse)
        if holdings.coverage != coverage { return true }
        var open = choice.best.used
        open[warehouse] = true
        return choice.market.selection(on: open, situation.demand).nanoFen < choice.best.nanoFen
    }

    /// Per SKU the last tier that the plan takes units from; -1 when it takes none.
    private func lastDrawnTiers(_ shares: [Share]) -> [Int] {
        let demand = situation.demand
        var last = [Int](repeating: -1, count: demand.skuCount)
        for share in shares {
            let sku = demand.skuOfLine[demand.lineOrder[share.place]]
            last[sku] = max(last[sku], share.tier)
        }
        return last
    }

    /// Whether it has units of some SKU in a tier that the plan had to go down to.
    private func hasNeededTier(_ warehouse: Int, _ supply: Sourcing.Supply, _ lastDrawnTier: [Int]) -> Bool {
        let generalTier = supply.generalTier[warehouse] ?? Int.max
        let poolTier = supply.poolTier ?? Int.max
        for sku in 0..<supply.skuCount {
            if generalTier <= lastDrawnTier[sku] && supply.general(sku, warehouse) > 0 { return true }
            if poolTier <= lastDrawnTier[sku] && supply.pool(sku, warehouse) > 0 { return true }
        }
        return false
    }
}
