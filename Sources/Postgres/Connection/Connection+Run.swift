extension Connection {
    /// Runs one statement in one round trip, in a transaction of its own unless one is open.
    public nonisolated(nonsending) func run<S: Statement>(_ statement: S) async throws -> Rows<S.Result> {
        try await submit(in: nil, commits: false, statement).rows
    }

    /// Runs statements in one round trip and one implicit transaction: all or none. What `set_config(…, true)` sets in one holds for those after it.
    /// - Throws: the first statement's `PostgresError` that failed, with its name; `.invalidValue` before anything is sent.
    public nonisolated(nonsending) func pipeline<each S: Statement>(
        _ statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        try await submit(in: nil, commits: false, repeat each statements).rows
    }

    /// As `pipeline`, with a statement before them whose rows nobody needs, such as one that says on whose behalf the others read.
    public nonisolated(nonsending) func pipeline<each S: Statement>(
        after first: any Statement, _ statements: repeat each S
    ) async throws -> (repeat Rows<(each S).Result>) {
        try await submit(in: nil, commits: false, after: first, repeat each statements).rows
    }

    /// An exchange that cancellation of the task stops on the server.
    func submit<each S: Statement>(
        in transaction: Transaction?, commits: Bool, after first: (any Statement)? = nil, _ statements: repeat each S
    ) async throws -> Outcome<repeat (each S).Result> {
        if Task.isCancelled { throw PostgresError(kind: .cancelled, message: "cancelled before it was sent") }
        interrupt.reset()
        var outcome: Outcome<repeat (each S).Result>?
        try await stoppable { outcome = try exchange(in: transaction, commits: commits, after: first, repeat each statements) }
        guard let outcome else { throw PostgresError(kind: .cancelled, message: "cancelled before it was sent") }
        return outcome
    }

    /// The exchange hands its outcome out through a variable: returned through the handler, a value made from a parameter pack is freed out of
    /// order in unoptimised builds. Touching `self` keeps the closure on this connection's thread.
    private func stoppable(_ body: () throws -> Void) async throws {
        try await withTaskCancellationHandler {
            _ = self.isCopying
            try body()
        } onCancel: {
            interrupt.request()
        }
    }

    /// Ends whatever transaction is open, so that the connection can serve somebody else. Never throws: a connection that can't be tidied
    /// is closed.
    func rollBack() {
        interrupt.reset()
        do {
            try run(commands: ["ROLLBACK"])
            if state.current != .idle { close() }
        } catch {
            close()
        }
    }
}
