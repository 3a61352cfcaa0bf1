package import Commerce
import Synchronization

/// A clock that stands still until it is told otherwise.
package final class TestClock: Sendable {
    private let current: Mutex<Instant>

    /// - Parameter now: 2026-01-15T02:00:00Z (ten in the morning in Shanghai, a Thursday) unless given.
    package init(_ now: Instant = Instant(millisecondsSince1970: 1_768_442_400_000)) {
        current = Mutex(now)
    }

    package var now: Instant { current.withLock { $0 } }

    /// Sets any time, earlier ones too.
    package func set(_ now: Instant) {
        current.withLock { $0 = now }
    }

    package func advance(minutes: Int64) {
        current.withLock { $0 = $0.adding(minutes: minutes) }
    }

    package func advance(days: Int64) {
        current.withLock { $0 = $0.adding(days: days) }
    }
}
