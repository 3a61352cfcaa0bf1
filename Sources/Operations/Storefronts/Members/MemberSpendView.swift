package import Commerce
import Postgres

/// What a member paid, and how much of it went back.
package struct MemberSpendView: Equatable, Sendable {
    package let id: MemberSpendID
    package let member: MemberID
    package let at: Instant
    package let spend: MemberSpend
    package let refundedFen: Int64
    /// The store's own name for the purchase.
    package let reference: String?
    /// What came off it before it was paid; not read when it is refunded, which goes by what was paid.
    package var coupon: MemberCouponUse?
}

/// What went back of a purchase.
package struct MemberRefundView: Equatable, Sendable {
    package let spend: MemberSpendID
    package let amountFen: Int64
    package let refund: MemberSpend.Refund
    /// Bonus that came back and was gone at once, since its time had come.
    package let expiredFen: Int64
    /// Of the whole purchase so far.
    package let refundedFen: Int64
    /// May be used once more.
    package let returnedCoupon: Code?
    package let wallet: MemberWallet
}

struct InsertMemberSpend: Statement {
    static let sql = """
        INSERT INTO member_spends (id, organization_id, member_id, at, amount_fen, points_fen, principal_fen, bonus_fen, redeemed_points, earned_points,
                                   reference, bonus_parts, bonus_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """
    let store: OrganizationID
    let spend: MemberSpendView

    func bind(_ parameters: inout Parameters) {
        let paid = spend.spend
        parameters.append(spend.id.rawValue)
        parameters.append(store.rawValue)
        parameters.append(spend.member.rawValue)
        parameters.append(Timestamp(spend.at))
        parameters.append(paid.amountFen)
        parameters.append(paid.pointsFen)
        parameters.append(paid.stored.principalFen)
        parameters.append(paid.stored.bonusFen)
        parameters.append(paid.redeemedPoints)
        parameters.append(paid.earnedPoints)
        parameters.append(spend.reference)
        parameters.append(paid.stored.bonuses.map(\.fen))
        parameters.append(paid.stored.bonuses.map { $0.expiresAt.map { Timestamp($0) } })
    }
}

/// Read under the lock of its member's accounts, which whoever refunds takes first.
struct ReadMemberSpend: Statement {
    struct Result: RowDecodable {
        let view: MemberSpendView
        init(from row: inout RowReader) throws {
            let id = MemberSpendID(try row.next())
            let member = MemberID(try row.next())
            let at = Instant(try row.next(Timestamp.self))
            let (amountFen, pointsFen, principalFen, redeemed, earned, refunded) = (
                try row.next(Int64.self), try row.next(Int64.self), try row.next(Int64.self), try row.next(Int64.self), try row.next(Int64.self), try row.next(Int64.self)
            )
            let reference: String? = try row.next()
            let parts: [Int64] = try row.next()
            let until: [Timestamp?] = try row.next()
            let bonuses = zip(parts, until).map { StoredValueBalance.Bonus(fen: $0, expiresAt: $1.map { Instant($0) }) }
            let spend = MemberSpend(
                amountFen: amountFen, redeemedPoints: redeemed, pointsFen: pointsFen,
                stored: StoredValueSpend(principalFen: principalFen, bonuses: bonuses), earnedPoints: earned)
            view = MemberSpendView(id: id, member: member, at: at, spend: spend, refundedFen: refunded, reference: reference)
        }
    }
    static let sql = """
        SELECT id, member_id, at, amount_fen, points_fen, principal_fen, redeemed_points, earned_points, refunded_fen, reference, bonus_parts, bonus_until
        FROM member_spends WHERE id = $1 AND member_id = $2
        """
    let member: MemberID
    let spend: MemberSpendID

    func bind(_ parameters: inout Parameters) {
        parameters.append(spend.rawValue)
        parameters.append(member.rawValue)
    }
}

struct CountMemberRefund: Statement {
    static let sql = "UPDATE member_spends SET refunded_fen = refunded_fen + $2 WHERE id = $1"
    let spend: MemberSpendID
    let amountFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(spend.rawValue)
        parameters.append(amountFen)
    }
}
