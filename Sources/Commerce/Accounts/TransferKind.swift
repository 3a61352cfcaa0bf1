/// Why money moved on a distributor's accounts, or on a store's with its distributor.
package enum TransferKind: String, CaseIterable, Sendable {
    /// Paid in: cash → prepaid.
    case deposit
    /// A shipment left: prepaid → sales.
    case sale
    /// Goods came back: sales → prepaid.
    case refund
    /// Money was won in a draw: sales → prepaid.
    case reward
    /// What earned a prize came back, and its money goes back: prepaid → sales.
    case rewardReversal
    /// Blind boxes were bought: prepaid → sales.
    case box
    /// The deposit of an advance order that its buyer gave up: prepaid → sales.
    case forfeit
    /// Goods of the brand's left for a store: its distributor's prepaid → sales.
    case supply
    /// They came back: sales → the distributor's prepaid.
    case supplyRefund
    /// A period's rebate: sales → prepaid.
    case rebate
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
    /// The bonus that it had earned is lost: stored bonus → sales.
    case bonusForfeit
    /// The gift that it had earned is paid for: prepaid → sales.
    case giftCharge

    /// The accounts that it moves money between: out of the one that is debited, into the one that is credited.
    /// - Parameter stored: Which side of a stored value is spent or refunded; other kinds don't look at it.
    package func sides(stored: AccountKind = .storedPrincipal) -> (debit: AccountKind, credit: AccountKind) {
        switch self {
        case .deposit: (.cash, .prepaid)
        case .sale, .box, .forfeit, .supply, .rewardReversal, .giftCharge: (.prepaid, .sales)
        case .refund, .reward, .supplyRefund, .rebate: (.sales, .prepaid)
        case .topUp: (.prepaid, .storedPrincipal)
        case .bonus: (.sales, .storedBonus)
        case .storedSpend: (stored, .sales)
        case .storedRefund: (.sales, stored)
        case .bonusExpiry, .bonusForfeit: (.storedBonus, .sales)
        case .withdrawal: (.storedPrincipal, .prepaid)
        }
    }
}
