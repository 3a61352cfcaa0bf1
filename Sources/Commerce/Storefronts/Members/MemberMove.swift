/// The accounts that each member has with its store.
package enum MemberAccount: String, CaseIterable, Sendable {
    /// Paid in, fen; never expires.
    case principal
    /// Given on top, fen.
    case bonus
    /// Points; below zero when some were spent that a refund then took back.
    case points
}

/// The store's accounts that are the other sides of its members'.
package enum MemberCounterpart: String, CaseIterable, Sendable {
    case cash, sales
    /// What bonuses cost.
    case promotion
    /// Points that are out.
    case issued
}

/// What makes an account of a member's move. Each kind has one account of the store's as its other side.
package enum MemberEntryKind: String, CaseIterable, Sendable {
    case topUp, gift, spend, refund, withdrawal
    /// Bonus that is lost with a withdrawal.
    case forfeit
    case expiry
    case earned, redeemed
    /// Redeemed points that come back with a refund.
    case returned
    /// Earned points that a refund takes back.
    case reversed

    package var counterpart: MemberCounterpart {
        switch self {
        case .topUp, .withdrawal: .cash
        case .spend, .refund: .sales
        case .gift, .forfeit, .expiry: .promotion
        case .earned, .redeemed, .returned, .reversed: .issued
        }
    }
}

/// One entry of the ledger: `amount` (fen, or points) into the member's account out of the store's, or the other way when it is below zero.
package struct MemberMove: Equatable, Sendable {
    package let kind: MemberEntryKind
    package let account: MemberAccount
    /// Never 0.
    package let amount: Int64

    /// - Returns: nil when nothing moves.
    init?(_ kind: MemberEntryKind, _ account: MemberAccount, _ amount: Int64) {
        guard amount != 0 else { return nil }
        self.kind = kind
        self.account = account
        self.amount = amount
    }
}
