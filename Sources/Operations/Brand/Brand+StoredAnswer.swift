package import Commerce
import Postgres

extension Brand {
    /// What was answered under this request's key before; for use cases of several transactions, which can't be one unit of work.
    /// - Throws: `IdempotencyRefusal.reused` when the key was used with another body.
    package func storedAnswer(to request: IdempotentRequest) async throws -> StoredAnswer? {
        guard let stored = try await writer.run(StoredAnswers(keys: [request.key])).first else { return nil }
        guard stored.bodyDigest == request.bodyDigest else { throw IdempotencyRefusal.reused }
        return stored.answer
    }
}
