/// What an account keeps. A buyer has the first three with its seller, a distributor with the brand or a store with its distributor; the seller has the
/// other sides.
package enum AccountKind: String, CaseIterable, Sendable {
    /// A buyer's money with its seller.
    case prepaid
    /// What a buyer paid in for later purchases; paid out again on demand.
    case storedPrincipal
    /// What was given on top of that; never paid out, and it may expire.
    case storedBonus
    case cash
    case sales

    /// Whether it is one of the seller's other sides, which keep no balance of their own.
    package var isSellers: Bool { self == .cash || self == .sales }
}
