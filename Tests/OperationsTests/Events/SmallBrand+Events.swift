import Commerce
@testable import Operations
import Postgres

extension SmallBrand {
    /// An event of no consequence.
    func tell(_ note: String, about caller: Caller, type: EventType = .skuChanged) async throws {
        try await brand.work(for: Self.headquarters) { work in
            try await work.emit(type, about: caller.organization) { $0.field("note", note) }
        }
    }

    /// Returns when the feed shows all that has been committed. Other tests' transactions on the same server hold it back, too: the
    /// oldest running transaction is that of the whole cluster. Not to be called with a transaction of one's own open.
    func settle() async throws {
        let mine = try await number("SELECT pg_current_xact_id()")
        // However long others take: a slow neighbour is no failure of this test.
        let watcher = try await connection(statementTimeoutMilliseconds: 0)
        do {
            try await watcher.script(Self.untilOver(mine))
            await watcher.close()
        } catch {
            await watcher.close()
            throw error
        }
    }

    private static func untilOver(_ transaction: Int64) -> String {
        """
        DO $$
        BEGIN
            WHILE pg_snapshot_xmin(pg_current_snapshot()) <= '\(transaction)'::xid8 LOOP
                PERFORM pg_sleep(0.002);
            END LOOP;
        END $$
        """
    }
}

/// Gives the transaction its id before it writes anything.
struct TakeTransactionID: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    static let sql = "SELECT pg_current_xact_id()"
}
