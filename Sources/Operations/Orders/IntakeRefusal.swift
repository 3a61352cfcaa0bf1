package import Commerce

/// Why the intake turns an order away without having decided on it.
package enum IntakeRefusal: Refusal, Equatable {
    case queueFull
    case shuttingDown
    /// Older orders wait for what this one asks for, and they couldn't be served first.
    case olderOrdersFirst

    package var reason: Reason {
        switch self {
        case .queueFull:
            Reason(.unavailable(retryAfterSeconds: 1), "OVERLOADED", "Too many orders are waiting; try again in a moment.")
        case .shuttingDown:
            Reason(.unavailable(retryAfterSeconds: 5), "SHUTTING_DOWN", "This server is going down; another one takes orders.")
        case .olderOrdersFirst:
            Reason(
                .unavailable(retryAfterSeconds: 2), "UNAVAILABLE",
                "Older orders wait for the same goods and couldn't be served first; try again in a moment.")
        }
    }
}
