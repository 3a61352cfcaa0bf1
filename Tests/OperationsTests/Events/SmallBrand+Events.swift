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
        let mine = try await brand.writer.run(TakeTransactionID())[0].id
        while try await brand.writer.run(ReadHorizon())[0].horizon <= mine { await Task.yield() }
    }
}

/// Takes a transaction id and, being a transaction of its own, ends it.
struct TakeTransactionID: Statement {
    struct Result: RowDecodable {
        let id: Int64
        init(from row: inout RowReader) throws { id = try row.next() }
    }
    static let sql = "SELECT pg_current_xact_id()"
}

struct ReadHorizon: Statement {
    struct Result: RowDecodable {
        let horizon: Int64
        init(from row: inout RowReader) throws { horizon = try row.next() }
    }
    static let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())"
}
