package import Commerce
import Postgres

extension Brand {
    /// A work that meets others on its way begins anew, with longer and longer pauses of up to half a second: some three seconds in all.
    private static let persistent = TransactionOptions(attempts: 12)

    /// Runs one unit of work in a transaction and answers once it is durable.
    ///
    /// With a keyed request it takes effect once: the answer is kept in the same transaction, a later request under the key gets it
    /// byte for byte, one that comes while the first is running gets `IDEMPOTENCY_IN_PROGRESS`. A business refusal (409) undoes the
    /// work but is kept as the key's answer; any other refusal leaves the key unused.
    ///
    /// - Parameters:
    ///   - body: Does the work and makes the answer. Run again after a serialization failure or deadlock.
    ///   - refused: Makes the answer of a refusal that is kept.
    /// - Throws: the `Refusal` of the work when it isn't kept; `PostgresError` when the database can't.
    package func work(
        for caller: Caller, once request: IdempotentRequest? = nil,
        refused: @escaping @Sendable (Reason) -> StoredAnswer,
        _ body: @escaping @Sendable (Work) async throws -> StoredAnswer
    ) async throws -> Answered {
        let (outcome, pending) = try await writer.transaction(Self.persistent) { transaction in
            let work = Work(brand: self, caller: caller, transaction: transaction, now: self.clock.now())
            if let request {
                let (locks, stored) = try await transaction.run(
                    TryLockKeys(lockKeys: [request.lockKey]), StoredAnswers(keys: [request.key]))
                guard locks[0].locked else { throw IdempotencyRefusal.inProgress }
                if let first = stored.first {
                    guard first.bodyDigest == request.bodyDigest else { throw IdempotencyRefusal.reused }
                    return (Answered(answer: first.answer, replayed: true), Work.Pending())
                }
            }
            let answer: StoredAnswer
            do {
                answer = try await transaction.savepointIfKeyed(request) {
                    let answer = try await body(work)
                    try await work.fillFreedBackorders()
                    return answer
                }
            } catch let refusal as any Refusal where refusal.reason.kind == .conflict && request != nil {
                _ = work.takePending()
                answer = refused(refusal.reason)
            }
            let pending = work.takePending()
            try await transaction.finish(work, pending: pending, keeping: request.map { ($0, answer) }, settings: self.settings)
            return (Answered(answer: answer, replayed: false), pending)
        }
        board.learn(pending.levels, held: pending.held)
        await catalog.refresh(pending.changedParts)
        return outcome
    }

    /// A unit of work without an answer to keep: jobs, seeds and tests.
    package func work<T: Sendable>(for caller: Caller, _ body: @escaping @Sendable (Work) async throws -> T) async throws -> T {
        let (value, pending) = try await writer.transaction(Self.persistent) { transaction in
            let work = Work(brand: self, caller: caller, transaction: transaction, now: self.clock.now())
            let value = try await body(work)
            try await work.fillFreedBackorders()
            let pending = work.takePending()
            try await transaction.finish(work, pending: pending, keeping: nil, settings: self.settings)
            return (value, pending)
        }
        board.learn(pending.levels, held: pending.held)
        await catalog.refresh(pending.changedParts)
        return value
    }
}

extension Transaction {
    /// A refusal under a key must undo the work and still keep its answer, so the work gets a savepoint; without a key it needs none.
    fileprivate func savepointIfKeyed<T: Sendable>(_ request: IdempotentRequest?, _ body: () async throws -> T) async throws -> T {
        request == nil ? try await body() : try await savepoint(body)
    }

    /// The last round trip: outbox, the kept answer, the notifications and COMMIT.
    fileprivate func finish(
        _ work: Work, pending: Work.Pending, keeping kept: (IdempotentRequest, StoredAnswer)?, settings: BrandSettings
    ) async throws {
        if !pending.events.isEmpty {
            _ = try await run(InsertEvents(at: work.now, events: pending.events))
        }
        if !pending.changedParts.isEmpty {
            let parts = pending.changedParts.map(\.rawValue).sorted().joined(separator: ",")
            _ = try await run(Notify(channel: settings.catalogChannel, payload: settings.serverID + " " + parts))
        }
        if !pending.levels.isEmpty {
            _ = try await run(Notify(channel: settings.stockChannel, payload: settings.serverID))
        }
        _ = try await commit(with: KeepAnswers(kept: kept.map { [(request: $0.0, answer: $0.1)] } ?? []))
    }
}
