/// How many of the bottles that it asks for a store is told that it can have: all of them when they are there. Of a SKU that falls short it is told
/// of no more than makes one `inStock`, three cases, however much it asks for, in line order; so it sees whether its order can be filled, and never
/// the distributor's numbers.
package struct ToldUnits: Sendable {
    /// Of lines that can't be filled, or aren't said to be: what they are told.
    package let shortfalls: [OrderRefusal.Shortfall]

    /// - Parameter unfilled: By line: the units that can't be had.
    package init(_ lines: some Sequence<PricedOrder.Line>, unfilled: [Int: Int64]) {
        var free: [SKUID: Int64] = [:]
        var short: Set<SKUID> = []
        for line in lines {
            let missing = unfilled[line.line] ?? 0
            free[line.sku.id, default: 0] += line.units - missing
            if missing > 0 { short.insert(line.sku.id) }
        }
        var told: [SKUID: Int64] = [:]
        shortfalls = lines.compactMap { line in
            let sku = line.sku
            guard short.contains(sku.id) else { return nil }
            let most = min(free[sku.id] ?? 0, StorefrontAvailability.lowCases * sku.unitsPerCase)
            let units = min(line.units, most - (told[sku.id] ?? 0))
            told[sku.id, default: 0] += units
            guard units < line.units else { return nil }
            return OrderRefusal.Shortfall(line: line.line, wantedUnits: line.units, availableUnits: units, isAtLeast: true)
        }
    }

    /// What a line of so many units is told.
    package func units(ofLine line: Int, wanted units: Int64) -> Int64 {
        shortfalls.first { $0.line == line }?.availableUnits ?? units
    }
}

extension SourcingPlan {
    /// The plan as a store sees it: what a warehouse holds besides what the plan takes from it, and what another plan would come to, are its
    /// distributor's affair.
    package var shownToStore: SourcingPlan { shownToStore(shortOf: shortfalls) }

    /// - Parameter shortfalls: What the store is told to be missing of what it asked for.
    package func shownToStore(shortOf shortfalls: [Shortfall]) -> SourcingPlan {
        var taken: [Int32: Int64] = [:]
        for shipment in shipments { taken[shipment.warehouse, default: 0] += shipment.lines.reduce(0) { $0 + $1.units } }
        return SourcingPlan(
            shipments: shipments, shortfalls: shortfalls, costFen: costFen, costNanoFen: costNanoFen, optimal: optimal, gapFen: gapFen, nodes: nodes,
            unfilledUnits: shortfalls.reduce(0) { $0 + $1.units },
            considered: considered.map {
                Considered(
                    source: $0.source, warehouse: $0.warehouse, distanceMetres: $0.distanceMetres, reason: $0.reason,
                    couldGiveUnits: min($0.couldGiveUnits, taken[$0.warehouse] ?? 0))
            }, runnerUp: nil)
    }
}
