package import Commerce
import Postgres

/// What may be told of an error that is no refusal: that the database can't be reached or is too busy just now, which a client may
/// try again. Everything else is the server's own fault and is nobody's business outside of its logs.
package enum Unavailability {
    package static let retryAfterSeconds = 2

    /// - Returns: 503 `UNAVAILABLE`, or nil when trying again would not help.
    package static func reason(of error: any Error) -> Reason? {
        switch error {
        case let error as PostgresError where error.isUnavailable || error.isRetryable || error.sqlState == lockNotAvailable: busy
        case is CancellationError: busy
        default: nil
        }
    }

    /// Somebody held a lock for longer than a session may wait for it (`lock_timeout`).
    private static let lockNotAvailable = "55P03"

    /// Whether nothing can be done with the database just now, whatever is asked of it. A statement that took too long, a deadlock or a lock that
    /// somebody holds are the affair of who met them.
    package static func isAway(_ error: any Error) -> Bool {
        guard let error = error as? PostgresError else { return false }
        return error.isUnavailable && !error.isRetryable && error.kind != .timedOut
    }

    private static var busy: Reason {
        Reason(
            .unavailable(retryAfterSeconds: retryAfterSeconds), "UNAVAILABLE",
            "The service can't answer just now. Whether the request took effect is unknown; send it again under the same Idempotency-Key.")
    }
}
