import Testing

@testable import Postgres

struct PoolMachineTests {
    private func machine(size: Int) -> PoolMachine {
        PoolMachine(size: size, backoff: Backoff(baseMilliseconds: 100, capMilliseconds: 1_000))
    }

    @Test func `connections are opened as callers come, up to the size`() {
        var it = machine(size: 2)
        #expect(it.acquire(1) == [.open(connection: 1)])
        #expect(it.acquire(2) == [.open(connection: 2)])
        #expect(it.acquire(3) == [])
        #expect(it.opened(2) == [.lease(connection: 2, waiter: 1)])
        #expect(it.opened(1) == [.lease(connection: 1, waiter: 2)])
        #expect(it.release(2, isUsable: true) == [.lease(connection: 2, waiter: 3)])
    }

    @Test func `the connection used last is taken first`() {
        var it = machine(size: 2)
        _ = it.acquire(1) + it.acquire(2) + it.opened(1) + it.opened(2)
        _ = it.release(2, isUsable: true) + it.release(1, isUsable: true)
        #expect(it.acquire(3) == [.lease(connection: 1, waiter: 3)])
    }

    @Test func `callers are served in the order they came, whoever leaves meanwhile`() {
        var it = machine(size: 1)
        _ = it.acquire(1) + it.opened(1)
        for waiter in 2...6 { #expect(it.acquire(waiter) == []) }
        #expect(it.timedOut(3) == [.fail(waiter: 3, .timedOut)])
        #expect(it.cancelled(5) == [.fail(waiter: 5, .cancelled)])
        #expect(it.cancelled(5) == [])
        for waiter in [2, 4, 6] { #expect(it.release(1, isUsable: true) == [.lease(connection: 1, waiter: waiter)]) }
        #expect(it.timedOut(2) == [])
        #expect(it.release(1, isUsable: true) == [])
        #expect(it.idle == [1])
    }

    @Test func `a connection whose caller has left stays for the next`() {
        var it = machine(size: 1)
        _ = it.acquire(1)
        #expect(it.cancelled(1) == [.fail(waiter: 1, .cancelled)])
        #expect(it.opened(1) == [])
        #expect(it.acquire(2) == [.lease(connection: 1, waiter: 2)])
    }

    @Test func `a broken connection is closed, and replaced when somebody waits`() {
        var it = machine(size: 1)
        _ = it.acquire(1) + it.opened(1)
        #expect(it.release(1, isUsable: false) == [.close(connection: 1)])
        _ = it.acquire(2) + it.opened(2) + it.acquire(3)
        #expect(it.release(2, isUsable: false) == [.close(connection: 2), .open(connection: 3)])
        #expect(it.release(2, isUsable: true) == [])
    }

    @Test func `while the server is away one attempt at a time is made, further and further apart`() {
        var it = machine(size: 3)
        _ = it.acquire(1) + it.acquire(2)
        #expect(it.openFailed(1, jitter: 0) == [])
        #expect(it.openFailed(2, jitter: 0) == [.retry(afterMilliseconds: 100)])
        #expect(it.acquire(3) == [])
        #expect(it.retryTimerFired() == [.open(connection: 3)])
        #expect(it.acquire(4) == [])
        #expect(it.openFailed(3, jitter: 0.999) == [.retry(afterMilliseconds: 399)])
        #expect(it.timedOut(1) == [.fail(waiter: 1, .unreachable)])
        #expect(it.retryTimerFired() == [.open(connection: 4)])
        // It is back: the rest are opened at once.
        #expect(it.opened(4) == [.lease(connection: 4, waiter: 2), .open(connection: 5), .open(connection: 6)])
    }

    @Test func `when nobody waits any more nothing is retried, and the next caller tries at once`() {
        var it = machine(size: 1)
        _ = it.acquire(1) + it.timedOut(1)
        #expect(it.openFailed(1, jitter: 0) == [])
        #expect(it.acquire(2) == [.open(connection: 2)])
    }

    @Test func `closing refuses who waits, spares who works and ends when all is closed`() {
        var it = machine(size: 3)
        _ = it.acquire(1) + it.acquire(2) + it.opened(1) + it.opened(2) + it.release(2, isUsable: true)
        _ = it.acquire(3) + it.acquire(4) + it.acquire(5)
        #expect(it.shutDown() == [.fail(waiter: 4, .shuttingDown), .fail(waiter: 5, .shuttingDown)])
        #expect(it.acquire(6) == [.fail(waiter: 6, .shuttingDown)])
        #expect(it.release(1, isUsable: true) == [.close(connection: 1)])
        #expect(it.opened(3) == [.close(connection: 3)])
        #expect(it.release(2, isUsable: true) == [.close(connection: 2), .drained])
        #expect(it.shutDown() == [])
        #expect(it.retryTimerFired() == [])
    }

    @Test func `an unused pool is closed at once`() {
        var it = machine(size: 3)
        #expect(it.shutDown() == [.drained])
    }

    @Test func `however long the server has been away, the next attempt comes within a second`() {
        var it = PoolMachine(size: 1)
        _ = it.acquire(1)
        for connection in 1...50 {
            guard case .retry(let milliseconds)? = it.openFailed(connection, jitter: 0.999).first else {
                Issue.record("attempt \(connection) isn't followed by another")
                return
            }
            #expect(milliseconds <= 1_000)
            #expect(it.retryTimerFired() == [.open(connection: connection + 1)])
        }
    }

    @Test func `waits double up to their cap and never leave their bounds`() {
        let backoff = Backoff(baseMilliseconds: 50, capMilliseconds: 5_000)
        for attempt in 1...100 {
            let bound = min(5_000, attempt > 8 ? 5_000 : 50 << (attempt - 1))
            #expect(backoff.delayMilliseconds(attempt: attempt, jitter: 0) == bound / 2)
            #expect((bound / 2...bound).contains(backoff.delayMilliseconds(attempt: attempt, jitter: 0.7)))
            #expect(backoff.delayMilliseconds(attempt: attempt, jitter: 5) == bound)
        }
    }
}
