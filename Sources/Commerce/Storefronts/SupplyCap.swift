/// Non-saturated supply (非饱和销售): in a window of days a store may order at most `capBps` of what it sold in it, SKU by SKU, so that goods don't
/// pile up where they don't sell.
///
/// What a store sold is what it reported from its till: a store that reports at all sold none of what it had and doesn't tell of. Of a store that reports
/// nothing it is what was delivered to it and didn't come back; and where there is neither, or a SKU that the store hadn't to sell, the median of the
/// stores of its tier that sold some. Nobody having sold any, there is nothing to hold it to and no cap.
package struct SupplyCap: Equatable, Sendable {
    package static let rates: ClosedRange<Int64> = 0...1_000_000
    package static let windows: ClosedRange<Int64> = 1...365

    package let capBps: Int64
    package let windowDays: Int64

    package init(capBps: Int64 = 12_000, windowDays: Int64 = 30) {
        self.capBps = capBps
        self.windowDays = windowDays
    }

    /// What was sold in the window and what was ordered in it, of one SKU by one store.
    package struct Standing: Equatable, Sendable {
        /// Nil: nobody has sold any, so nothing caps it.
        package let soldUnits: Int64?
        package let alreadyOrderedUnits: Int64

        package init(soldUnits: Int64?, alreadyOrderedUnits: Int64) {
            self.soldUnits = soldUnits
            self.alreadyOrderedUnits = alreadyOrderedUnits
        }
    }

    /// The arithmetic of a refusal.
    package struct Excess: Equatable, Sendable {
        package let line: Int
        package let soldUnits: Int64
        package let capUnits: Int64
        package let alreadyOrderedUnits: Int64
        package let allowedUnits: Int64

        package init(line: Int, soldUnits: Int64, capUnits: Int64, alreadyOrderedUnits: Int64, allowedUnits: Int64) {
            self.line = line
            self.soldUnits = soldUnits
            self.capUnits = capUnits
            self.alreadyOrderedUnits = alreadyOrderedUnits
            self.allowedUnits = allowedUnits
        }
    }

    /// - Parameters:
    ///   - units: More of it, on a line of an order.
    ///   - before: What lines before it in the same order ask for.
    /// - Returns: nil when so much may be ordered.
    package func excess(of units: Int64, after before: Int64 = 0, line: Int, _ standing: Standing) -> Excess? {
        guard let sold = standing.soldUnits else { return nil }
        let cap = sold.share(bps: capBps)
        let already = standing.alreadyOrderedUnits.adding(before) ?? .max
        let allowed = max(0, cap - already)
        guard units > allowed else { return nil }
        return Excess(line: line, soldUnits: sold, capUnits: cap, alreadyOrderedUnits: already, allowedUnits: allowed)
    }
}
