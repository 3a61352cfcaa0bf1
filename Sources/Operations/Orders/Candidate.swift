import Commerce

/// An order with its place in the first pass.
struct Candidate: Sendable {
    let needs: [OrderPlanner.Need]
    let sources: [SourcingProblem.Source]
    /// The board's plan; nil when there is none that fills the order, and the rows are all it could draw on.
    var plan: SourcingPlan?
    var rows: [StockKey]
}

extension StockBoard.State {
    /// Lowers the hint by what a plan is about to hold.
    mutating func take(_ plan: SourcingPlan, for buyer: OrganizationID) {
        for shipment in plan.shipments {
            let warehouse = WarehouseID(shipment.warehouse)
            for line in shipment.lines {
                let sku = SKUID(line.sku)
                var level = level(warehouse, sku)
                switch line.stockClass {
                case .general: level.reserved += line.units
                case .pool:
                    level.poolReserved += line.units
                    held[PoolShareKey(distributor: buyer, warehouse: warehouse, sku: sku), default: 0] += line.units
                }
                set(warehouse, sku, level)
            }
        }
    }
}
