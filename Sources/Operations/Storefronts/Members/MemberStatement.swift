package import Commerce
import Postgres

/// What moved on a member's accounts in a span of time, and what there was before and after.
package struct MemberStatement: Sendable {
    package struct Account: Equatable, Sendable {
        package let kind: MemberAccount
        package let opening: Int64
        package let closing: Int64
    }

    package struct Entry: Equatable, Sendable {
        package let id: ID<MemberEntryEntity>
        package let at: Instant
        package let kind: MemberEntryKind
        package let account: MemberAccount
        /// Fen, or points; below zero when the account fell.
        package let amount: Int64
        package let spend: MemberSpendID?
        package let reference: String?
        /// Of the whole purchase, the same on each of its entries.
        package let coupon: MemberCouponUse?
    }

    package let accounts: [Account]
    package let entries: Page<Entry>
}

extension Brand {
    /// - Parameters:
    ///   - from: the first moment; nil: everything since the beginning.
    ///   - to: the first moment that isn't part of it; nil: everything so far.
    /// - Throws: 404 when there is no such member within the caller's reach; 422 `INVALID_CURSOR`.
    package func memberStatement(of id: MemberID, from: Instant?, to: Instant?, page: PageRequest, as caller: Caller) async throws -> MemberStatement {
        let list = ListMemberEntries(member: id, from: from, to: to, before: try page.beforeID(), limit: page.fetchLimit)
        let (members, accounts, entries) = try await read(
            as: caller, ReadMember(id: id, reach: caller.organization.reach), SumMemberAccounts(member: id, from: from, to: to), list)
        guard !members.isEmpty else { throw Reason.absent("member") }
        return MemberStatement(accounts: accounts.map(\.account), entries: Page(entries.map(\.entry), for: page) { String($0.id.rawValue) })
    }
}

private struct SumMemberAccounts: Statement {
    struct Result: RowDecodable {
        let account: MemberStatement.Account
        init(from row: inout RowReader) throws {
            account = MemberStatement.Account(
                kind: MemberAccount(rawValue: try row.next()) ?? .principal, opening: try row.next(), closing: try row.next())
        }
    }
    static let sql = """
        SELECT a.kind, coalesce(sum(s.n) FILTER (WHERE s.at < $2), 0)::bigint, coalesce(sum(s.n) FILTER (WHERE $3::timestamptz IS NULL OR s.at < $3), 0)::bigint
        FROM member_accounts a LEFT JOIN LATERAL (
            SELECT t.at, CASE WHEN t.credit_account = a.id THEN t.amount ELSE -t.amount END AS n
            FROM member_transfers t WHERE t.member_id = $1 AND a.id IN (t.credit_account, t.debit_account)) s ON true
        WHERE a.member_id = $1 GROUP BY a.id ORDER BY a.id
        """
    let member: MemberID
    let from: Instant?
    let to: Instant?

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
        parameters.append(from.map { Timestamp($0) })
        parameters.append(to.map { Timestamp($0) })
    }
}

private struct ListMemberEntries: Statement {
    struct Result: RowDecodable {
        let entry: MemberStatement.Entry
        init(from row: inout RowReader) throws {
            entry = MemberStatement.Entry(
                id: ID(try row.next()), at: Instant(try row.next(Timestamp.self)), kind: MemberEntryKind(rawValue: try row.next()) ?? .topUp,
                account: MemberAccount(rawValue: try row.next()) ?? .principal, amount: try row.next(),
                spend: try row.next(Int64?.self).map { MemberSpendID($0) }, reference: try row.next(), coupon: try Self.coupon(&row))
        }

        private static func coupon(_ row: inout RowReader) throws -> MemberCouponUse? {
            let (code, fen) = (try row.next(String?.self), try row.next(Int64?.self))
            guard let code, let fen else { return nil }
            return MemberCouponUse(code: Code(stored: code), offFen: fen)
        }
    }
    static let sql = """
        SELECT t.id, t.at, t.kind, a.kind, CASE WHEN t.credit_account = a.id THEN t.amount ELSE -t.amount END, t.spend_id, s.reference, c.code, u.off_fen
        FROM member_transfers t JOIN member_accounts a ON a.member_id = t.member_id AND a.id IN (t.credit_account, t.debit_account)
             LEFT JOIN member_spends s ON s.id = t.spend_id
             LEFT JOIN member_coupon_uses u ON u.spend_id = t.spend_id LEFT JOIN member_coupons c ON c.id = u.coupon_id
        WHERE t.member_id = $1 AND ($2::timestamptz IS NULL OR t.at >= $2) AND ($3::timestamptz IS NULL OR t.at < $3) AND t.id < $4
        ORDER BY t.id DESC LIMIT $5
        """
    let member: MemberID
    let from: Instant?
    let to: Instant?
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
        parameters.append(from.map { Timestamp($0) })
        parameters.append(to.map { Timestamp($0) })
        parameters.append(before)
        parameters.append(limit)
    }
}
