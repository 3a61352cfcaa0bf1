/// Points that pay a part of an order, and what became of them. They were taken from the balance when it was placed.
///
/// They stand in a row over the fen that they pay (`Apportionment`): what is given up comes back from the end of it, what is refunded from the
/// front, so however an order ends each point comes back once.
package struct PointsHold: Equatable, Sendable {
    /// Whose programme they are of.
    package let owner: OrganizationID
    package let points: Int64
    private let row: Apportionment
    private let postedFen: Int64
    private let voidedFen: Int64
    private let refundedFen: Int64

    /// - Returns: nil for what can't be.
    package init?(owner: OrganizationID, points: Int64, amountFen: Int64, postedFen: Int64 = 0, voidedFen: Int64 = 0, refundedFen: Int64 = 0) {
        guard let row = Apportionment(amountFen: points, units: amountFen), postedFen >= 0, voidedFen >= 0, refundedFen >= 0, refundedFen <= postedFen,
            let resolved = postedFen.adding(voidedFen), resolved <= amountFen
        else { return nil }
        self.owner = owner
        self.points = points
        self.row = row
        self.postedFen = postedFen
        self.voidedFen = voidedFen
        self.refundedFen = refundedFen
    }

    /// Points that come back with the next `fen` that are given up.
    /// - Returns: nil when less is open.
    package func voiding(_ fen: Int64) -> Int64? {
        fen <= row.units - postedFen - voidedFen ? row.back(fen, after: voidedFen) : nil
    }

    /// Points that come back with the next `fen` that are refunded.
    /// - Returns: nil when less was shipped and not refunded.
    package func refunding(_ fen: Int64) -> Int64? {
        fen <= postedFen - refundedFen ? row.front(fen, after: refundedFen) : nil
    }
}
