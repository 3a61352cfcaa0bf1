/// The money held for one order: pending until it is posted (shipped) or voided (cancelled, shorted), in parts or whole. What is
/// resolved is never resolved again; the database holds the same as the CHECK `account_holds_resolved_once`.
package struct AccountHold: Equatable, Sendable {
    package let amountFen: Int64
    package let postedFen: Int64
    package let voidedFen: Int64

    /// - Returns: nil when a figure is negative or more is resolved than was held.
    package init?(amountFen: Int64, postedFen: Int64 = 0, voidedFen: Int64 = 0) {
        guard postedFen >= 0, voidedFen >= 0, let resolved = postedFen.adding(voidedFen), resolved <= amountFen else { return nil }
        self.amountFen = amountFen
        self.postedFen = postedFen
        self.voidedFen = voidedFen
    }

    /// Neither posted nor voided.
    package var pendingFen: Int64 { amountFen - postedFen - voidedFen }

    /// - Throws: `holdResolved` when less than that is pending.
    package func posting(_ partFen: Int64) throws(AccountRefusal) -> AccountHold {
        try check(partFen)
        return AccountHold(self, postedFen: postedFen + partFen, voidedFen: voidedFen)
    }

    /// - Throws: `holdResolved` when less than that is pending.
    package func voiding(_ partFen: Int64) throws(AccountRefusal) -> AccountHold {
        try check(partFen)
        return AccountHold(self, postedFen: postedFen, voidedFen: voidedFen + partFen)
    }

    private init(_ hold: AccountHold, postedFen: Int64, voidedFen: Int64) {
        self.amountFen = hold.amountFen
        self.postedFen = postedFen
        self.voidedFen = voidedFen
    }

    private func check(_ partFen: Int64) throws(AccountRefusal) {
        guard partFen >= 0 else { throw .amountOutOfRange }
        guard partFen <= pendingFen else { throw .holdResolved(pendingFen: pendingFen) }
    }
}
