/// Where the units of a return go back to: the order lines they were bought on, and the warehouses that had sent them.
package struct ReturnPlan: Equatable, Sendable {
    /// What one warehouse sent for one order line.
    package struct Sent: Equatable, Sendable {
        package let line: Int
        package let sku: SKUID
        package let warehouse: WarehouseID
        package let shippedUnits: Int64
        /// Units that other returns, unless refused, speak for.
        package let claimedUnits: Int64

        package init(line: Int, sku: SKUID, warehouse: WarehouseID, shippedUnits: Int64, claimedUnits: Int64) {
            self.line = line
            self.sku = sku
            self.warehouse = warehouse
            self.shippedUnits = shippedUnits
            self.claimedUnits = claimedUnits
        }

        var returnableUnits: Int64 { max(0, shippedUnits - claimedUnits) }
    }

    package struct Wanted: Equatable, Sendable {
        /// Nil when the code means no SKU of the order.
        package let sku: SKUID?
        package let units: Int64

        package init(sku: SKUID?, units: Int64) {
            self.sku = sku
            self.units = units
        }
    }

    package struct Part: Equatable, Sendable {
        package let line: Int
        package let sku: SKUID
        package let warehouse: WarehouseID
        package let units: Int64
    }

    /// In order of line and warehouse.
    package let parts: [Part]

    /// Takes earlier lines first, and of one line the warehouse with the lower key.
    /// - Throws: `ReturnRefusal` with every line that names no SKU of the order or more than can be returned of it.
    package init(_ wanted: [Wanted], of sent: [Sent]) throws(ReturnRefusal) {
        let unknown = wanted.indices.filter { index in !sent.contains { $0.sku == wanted[index].sku } }
        guard unknown.isEmpty else { throw .unknownSKUs(lines: unknown) }
        let ordered = sent.sorted { ($0.line, $0.warehouse) < ($1.line, $1.warehouse) }
        var parts: [Part] = []
        var excesses: [ReturnRefusal.Excess] = []
        for (line, wanted) in wanted.enumerated() {
            var rest = wanted.units
            for source in ordered where source.sku == wanted.sku && rest > 0 && source.returnableUnits > 0 {
                let units = min(rest, source.returnableUnits)
                parts.append(Part(line: source.line, sku: source.sku, warehouse: source.warehouse, units: units))
                rest -= units
            }
            if rest > 0 { excesses.append(.init(line: line, wantedUnits: wanted.units, possibleUnits: wanted.units - rest)) }
        }
        guard excesses.isEmpty else { throw .moreThanShipped(excesses) }
        self.parts = parts.sorted { ($0.line, $0.warehouse) < ($1.line, $1.warehouse) }
    }
}
