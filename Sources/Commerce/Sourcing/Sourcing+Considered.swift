extension Sourcing.Report {
    /// What became of each warehouse, the nearest first.
    func considered(_ shares: [Share]) -> [SourcingPlan.Considered] {
        let isDrawn = rules.strict ? drawnTiers(shares) : []
        return (0..<supply.count).map { warehouse in
            SourcingPlan.Considered(
                source: supply.order[warehouse], warehouse: key(of: warehouse), distanceMetres: supply.distanceMetres[warehouse],
                reason: reason(warehouse, isDrawn), couldGiveUnits: supply.couldGiveUnits[warehouse])
        }
    }

    private func reason(_ warehouse: Int, _ isDrawn: [Bool]) -> ConsideredReason {
        switch supply.standing[warehouse] {
        case .notEligible: return .notEligible
        case .tooFar: return .tooFar
        case .asked: break
        }
        if supply.couldGiveUnits[warehouse] == 0 { return .noStock }
        if choice.best.used[warehouse] { return .used }
        if wouldRankBetterBeyondLimit(warehouse) { return .maxShipments }
        if rules.strict && !givesDrawnTier(warehouse, isDrawn) { return .lowerTier }
        return .dearer
    }

    /// Whether the limit of shipments is reached, and the plan with this warehouse too would rank before it: fill more, or more from
    /// higher tiers, or cost less.
    private func wouldRankBetterBeyondLimit(_ warehouse: Int) -> Bool {
        guard let limit = rules.maxShipments, choice.best.count >= limit else { return false }
        var holdings = Sourcing.Holdings(supply, demand, rules)
        for used in 0..<supply.count where choice.best.used[used] { holdings.add(used) }
        let coverage = holdings.coverage
        holdings.add(warehouse)
        if holdings.coverage != coverage { return true }
        var open = choice.best.used
        open[warehouse] = true
        return choice.market.selection(on: open, demand).nanoFen < choice.best.nanoFen
    }

    /// `[sku * tiers + tier]`: whether the plan takes any units of the SKU from the tier.
    private func drawnTiers(_ shares: [Share]) -> [Bool] {
        var drawn = [Bool](repeating: false, count: demand.skuCount * rules.tierCount)
        for share in shares {
            let sku = demand.skuOfLine[demand.lineOrder[share.place]]
            drawn[sku * rules.tierCount + share.tier] = true
        }
        return drawn
    }

    private func givesDrawnTier(_ warehouse: Int, _ isDrawn: [Bool]) -> Bool {
        for sku in 0..<demand.skuCount {
            if let tier = supply.generalTier[warehouse], supply.general(sku, warehouse) > 0, isDrawn[sku * rules.tierCount + tier] {
                return true
            }
            if let tier = supply.poolTier, supply.pool(sku, warehouse) > 0, isDrawn[sku * rules.tierCount + tier] { return true }
        }
        return false
    }
}
