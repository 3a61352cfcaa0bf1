import Synchronization

/// How many requests one client may send: `burst` at once, and `perSecond` in the long run.
package struct RateLimit: Equatable, Sendable {
    package var perSecond: Int64
    package var burst: Int64

    /// The contract lets a client send 200 a second; the standard leaves it twice that.
    package init(perSecond: Int64 = 400, burst: Int64 = 800) {
        self.perSecond = max(perSecond, 1)
        self.burst = max(burst, 1)
    }
}

/// A token bucket a client, kept as the one moment at which its bucket would be full again (the generic cell rate algorithm), so
/// that a client costs one number and an idle one nothing: full buckets are forgotten when there are many.
final class RateLimiter: Sendable {
    private static let remembered = 100_000

    private let nanosecondsEach: Int64
    private let tolerance: Int64
    private let fullAt = Mutex<[String: Int64]>([:])

    init(_ limit: RateLimit) {
        nanosecondsEach = 1_000_000_000 / limit.perSecond
        tolerance = nanosecondsEach * (limit.burst - 1)
    }

    /// Takes one request of this client.
    /// - Parameter now: nanoseconds of a clock that doesn't run backwards.
    /// - Returns: nil when it may pass, otherwise the whole seconds after which one may.
    func secondsToWait(_ client: String, now: Int64) -> Int? {
        fullAt.withLock { fullAt in
            let full = max(fullAt[client] ?? now, now)
            let early = full - now - tolerance
            guard early <= 0 else { return Int((early + 999_999_999) / 1_000_000_000) }
            if fullAt.count >= Self.remembered, fullAt[client] == nil { fullAt = fullAt.filter { $0.value > now } }
            fullAt[client] = full + nanosecondsEach
            return nil
        }
    }
}
