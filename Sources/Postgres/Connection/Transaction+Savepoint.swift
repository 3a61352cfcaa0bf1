internal import Synchronization

extension Transaction {
    /// Runs `body` so that its failure undoes only what it did: rolled back to where it began when it throws, kept when it returns. Savepoints may
    /// nest but not overlap.
    public nonisolated(nonsending) func savepoint<T: Sendable>(_ body: () async throws -> T) async throws -> T {
        let name = state.withLock { state in
            state.savepoints += 1
            let name = "sp\(state.savepoints)"
            state.owed.append("SAVEPOINT \(name)")
            return name
        }
        do {
            let value = try await body()
            state.withLock { state in
                if !state.forget(name), !state.isClosed { state.owed.append("RELEASE SAVEPOINT \(name)") }
            }
            return value
        } catch {
            let wasSent = state.withLock { state in
                if state.forget(name) || state.isClosed { return false }
                // Whatever is owed now came after the savepoint and goes with it.
                state.owed.removeAll()
                return true
            }
            if wasSent { await connection.rollBack(to: name) }
            throw error
        }
    }
}

extension Transaction.State {
    /// Takes back a savepoint that was never sent, with everything behind it.
    /// - Returns: false when it was sent.
    fileprivate mutating func forget(_ name: String) -> Bool {
        guard let place = owed.firstIndex(of: "SAVEPOINT \(name)") else { return false }
        owed.removeSubrange(place...)
        return true
    }
}

extension Connection {
    /// A connection that can't go back is closed, so that nothing more can be done in the transaction by mistake.
    fileprivate func rollBack(to savepoint: String) {
        interrupt.reset()
        do {
            try run(commands: ["ROLLBACK TO SAVEPOINT \(savepoint)", "RELEASE SAVEPOINT \(savepoint)"])
        } catch {
            close()
        }
    }
}
