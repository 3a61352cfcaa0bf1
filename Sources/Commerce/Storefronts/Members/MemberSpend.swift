/// What a member paid a purchase with, frozen when it was paid: points first, for what is left principal and bonus in the ratio of what there was.
///
/// A refund goes back in the same ratio to where it came from: of the first so many fen refunded, each part is rounded down, so that after
/// the last fen every account has back exactly what it gave, and the points that were earned are gone.
package struct MemberSpend: Equatable, Sendable {
    package let amountFen: Int64
    package let redeemedPoints: Int64
    /// What the points paid.
    package let pointsFen: Int64
    /// What is left, off principal and bonus.
    package let stored: StoredValueSpend
    /// On what principal paid; nothing on bonus or points.
    package let earnedPoints: Int64

    package init(amountFen: Int64, redeemedPoints: Int64, pointsFen: Int64, stored: StoredValueSpend, earnedPoints: Int64) {
        self.amountFen = amountFen
        self.redeemedPoints = redeemedPoints
        self.pointsFen = pointsFen
        self.stored = stored
        self.earnedPoints = earnedPoints
    }

    /// What goes back where with a part of the amount.
    package struct Refund: Equatable, Sendable {
        package let stored: StoredValueSpend
        package let points: Int64
        package let reversedPoints: Int64
    }

    /// The part of the next `fen`, when `refundedFen` went back before.
    /// - Returns: nil when that many aren't left.
    package func refund(_ fen: Int64, after refundedFen: Int64) -> Refund? {
        func part(_ whole: Int64, _ count: Int64, after before: Int64) -> Int64? {
            Apportionment(amountFen: whole, units: amountFen)?.front(count, after: before)
        }
        guard let money = part(stored.totalFen, fen, after: refundedFen), let moneyBefore = part(stored.totalFen, refundedFen, after: 0),
            let points = part(redeemedPoints, fen, after: refundedFen), let reversed = part(earnedPoints, fen, after: refundedFen)
        else { return nil }
        guard money > 0 else { return Refund(stored: StoredValueSpend(principalFen: 0, bonuses: []), points: points, reversedPoints: reversed) }
        return stored.refund(money, after: moneyBefore).map { Refund(stored: $0, points: points, reversedPoints: reversed) }
    }
}
