/// Decides who gets which connection and when connections are opened and closed. Does no I/O and has no clock: it is told what happened and
/// returns what to do.
///
/// Waiters are served in the order they came. Connections are opened when somebody waits, up to the size; while the server can't be reached one
/// attempt at a time is made, further and further apart.
struct PoolMachine {
    enum Action: Equatable {
        /// Give the connection to the waiter.
        case lease(connection: Int, waiter: Int)
        case open(connection: Int)
        case close(connection: Int)
        /// Call `retryTimerFired` after this time.
        case retry(afterMilliseconds: Int)
        case fail(waiter: Int, Refusal)
        /// Closing is done.
        case drained
    }

    enum Refusal: Equatable {
        case timedOut
        /// Timed out while the server couldn't be reached.
        case unreachable
        case cancelled
        case shuttingDown
    }

    let size: Int
    private let backoff: Backoff
    private var line = WaitingLine()
    /// The one used last is taken first, so that few stay warm.
    private(set) var idle: [Int] = []
    private(set) var leased: Set<Int> = []
    private(set) var opening: Set<Int> = []
    private var nextConnection = 0
    private var failures = 0
    private var isRetryScheduled = false
    private var isShuttingDown = false

    /// - Parameter backoff: capped well below the time that a caller waits (`acquireTimeoutMilliseconds`, 5 s), so that nobody who comes while the
    ///   server is starting again leaves without an attempt having been made.
    init(size: Int, backoff: Backoff = Backoff(baseMilliseconds: 50, capMilliseconds: 1_000)) {
        self.size = max(1, size)
        self.backoff = backoff
    }

    var waiting: Int { line.count }

    mutating func acquire(_ waiter: Int) -> [Action] {
        if isShuttingDown { return [.fail(waiter: waiter, .shuttingDown)] }
        if let connection = idle.popLast() {
            leased.insert(connection)
            return [.lease(connection: connection, waiter: waiter)]
        }
        line.join(waiter)
        return openIfNeeded()
    }

    mutating func opened(_ connection: Int) -> [Action] {
        opening.remove(connection)
        failures = 0
        if isShuttingDown { return [.close(connection: connection)] + drainedIfEmpty() }
        return hand(on: connection) + openIfNeeded()
    }

    /// - Parameter jitter: in 0..<1.
    mutating func openFailed(_ connection: Int, jitter: Double) -> [Action] {
        opening.remove(connection)
        failures += 1
        if isShuttingDown { return drainedIfEmpty() }
        // With others on their way, this one's failure is theirs to retry.
        guard !line.isEmpty, !isRetryScheduled, opening.isEmpty else { return [] }
        isRetryScheduled = true
        return [.retry(afterMilliseconds: backoff.delayMilliseconds(attempt: failures, jitter: jitter))]
    }

    mutating func retryTimerFired() -> [Action] {
        isRetryScheduled = false
        return isShuttingDown ? [] : openIfNeeded()
    }

    mutating func release(_ connection: Int, isUsable: Bool) -> [Action] {
        guard leased.remove(connection) != nil else { return [] }
        if isShuttingDown { return [.close(connection: connection)] + drainedIfEmpty() }
        if isUsable { return hand(on: connection) }
        return [.close(connection: connection)] + openIfNeeded()
    }

    mutating func timedOut(_ waiter: Int) -> [Action] {
        line.leave(waiter) ? [.fail(waiter: waiter, failures > 0 ? .unreachable : .timedOut)] : []
    }

    mutating func cancelled(_ waiter: Int) -> [Action] {
        line.leave(waiter) ? [.fail(waiter: waiter, .cancelled)] : []
    }

    /// Nobody is let in any more; who has a connection keeps it until it is released.
    mutating func shutDown() -> [Action] {
        guard !isShuttingDown else { return [] }
        isShuttingDown = true
        var actions: [Action] = []
        while let waiter = line.takeFirst() { actions.append(.fail(waiter: waiter, .shuttingDown)) }
        actions += idle.map { .close(connection: $0) }
        idle.removeAll()
        return actions + drainedIfEmpty()
    }

    private mutating func hand(on connection: Int) -> [Action] {
        if let waiter = line.takeFirst() {
            leased.insert(connection)
            return [.lease(connection: connection, waiter: waiter)]
        }
        idle.append(connection)
        return []
    }

    private mutating func openIfNeeded() -> [Action] {
        var actions: [Action] = []
        while line.count > opening.count, idle.count + leased.count + opening.count < size {
            if failures > 0, isRetryScheduled || !opening.isEmpty { break }
            nextConnection += 1
            opening.insert(nextConnection)
            actions.append(.open(connection: nextConnection))
        }
        return actions
    }

    private func drainedIfEmpty() -> [Action] {
        leased.isEmpty && opening.isEmpty ? [.drained] : []
    }
}
