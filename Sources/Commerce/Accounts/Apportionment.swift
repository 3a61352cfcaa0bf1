/// An amount for so many units, taken apart by units so that the parts add up to the whole, to the fen.
///
/// The units stand in a row. What ships is taken from the front, what is cancelled or shorted from the back, and what is returned from
/// the front of what shipped. The part of a stretch of units is the difference of two rounded-down sums, so neighbouring parts always
/// meet: however an order line is shipped, shorted and returned, `posted + voided` ends at the amount and refunds end at what was
/// posted. A rounding fen falls to the later part.
package struct Apportionment: Equatable, Sendable {
    package let amountFen: Int64
    package let units: Int64

    /// - Returns: nil for a negative amount or no units.
    package init?(amountFen: Int64, units: Int64) {
        guard amountFen >= 0, units >= 1 else { return nil }
        self.amountFen = amountFen
        self.units = units
    }

    /// The part of the next `count` units from the front, when `before` have gone that way: a shipment's share of a line, or a
    /// return's share of what was shipped.
    /// - Returns: nil when that many aren't there.
    package func front(_ count: Int64, after before: Int64) -> Int64? {
        guard count >= 0, before >= 0, let end = before.adding(count), end <= units else { return nil }
        return sum(of: end) - sum(of: before)
    }

    /// The part of the next `count` units from the back, when `before` have gone that way: what a cancel or a short gives back.
    /// - Returns: nil when that many aren't there.
    package func back(_ count: Int64, after before: Int64) -> Int64? {
        guard count >= 0, before >= 0, let taken = before.adding(count), taken <= units else { return nil }
        return sum(of: units - before) - sum(of: units - taken)
    }

    /// What the first `count` units come to, rounded down. The product is 128 bits wide and the quotient at most the amount.
    private func sum(of count: Int64) -> Int64 {
        units.dividingFullWidth(amountFen.multipliedFullWidth(by: count)).quotient
    }
}
