package import Commerce
import Glibc
import Synchronization

/// The server's clock. It never runs backwards: when the machine's clock is set back, it stands still until the old time is reached
/// again, so that an order is never placed before one that was acknowledged earlier by the same server.
package final class BrandClock: Sendable {
    private let read: @Sendable () -> Int64
    private let latest = Mutex<Int64>(.min)

    /// - Parameter read: milliseconds since 1970; the machine's clock unless a test says otherwise.
    package init(read: @escaping @Sendable () -> Int64 = BrandClock.machineMilliseconds) {
        self.read = read
    }

    package func now() -> Instant {
        let read = self.read()
        return latest.withLock { latest in
            latest = max(latest, read)
            return Instant(millisecondsSince1970: latest)
        }
    }

    package static func machineMilliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
