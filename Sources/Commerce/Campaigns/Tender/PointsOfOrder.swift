/// What points had to do with one order: those that paid a part of it, and those that its money earned.
///
/// With every refund redeemed points come back and earned ones are taken back, each in proportion to the part of the order's total that
/// is refunded (`Apportionment`): after a full return all are back where they came from. Money is refunded in the same proportion of
/// what was paid in money, so neither side ever moves the other way.
package struct PointsOfOrder: Equatable, Sendable {
    package let totalFen: Int64
    package let redeemedPoints: Int64
    /// What the redeemed points paid.
    package let redeemedFen: Int64
    package let earnedPoints: Int64

    /// What goes where with a part of the order's total.
    package struct Refund: Equatable, Sendable {
        package let moneyFen: Int64
        /// Redeemed points that come back.
        package let points: Int64
        /// Earned points that are taken back.
        package let reversedPoints: Int64

        package init(moneyFen: Int64, points: Int64, reversedPoints: Int64) {
            self.moneyFen = moneyFen
            self.points = points
            self.reversedPoints = reversedPoints
        }
    }

    /// Earns `floor(paid in money × earnBps / 10000)`: on what points or bonus paid nothing is earned.
    /// - Parameter redeemedPoints: Within what could be redeemed.
    /// - Returns: nil when points pay more than the order comes to.
    package init?(totalFen: Int64, redeemedPoints: Int64, by rule: Points) {
        guard totalFen >= 1, redeemedPoints >= 0, let redeemedFen = redeemedPoints.multiplied(by: rule.redeemFenPerPoint), redeemedFen <= totalFen
        else { return nil }
        self.totalFen = totalFen
        self.redeemedPoints = redeemedPoints
        self.redeemedFen = redeemedFen
        self.earnedPoints = (totalFen - redeemedFen).share(bps: rule.earnBps)
    }

    package var moneyFen: Int64 { totalFen - redeemedFen }

    /// The next `fen` of the total that are refunded, when `refundedFen` were before.
    /// - Returns: nil when that many aren't left.
    package func refund(_ fen: Int64, after refundedFen: Int64) -> Refund? {
        func part(_ amount: Int64) -> Int64? { Apportionment(amountFen: amount, units: totalFen)?.front(fen, after: refundedFen) }
        guard let money = part(moneyFen), let points = part(redeemedPoints), let reversed = part(earnedPoints) else { return nil }
        return Refund(moneyFen: money, points: points, reversedPoints: reversed)
    }
}
