/// What an account keeps. A distributor has the first three, headquarters the other sides.
package enum AccountKind: String, CaseIterable, Sendable {
    /// A distributor's money with the brand.
    case prepaid
    /// What a distributor paid in for later purchases; paid out again on demand.
    case storedPrincipal
    /// What was given on top of that; never paid out, and it may expire.
    case storedBonus
    case cash
    case sales

    /// Whether it is one of headquarters' other sides, which keep no balance of their own.
    package var isHeadquarters: Bool { self == .cash || self == .sales }
}
