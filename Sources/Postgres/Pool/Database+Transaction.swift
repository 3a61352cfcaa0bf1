internal import Logging
internal import Synchronization

extension Database {
    /// Runs `body` in a transaction and commits what it left open. The only place that retries: when the server reports a serialization failure or
    /// a deadlock, `body` runs again from its start, after a jittered pause, up to `options.attempts` times; so `body` must not change anything
    /// but the database before it has committed.
    /// - Throws: what `body` throws, after rolling back; `PostgresError` of kind `.commitUnknown` when the connection broke during COMMIT.
    public func transaction<T: Sendable>(
        _ options: TransactionOptions = .init(), _ body: @Sendable (Transaction) async throws -> T
    ) async throws -> T {
        let backoff = Backoff(baseMilliseconds: 5, capMilliseconds: 500)
        var attempt = 1, replaced = 0
        while true {
            let lease = try await lease()
            let transaction = Transaction(on: lease.connection, options)
            do {
                let value = try await body(transaction)
                try await transaction.finish()
                await giveBack(lease)
                return value
            } catch {
                transaction.close()
                await giveBack(lease)
                guard let failure = error as? PostgresError else { throw error }
                if failure.nothingSent, !transaction.hasBegun, replaced <= configuration.size {
                    replaced += 1
                    continue
                }
                guard failure.isRetryable || failure.isStalePlan, attempt < options.attempts else { throw error }
                let pause = backoff.delayMilliseconds(attempt: attempt, jitter: Double.random(in: 0..<1))
                logger.debug("transaction runs again", metadata: ["attempt": "\(attempt)", "sqlstate": "\(failure.sqlState ?? "")"])
                attempt += 1
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
    }
}

extension Transaction {
    fileprivate var hasBegun: Bool { state.withLock { $0.hasBegun } }
}
