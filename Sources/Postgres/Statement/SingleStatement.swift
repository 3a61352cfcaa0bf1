// One statement is the pack of one, whose result the compiler doesn't always see as the rows themselves.

extension Database {
    /// As the `run` of many.
    public nonisolated(nonsending) func run<S: Statement>(_ statement: S) async throws -> Rows<S.Result> {
        let rows = try await run(after: nil, statement)
        return rows
    }
}

extension Transaction {
    /// As the `run` of many.
    public nonisolated(nonsending) func run<S: Statement>(_ statement: S) async throws -> Rows<S.Result> {
        try await connection.submit(in: self, commits: false, statement).rows
    }
}
