import Postgres

extension Brand {
    /// Whether the database answers, under both roles.
    /// - Throws: `PostgresError` when it doesn't.
    package func checkDatabase() async throws {
        _ = try await request.run(AnswerOne())
        _ = try await writer.run(AnswerOne())
    }
}

struct AnswerOne: Statement {
    static let sql = "SELECT 1"
}
