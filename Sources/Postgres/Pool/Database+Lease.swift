internal import Synchronization

extension Database {
    /// A connection that is somebody's alone until given back.
    struct Lease: Sendable {
        let number: Int
        let connection: Connection
    }

    /// - Throws: `.acquireTimedOut`, `.connectFailed`, `.cancelled` or `.shuttingDown`.
    func lease() async throws -> Lease {
        let (waiter, answer) = pool.withLock { state in
            state.nextWaiter += 1
            let waiter = state.nextWaiter
            guard let number = state.machine.idle.last, let connection = state.connections[number] else {
                state.waiters[waiter] = .arriving
                return (waiter, Immediate.wait)
            }
            _ = state.machine.acquire(waiter)
            metrics.record(state.machine)
            return (waiter, Immediate.lease(Lease(number: number, connection: connection)))
        }
        if case .lease(let lease) = answer { return lease }
        let timer = Task {
            try await Task.sleep(for: .milliseconds(configuration.acquireTimeoutMilliseconds))
            step { $0.timedOut(waiter) }
        }
        defer {
            timer.cancel()
            pool.withLock { $0.waiters[waiter] = nil }
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { sleep(waiter, $0) }
        } onCancel: {
            wakeCancelled(waiter)
        }
    }

    private enum Immediate {
        case lease(Lease)
        case wait
    }

    private func sleep(_ waiter: Int, _ continuation: CheckedContinuation<Lease, any Error>) {
        // One lock for both, so that a cancellation finds the waiter either not asleep or in the line.
        let actions: [PoolMachine.Action]? = pool.withLock { state in
            if case .cancelled = state.waiters[waiter] { return nil }
            state.waiters[waiter] = .asleep(continuation)
            defer { metrics.record(state.machine) }
            return state.machine.acquire(waiter)
        }
        if let actions {
            for action in actions { perform(action) }
        } else {
            continuation.resume(throwing: error(for: .cancelled))
        }
    }

    private func wakeCancelled(_ waiter: Int) {
        pool.withLock { state in
            if case .arriving = state.waiters[waiter] { state.waiters[waiter] = .cancelled }
        }
        step { $0.cancelled(waiter) }
    }

    /// Ends what was left open, then passes the connection on.
    func giveBack(_ lease: Lease) async {
        let state = lease.connection.state
        if state.current == .inTransaction || state.current == .failedTransaction { await lease.connection.rollBack() }
        let isUsable = state.current == .idle
        step { $0.release(lease.number, isUsable: isUsable) }
    }

    func error(for refusal: PoolMachine.Refusal) -> PostgresError {
        switch refusal {
        case .timedOut:
            PostgresError(kind: .acquireTimedOut, message: "all \(configuration.size) connections of pool \(name) stayed busy")
        case .unreachable:
            pool.withLock { $0.lastConnectError } ?? PostgresError(kind: .connectFailed, message: "the server can't be reached")
        case .cancelled: PostgresError(kind: .cancelled, message: "cancelled while waiting for a connection")
        case .shuttingDown: PostgresError(kind: .shuttingDown, message: "pool \(name) is closing")
        }
    }
}
