import Logging
import Postgres

/// The row of a distributor's account, locked by a test, so that orders which sell to it are surely under way and not yet committed.
struct HeldAccount {
    private let connection: Connection

    static func with<T>(
        _ distributor: String, at url: String, isolation: isolated (any Actor)? = #isolation, _ body: (HeldAccount) async throws -> T
    ) async throws -> T {
        let connection = try await Connection.open(DatabaseConfiguration(url: url, statementTimeoutMilliseconds: 0), logger: Logger(label: "test.hold"))
        do {
            try await connection.script(
                """
                BEGIN;
                SELECT 1 FROM accounts WHERE kind = 'prepaid' AND organization_id = (SELECT id FROM organizations WHERE code = '\(distributor)') FOR UPDATE;
                """)
            let value = try await body(HeldAccount(connection: connection))
            await connection.close()
            return value
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Returns as soon as some transaction waits for the row.
    func isAwaited() async throws {
        while try await connection.run(CountWaiters()).first == 0 { await Task.yield() }
    }

    func letGo() async throws {
        try await connection.script("COMMIT")
    }

    /// Whoever wants a locked row waits for its holder's transaction. Statistics views keep still within a transaction, locks don't.
    private struct CountWaiters: Statement {
        typealias Result = Int
        static let sql = """
            SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'transactionid' AND transactionid = pg_current_xact_id()::xid
            """
    }
}
