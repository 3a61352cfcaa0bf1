package import Commerce
import Postgres

extension Brand {
    /// What moved on one of a distributor's or store's accounts, newest first.
    /// - Throws: 404 when there is no such one within the caller's reach; 422 `INVALID_CURSOR`.
    package func accountEntries(of code: Code, account: AccountKind = .prepaid, page: PageRequest, as caller: Caller) async throws -> Page<AccountEntry> {
        let reach = caller.organization.reach
        let list = ListAccountEntries(code: code, kind: account, reach: reach, before: try page.beforeID(), limit: page.fetchLimit)
        let (accounts, entries) = try await read(as: caller, ReadAccount(code: code, reach: reach), list)
        guard !accounts.isEmpty else { throw Reason.absent("account") }
        return Page(entries.map(\.entry), for: page) { String($0.id.rawValue) }
    }
}

/// The account is looked up first and by itself, so that the transfers are one scan of (organization_id, id) in each partition, merged
/// in order, which ends at the limit.
struct ListAccountEntries: Statement {
    struct Result: RowDecodable {
        let entry: AccountEntry
        init(from row: inout RowReader) throws {
            entry = AccountEntry(
                id: try row.next(), at: Instant(try row.next()), kind: TransferKind(rawValue: try row.next()) ?? .sale,
                amountFen: try row.next(), memo: try row.next(), reference: try row.next())
        }
    }
    static let sql = """
        WITH account AS MATERIALIZED (
            SELECT a.id, a.organization_id FROM organizations o JOIN accounts a ON a.organization_id = o.id AND a.kind = $6
            WHERE o.code = $1 AND o.kind IN ('distributor', 'store') AND o.id >= $2 AND o.id < $3
        )
        SELECT t.id, t.at, t.kind, CASE WHEN t.credit_account = (SELECT id FROM account) THEN t.amount_fen ELSE -t.amount_fen END,
               t.memo, t.reference
        FROM account_transfers t
        WHERE t.organization_id = (SELECT organization_id FROM account) AND t.id < $4
          AND ((SELECT id FROM account) IN (t.debit_account, t.credit_account))
        ORDER BY t.id DESC LIMIT $5
        """
    let code: Code
    let kind: AccountKind
    let reach: Range<OrganizationID>
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(before)
        parameters.append(limit)
        parameters.append(kind.rawValue)
    }
}
