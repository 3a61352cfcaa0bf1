internal import Synchronization

/// An open transaction. BEGIN isn't sent by itself: it rides in the first round trip, as savepoints do in the next one.
public final class Transaction: Sendable {
    struct State {
        /// Commands that the next round trip sends first.
        var owed: [String]
        var hasBegun = false
        var isClosed = false
        var savepoints = 0
    }

    let connection: Connection
    let state: Mutex<State>

    init(on connection: Connection, _ options: TransactionOptions) {
        self.connection = connection
        state = Mutex(State(owed: [options.begin]))
    }

    /// Runs statements in one round trip.
    /// - Throws: `PostgresError`; after one of the server's the transaction can only be rolled back, or back to a savepoint.
    public nonisolated(nonsending) func run<each S: Statement>(
        _ statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        try await connection.submit(in: self, commits: false, repeat each statements).rows
    }

    /// Runs statements and COMMIT in one round trip; afterwards the transaction is closed.
    /// - Throws: `PostgresError`. Kind `.commitUnknown` when the connection broke before the answer; after every other error nothing was applied.
    public nonisolated(nonsending) func commit<each S: Statement>(
        with statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        try await connection.submit(in: self, commits: true, repeat each statements).rows
    }

    /// `COPY … FROM STDIN` inside the transaction.
    /// - Returns: the number of rows.
    public nonisolated(nonsending) func copyIn(_ sql: String, _ nextChunk: () async throws -> [UInt8]?) async throws -> Int {
        try await connection.settle(self)
        return try await connection.copyIn(sql, nextChunk)
    }

    /// Commits what the body left open. Does nothing when nothing was ever sent.
    func finish() async throws {
        let isOpen = state.withLock { $0.hasBegun && !$0.isClosed }
        if isOpen { try await commit() as Void }
        close()
    }

    func close() { state.withLock { $0.isClosed = true } }
}

/// What the connection asks while it sends.
extension Transaction {
    func owed() throws(PostgresError) -> [String] {
        let (owed, isClosed) = state.withLock { ($0.owed, $0.isClosed) }
        if isClosed { throw PostgresError(kind: .misuse, message: "the transaction is over") }
        return owed
    }

    func sent(commits: Bool) {
        state.withLock {
            $0.owed.removeAll()
            $0.hasBegun = true
            if commits { $0.isClosed = true }
        }
    }
}

extension Connection {
    /// Sends what a transaction owes by itself, before something that can't share a round trip.
    func settle(_ transaction: Transaction) async throws {
        if try transaction.owed().isEmpty { return }
        _ = try await submit(in: transaction, commits: false)
    }
}
