internal import Logging
internal import Synchronization

extension Database {
    /// Tells the machine something and does what it answers.
    func step(_ event: (inout PoolMachine) -> [PoolMachine.Action]) {
        let actions = pool.withLock { state in
            let actions = event(&state.machine)
            metrics.record(state.machine)
            return actions
        }
        for action in actions { perform(action) }
    }

    func perform(_ action: PoolMachine.Action) {
        switch action {
        case .lease(let number, let waiter): hand(number, to: waiter)
        case .open(let number): Task { await open(number) }
        case .close(let number):
            let connection = pool.withLock { $0.connections.removeValue(forKey: number) }
            if let connection { Task { await connection.close() } }
        case .retry(let milliseconds):
            Task {
                try? await Task.sleep(for: .milliseconds(milliseconds))
                step { $0.retryTimerFired() }
            }
        case .fail(let waiter, let refusal):
            take(waiter)?.resume(throwing: error(for: refusal))
        case .drained:
            let drainers = pool.withLock { state in
                state.isDrained = true
                defer { state.drainers = [] }
                return state.drainers
            }
            for drainer in drainers { drainer.resume() }
        }
    }

    private func hand(_ number: Int, to waiter: Int) {
        guard let connection = pool.withLock({ $0.connections[number] }), let continuation = take(waiter) else {
            step { $0.release(number, isUsable: true) }
            return
        }
        continuation.resume(returning: Lease(number: number, connection: connection))
    }

    private func take(_ waiter: Int) -> CheckedContinuation<Lease, any Error>? {
        pool.withLock { state in
            guard case .asleep(let continuation) = state.waiters[waiter] else { return nil }
            state.waiters[waiter] = .served
            return continuation
        }
    }

    private func open(_ number: Int) async {
        do {
            let connection = try await Connection.open(configuration, logger: logger, name: name)
            pool.withLock { state in
                state.connections[number] = connection
                state.lastConnectError = nil
            }
            step { $0.opened(number) }
        } catch {
            logger.warning("no connection to the database", metadata: ["error": "\(error)"])
            pool.withLock { $0.lastConnectError = error as? PostgresError }
            let jitter = Double.random(in: 0..<1)
            step { $0.openFailed(number, jitter: jitter) }
        }
    }

    /// Lets nobody in any more, waits for the connections that are in use and closes all. When the task is cancelled meanwhile, what they run is
    /// stopped on the server.
    public func close() async {
        step { $0.shutDown() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDrained = pool.withLock { state in
                    if !state.isDrained { state.drainers.append(continuation) }
                    return state.isDrained
                }
                if isDrained { continuation.resume() }
            }
        } onCancel: {
            let busy = pool.withLock { state in state.machine.leased.compactMap { state.connections[$0] } }
            for connection in busy { connection.interrupt.request() }
        }
    }
}
