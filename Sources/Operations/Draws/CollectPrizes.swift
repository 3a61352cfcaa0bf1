import Commerce
import Postgres

extension Brand {
    /// Takes back what reversed draws still owe from accounts that cover some of it by now, the oldest draw first. So many accounts at a time; what is
    /// left is collected the next time.
    ///
    /// - Returns: how many accounts it was collected from.
    package func collectPrizes() async throws -> Int {
        let debtors = try await writer.run(ListDebtors())
        for debtor in debtors {
            try await work(for: .system) { work in
                _ = try await work.run(LockAccounts(organizations: [debtor.organization]))
                try await work.takeBack(Array(try await work.run(LockOwedDraws(organization: debtor.organization))), of: debtor.organization)
            }
        }
        return debtors.count
    }
}

/// Accounts with something to take from. Looked at without locks: what is collected is decided under them.
private struct ListDebtors: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        init(from row: inout RowReader) throws { organization = OrganizationID(try row.next()) }
    }
    static let sql = """
        SELECT a.organization_id FROM accounts a
        WHERE a.kind = 'prepaid' AND a.balance_fen + a.credit_limit_fen > a.held_fen
          AND a.organization_id IN (SELECT organization_id FROM draws WHERE state = 'reversed' AND reversed_fen < fen)
        ORDER BY a.organization_id LIMIT 100
        """
}

private struct LockOwedDraws: Statement {
    typealias Result = DrawRow
    static let sql = """
        SELECT \(DrawRow.columns) FROM draws d WHERE d.organization_id = $1 AND d.state = 'reversed' AND d.reversed_fen < d.fen
        ORDER BY d.id LIMIT 100 FOR NO KEY UPDATE
        """
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) { parameters.append(organization.rawValue) }
}
