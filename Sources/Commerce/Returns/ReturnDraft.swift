/// What a buyer wants to give back: at least one SKU of one order, each once.
package struct ReturnDraft: Equatable, Sendable {
    package static let maxLines = 1000
    package static let unitsRange: ClosedRange<Int64> = 1...10_000_000_000
    package static let reasonLength = 1...2000

    package struct Line: Equatable, Sendable {
        package let sku: Code
        package let units: Int64

        package init(sku: Code, units: Int64) {
            self.sku = sku
            self.units = units
        }
    }

    package let order: OrderID
    package let reason: String
    package let lines: [Line]

    /// - Throws: `ReturnRefusal.duplicateSKUs`.
    package init(order: OrderID, reason: String, lines: [Line]) throws(ReturnRefusal) {
        var seen: Set<Code> = []
        let repeated = lines.indices.filter { !seen.insert(lines[$0].sku).inserted }
        guard repeated.isEmpty else { throw .duplicateSKUs(lines: repeated) }
        self.order = order
        self.reason = reason
        self.lines = lines
    }
}
