/// Which holds of a shipment lose how many units when some of it isn't there. Other SKUs of the shipment are left alone, picked or not.
package struct ShortPlan: Equatable, Sendable {
    /// Units of one order line that a shipment still holds out of one stock class.
    package struct Held: Equatable, Sendable {
        package let line: Int
        package let sku: SKUID
        package let source: StockClass
        package let pendingUnits: Int64

        package init(line: Int, sku: SKUID, source: StockClass, pendingUnits: Int64) {
            self.line = line
            self.sku = sku
            self.source = source
            self.pendingUnits = pendingUnits
        }
    }

    package struct Missing: Equatable, Sendable {
        /// Nil when the code means no SKU of the shipment.
        package let sku: SKUID?
        /// At least 1.
        package let units: Int64

        package init(sku: SKUID?, units: Int64) {
            self.sku = sku
            self.units = units
        }
    }

    /// Index of the hold → units that leave it; holds that lose nothing aren't in it.
    package let cuts: [Int: Int64]
    /// Whether the shipment has anything left.
    package let leavesSomething: Bool

    /// The line that was ordered last loses its units first, and of one line what it draws from the pool, which others wait for too.
    ///
    /// - Parameter holds: what the shipment still holds.
    /// - Throws: `ShipmentRefusal` with every line that names no SKU of the shipment, one twice, or more than it holds.
    package init(_ missing: [Missing], of holds: [Held]) throws(ShipmentRefusal) {
        let unknown = missing.indices.filter { index in !holds.contains { $0.sku == missing[index].sku } }
        let repeated = missing.indices.filter { index in
            missing[index].sku != nil && missing[..<index].contains { $0.sku == missing[index].sku }
        }
        guard unknown.isEmpty || repeated.isEmpty else { throw .unknownAndDuplicateSKUs(unknown: unknown, duplicate: repeated) }
        guard unknown.isEmpty else { throw .unknownSKUs(lines: unknown) }
        guard repeated.isEmpty else { throw .duplicateSKUs(lines: repeated) }

        var cuts: [Int: Int64] = [:]
        var excesses: [ShipmentRefusal.Excess] = []
        for (line, wanted) in missing.enumerated() {
            let candidates = holds.indices.filter { holds[$0].sku == wanted.sku }.sorted { left, right in
                holds[left].line != holds[right].line
                    ? holds[left].line > holds[right].line : holds[left].source == .pool && holds[right].source != .pool
            }
            var rest = wanted.units
            for index in candidates where rest > 0 && holds[index].pendingUnits > 0 {
                let cut = min(rest, holds[index].pendingUnits)
                cuts[index] = cut
                rest -= cut
            }
            if rest > 0 { excesses.append(.init(line: line, missingUnits: wanted.units, pendingUnits: wanted.units - rest)) }
        }
        guard excesses.isEmpty else { throw .moreThanPending(excesses) }
        self.cuts = cuts
        leavesSomething = holds.indices.contains { holds[$0].pendingUnits > (cuts[$0] ?? 0) }
    }
}
