import Commerce

/// Plans in the terms of the slow version.
extension SlowSourcing {
    /// Units per SKU and arc; nil when the plan takes anything from where there is nothing to take.
    func taken(by plan: SourcingPlan) -> [[Int64]]? {
        var taken = arcs.map { $0.map { _ in Int64(0) } }
        for shipment in plan.shipments {
            for line in shipment.lines {
                guard let sku = skus.firstIndex(where: { problem.skus[$0] == line.sku }),
                    let arc = arcs[sku].firstIndex(where: {
                        $0.source == shipment.source && $0.stockClass == line.stockClass && policy.tiers[$0.tier] == line.tier
                    })
                else { return nil }
                taken[sku][arc] += line.units
            }
        }
        return taken
    }

    func indices(of warehouses: [Int32]) -> Set<Int> {
        Set(warehouses.compactMap { key in problem.sources.firstIndex { $0.warehouse == key } })
    }

    /// Why a warehouse is in the best plan or not, read off the definition.
    /// - Parameter unlimited: The best when there is no limit of shipments.
    func reason(_ index: Int, _ best: Outcome, unlimited: Outcome) -> ConsideredReason {
        let source = problem.sources[index]
        let cells = (0..<problem.skus.count).map { index * problem.skus.count + $0 }
        let hasPool = cells.enumerated().contains { sku, cell in
            guard let line = problem.lines.first(where: { $0.sku == problem.skus[sku] }) else { return false }
            let wanted = problem.lines.filter { $0.sku == line.sku }.reduce(0) { $0 + $1.units }
            return min(problem.pool[cell] / line.packUnits, wanted) > 0
        }
        let mayGivePool = policy.tiers.contains(.pool) && (source.generalTier == .hq || hasPool)
        guard source.eligible, policy.tiers.contains(source.generalTier) || mayGivePool else { return .notEligible }
        if let most = policy.maxDistanceKm, source.distanceMetres > Int64(most) * 1000 { return .tooFar }
        let open = skus.indices.filter { wanted[$0] > 0 && arcs[$0].contains { $0.source == index } }
        if open.isEmpty { return .noStock }
        if best.used.contains(index) { return .used }
        let strict = policy.tierMode == .strict
        if let limit = policy.maxShipments, unlimited.used.count > limit, unlimited.used.contains(index) { return .maxShipments }
        if let limit = policy.maxShipments, best.used.count == limit {
            if drawn({ best.used.contains($0) || $0 == index }).ranksBefore(best, strict: strict, tieBreak: false) { return .maxShipments }
        }
        guard strict else { return .dearer }
        let isNeeded = open.contains { sku in
            let lastTier = zip(arcs[sku], best.taken[sku]).filter { $0.1 > 0 }.map(\.0.tier).max() ?? -1
            return arcs[sku].contains { $0.source == index && $0.tier <= lastTier }
        }
        return isNeeded ? .dearer : .lowerTier
    }
}
