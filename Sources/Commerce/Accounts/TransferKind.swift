/// Why money moved on a distributor's accounts.
package enum TransferKind: String, CaseIterable, Sendable {
    /// Paid in: cash → prepaid.
    case deposit
    /// A shipment left: prepaid → sales.
    case sale
    /// Goods came back: sales → prepaid.
    case refund
    /// Money was won in a draw: sales → prepaid.
    case reward
    /// Blind boxes were bought: prepaid → sales.
    case box
    /// Money was stored: prepaid → stored principal.
    case topUp
    /// A campaign gave something on top: sales → stored bonus.
    case bonus
    /// A shipment left that stored value pays: stored principal or bonus → sales.
    case storedSpend
    /// Its goods came back: sales → stored principal or bonus.
    case storedRefund
    /// A bonus ran out: stored bonus → sales.
    case bonusExpiry
    /// Principal was paid out: stored principal → prepaid.
    case withdrawal

    /// The accounts that it moves money between: out of the one that is debited, into the one that is credited.
    /// - Parameter stored: Which side of a stored value is spent or refunded; other kinds don't look at it.
    package func sides(stored: AccountKind = .storedPrincipal) -> (debit: AccountKind, credit: AccountKind) {
        switch self {
        case .deposit: (.cash, .prepaid)
        case .sale, .box: (.prepaid, .sales)
        case .refund, .reward: (.sales, .prepaid)
        case .topUp: (.prepaid, .storedPrincipal)
        case .bonus: (.sales, .storedBonus)
        case .storedSpend: (stored, .sales)
        case .storedRefund: (.sales, stored)
        case .bonusExpiry: (.storedBonus, .sales)
        case .withdrawal: (.storedPrincipal, .prepaid)
        }
    }
}
