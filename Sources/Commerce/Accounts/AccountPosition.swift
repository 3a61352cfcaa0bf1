/// Where a prepaid account stands, a distributor's with the brand or a store's with its distributor. What it may still spend is `balance + credit limit − held`, and no change ever makes
/// that negative; the database holds the same as the CHECK `accounts_within_credit`.
///
/// The balance is negative while the distributor lives on its credit. Every sum of these figures fits 64 bits: a change that would
/// leave that range is refused.
package struct AccountPosition: Equatable, Sendable {
    /// Credits minus debits.
    package let balanceFen: Int64
    /// Held for orders that are placed and not yet shipped; never negative.
    package let heldFen: Int64
    /// Never negative.
    package let creditLimitFen: Int64

    /// For figures read from the brand's own tables, which hold no others.
    package init(storedBalanceFen balanceFen: Int64 = 0, heldFen: Int64 = 0, creditLimitFen: Int64 = 0) {
        self.balanceFen = balanceFen
        self.heldFen = heldFen
        self.creditLimitFen = creditLimitFen
    }

    /// - Returns: nil when the figures contradict each other or their sum can't be counted.
    package init?(balanceFen: Int64, heldFen: Int64, creditLimitFen: Int64) {
        guard heldFen >= 0, creditLimitFen >= 0, let spendable = balanceFen.adding(creditLimitFen), spendable >= heldFen else { return nil }
        self.init(storedBalanceFen: balanceFen, heldFen: heldFen, creditLimitFen: creditLimitFen)
    }

    /// What further orders may come to.
    package var availableFen: Int64 {
        (balanceFen.adding(creditLimitFen) ?? .max).adding(-heldFen) ?? 0
    }

    /// What the credit limit must at least cover: what is held and owed beyond the balance.
    package var usedCreditFen: Int64 {
        max(0, heldFen.adding(-max(balanceFen, -.max)) ?? .max)
    }
}
