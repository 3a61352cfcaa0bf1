/// What the money of one order has earned so far: `floor(paid × earnBps / 10000)` of what was paid in money for what was delivered, less the part
/// of it that is refunded, rounded down. On what points or stored value paid nothing is earned.
///
/// It is told from the sums so far, so two half deliveries earn what one whole one does, and after a full return nothing is left. A delivery
/// never lowers it, a refund never raises it.
package struct EarnedPoints: Equatable, Sendable {
    package let points: Int64

    /// - Parameters:
    ///   - paidFen: In money, for what was delivered.
    ///   - refundedFen: In money. More than was paid for when what is still on its way comes back: then nothing is earned.
    package init(earnBps: Int64, paidFen: Int64, refundedFen: Int64) {
        let earned = paidFen.share(bps: earnBps)
        guard refundedFen < paidFen, let reversed = Apportionment(amountFen: earned, units: paidFen)?.front(refundedFen, after: 0) else {
            points = 0
            return
        }
        points = earned - reversed
    }
}
