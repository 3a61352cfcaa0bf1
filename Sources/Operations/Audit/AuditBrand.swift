package import Postgres

/// Recomputes a whole brand from its ledgers: every stock level from its movements, holds and lots, every account from its transfers and
/// holds, allocations from their draws, order lines from what became of their units; and looks for rows whose parents are missing and
/// states that contradict what lies beneath them.
///
/// It reads one moment (a repeatable-read transaction) and so may run beside a working server. It changes nothing.
package struct AuditBrand: Sendable {
    private let database: Database

    /// - Parameter database: under the writer's role, which sees all rows.
    package init(database: Database) {
        self.database = database
    }

    package func run() async throws -> AuditReport {
        try await database.transaction(TransactionOptions(isolation: .repeatableRead, readOnly: true)) { transaction in
            _ = try await transaction.run(GiveAuditRoom())
            var checks: [AuditReport.Check] = []
            for check in Self.checks {
                checks.append(try await Self.run(check, in: transaction))
            }
            return AuditReport(checks: checks)
        }
    }

    private static func run<Check: AuditCheck>(_ check: Check, in transaction: Transaction) async throws -> AuditReport.Check {
        let (rows) = try await transaction.run(check)
        return AuditReport.Check(
            name: Check.subject, rule: Check.rule, count: rows.first?.total ?? 0, differences: rows.map(\.difference))
    }

    /// In the order of the report.
    static let checks: [any AuditCheck] =
        AuditBrand.stockChecks + AuditBrand.lotChecks + AuditBrand.accountChecks + AuditBrand.storedValueChecks + AuditBrand.pointChecks
        + AuditBrand.orderChecks + AuditBrand.campaignChecks + AuditBrand.drawChecks + AuditBrand.rebateChecks + AuditBrand.storefrontChecks
        + AuditBrand.storeChecks + AuditBrand.memberChecks + AuditBrand.stateChecks + AuditBrand.parentChecks
}

extension Brand {
    /// Audits the brand from its own tables, not from what this server keeps in memory.
    package func audit() async throws -> AuditReport {
        try await AuditBrand(database: writer).run()
    }
}

/// Sums over whole ledgers take longer and more memory than any request may.
private struct GiveAuditRoom: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    static let sql = "SELECT set_config('statement_timeout', '0', true), set_config('work_mem', '128MB', true)"
}
