/// What an order took from each side of a stored value, frozen when it was paid.
///
/// A refund goes back in this ratio: of the first so many fen refunded the principal's share is rounded down, so however an order is
/// returned, each side ends with what it gave. Bonus comes back in the reverse of the order that it went, the last-expiring first.
package struct StoredValueSpend: Equatable, Sendable {
    package let principalFen: Int64
    /// First-expiring first.
    package let bonuses: [StoredValueBalance.Bonus]

    package init(principalFen: Int64, bonuses: [StoredValueBalance.Bonus]) {
        self.principalFen = principalFen
        self.bonuses = bonuses
    }

    package var bonusFen: Int64 { bonuses.reduce(0) { $0 + $1.fen } }
    package var totalFen: Int64 { principalFen + bonusFen }

    /// The part that goes back with the next `fen`, when `refundedFen` went back before.
    /// - Returns: nil when that many weren't spent.
    package func refund(_ fen: Int64, after refundedFen: Int64) -> StoredValueSpend? {
        guard let split = Apportionment(amountFen: principalFen, units: totalFen), let principal = split.front(fen, after: refundedFen),
            let principalBefore = split.front(refundedFen, after: 0)
        else { return nil }
        var skip = refundedFen - principalBefore
        var rest = fen - principal
        var back: [StoredValueBalance.Bonus] = []
        for bonus in bonuses.reversed() {
            let skipped = min(skip, bonus.fen)
            skip -= skipped
            let part = min(rest, bonus.fen - skipped)
            rest -= part
            if part > 0 { back.append(.init(fen: part, expiresAt: bonus.expiresAt)) }
        }
        return StoredValueSpend(principalFen: principal, bonuses: back.reversed())
    }
}
