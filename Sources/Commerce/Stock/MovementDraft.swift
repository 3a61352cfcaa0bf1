/// A stock movement that somebody asks for, checked for itself: one document of 1 to 1,000 SKUs, each once.
///
/// - A receipt brings 1 to 1,000,000,000 bottles of each SKU.
/// - An adjustment adds or takes away that many, but not none.
/// - A transfer takes them to another warehouse, and only it names one.
/// - Each may name the lot that it is about; only a receipt says when a lot was made, and must then.
package struct MovementDraft: Equatable, Sendable {
    package static let maxLines = 1000
    package static let maxUnits: Int64 = 1_000_000_000
    package static let maxReasonLength = 500

    package struct Line: Equatable, Sendable {
        package let sku: Code
        package let units: Int64
        /// Nil: none is named.
        package let lot: Code?
        package let productionDate: CalendarDay?
        package let bestBefore: CalendarDay?

        package init(sku: Code, units: Int64, lot: Code? = nil, productionDate: CalendarDay? = nil, bestBefore: CalendarDay? = nil) {
            self.sku = sku
            self.units = units
            self.lot = lot
            self.productionDate = productionDate
            self.bestBefore = bestBefore
        }
    }

    package let kind: MovementKind
    package let warehouse: Code
    /// Where a transfer goes; nil otherwise.
    package let toWarehouse: Code?
    package let reason: String
    package let lines: [Line]

    /// - Throws: `MovementRefusal.faults`, with every fault at its pointer.
    package init(kind: MovementKind, warehouse: Code, toWarehouse: Code?, reason: String, lines: [Line]) throws(MovementRefusal) {
        var faults = Self.warehouseFaults(kind: kind, warehouse: warehouse, toWarehouse: toWarehouse)
        if !(1...Self.maxLines).contains(lines.count) {
            faults.append(Fault("/lines", lines.isEmpty ? "OUT_OF_RANGE" : "TOO_MANY_LINES", "A movement has 1 to \(Self.maxLines) lines."))
        }
        var seen: Set<Code> = []
        for (index, line) in lines.enumerated() {
            if !seen.insert(line.sku).inserted {
                faults.append(Fault("/lines/\(index)/sku", "DUPLICATE_SKU", "SKU \(line.sku) is on an earlier line."))
            }
            if let detail = Self.faultOfUnits(line.units, kind: kind) {
                faults.append(Fault("/lines/\(index)/units", "OUT_OF_RANGE", detail))
            }
            faults += line.lotFaults(kind: kind, at: "/lines/\(index)")
        }
        guard faults.isEmpty else { throw .faults(faults) }
        self.kind = kind
        self.warehouse = warehouse
        self.toWarehouse = toWarehouse
        self.reason = reason
        self.lines = lines
    }

    private static func warehouseFaults(kind: MovementKind, warehouse: Code, toWarehouse: Code?) -> [Fault] {
        if !MovementKind.requestable.contains(kind) {
            return [Fault("/kind", "UNKNOWN_VALUE", "Despatches and returns follow from orders.")]
        }
        switch (kind, toWarehouse) {
        case (.transfer, nil): return [Fault("/toWarehouse", "MISSING", "A transfer says where it goes.")]
        case (.transfer, warehouse): return [Fault("/toWarehouse", "SAME_WAREHOUSE", "A transfer goes to another warehouse.")]
        case (.transfer, _), (_, nil): return []
        case (_, .some): return [Fault("/toWarehouse", "NOT_A_TRANSFER", "Only a transfer goes to a warehouse.")]
        }
    }

    private static func faultOfUnits(_ units: Int64, kind: MovementKind) -> String? {
        if kind == .adjustment {
            let allowed = units != 0 && (-maxUnits...maxUnits).contains(units)
            return allowed ? nil : "units must be from -\(maxUnits) to \(maxUnits), and not 0."
        }
        return (1...maxUnits).contains(units) ? nil : "units must be from 1 to \(maxUnits)."
    }
}
