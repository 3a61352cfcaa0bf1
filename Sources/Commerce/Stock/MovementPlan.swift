/// What a movement does to the rows it touches: decided on locked rows, all lines or none.
package struct MovementPlan: Equatable, Sendable {
    /// More than any warehouse holds, and far from where sums over warehouses could overflow.
    package static let maxOnHand: Int64 = 1_000_000_000_000

    package struct Line: Equatable, Sendable {
        package let sku: SKUID
        package let units: Int64

        package init(sku: SKUID, units: Int64) {
            self.sku = sku
            self.units = units
        }
    }

    /// A row's change, and what the row is afterwards.
    package struct Change: Equatable, Sendable {
        package let warehouse: WarehouseID
        package let sku: SKUID
        /// Never 0.
        package let units: Int64
        package let level: StockLevel

        package init(warehouse: WarehouseID, sku: SKUID, units: Int64, level: StockLevel) {
            self.warehouse = warehouse
            self.sku = sku
            self.units = units
            self.level = level
        }
    }

    /// First the warehouse of the document, then, for a transfer, the one it goes to; the units of both add up to 0.
    package let changes: [Change]

    /// - Parameters:
    ///   - level: What a row holds; one that isn't there yet holds nothing.
    /// - Throws: `.outOfStock` with every line that takes more than is held by nobody (`onHand − reserved − poolReserved`),
    ///   `.tooMuch` with every line that brings a row above `maxOnHand`.
    package init(
        kind: MovementKind, warehouse: WarehouseID, toWarehouse: WarehouseID?, lines: [Line],
        level: (WarehouseID, SKUID) -> StockLevel
    ) throws(MovementRefusal) {
        var changes: [Change] = []
        var shortfalls: [MovementRefusal.Shortfall] = []
        var tooMuch: [Int] = []
        func change(_ warehouse: WarehouseID, _ index: Int, by units: Int64) {
            var level = level(warehouse, lines[index].sku)
            if units < 0, level.heldByNobody < -units {
                shortfalls.append(.init(line: index, wantedUnits: -units, availableUnits: level.heldByNobody))
            } else if let onHand = level.onHand.adding(units), onHand <= Self.maxOnHand || units < 0 {
                level.onHand = onHand
                changes.append(Change(warehouse: warehouse, sku: lines[index].sku, units: units, level: level))
            } else {
                tooMuch.append(index)
            }
        }
        for index in lines.indices {
            change(warehouse, index, by: kind == .transfer ? -lines[index].units : lines[index].units)
        }
        if kind == .transfer, let toWarehouse {
            for index in lines.indices {
                change(toWarehouse, index, by: lines[index].units)
            }
        }
        guard tooMuch.isEmpty else { throw .tooMuch(lines: tooMuch) }
        guard shortfalls.isEmpty else { throw .outOfStock(shortfalls) }
        self.changes = changes
    }
}

extension StockLevel {
    /// What is there and promised to no order, safety stock and pool included.
    package var heldByNobody: Int64 { max(0, onHand - reserved - poolReserved) }
}
