import Commerce
import HTTPTypes
import Operations

extension Call {
    /// Runs a keyed endpoint so that a retry is answered as the first time, whatever has changed since: a SKU that was discontinued, a
    /// caller that was suspended. Endpoints look the key up themselves where they write; what is refused before they come to that,
    /// or as a body under a key that another one used, is looked up here, so that an accepted request pays nothing for it.
    /// What finishes an order of before is done for a suspended caller too.
    func once(_ handle: () async throws -> Answer) async throws -> Answer {
        if !match.route.endpoint.finishes, try await gateway.isSuspended(caller) {
            return try await work { _ in throw Reason.suspended }
        }
        do {
            return try await handle()
        } catch where error.isSettled {
            guard let request = idempotentRequest, let first = try await brand.storedAnswer(to: request) else { throw error }
            return Answer(Answered(answer: first, replayed: true))
        }
    }
}

extension Error {
    /// Whether this is a refusal of the request as it is; not that the server can't just now, or that the key is in use or was used otherwise.
    fileprivate var isSettled: Bool {
        switch self {
        case is IdempotencyRefusal: false
        case let problem as Problem: (400..<500).contains(problem.status.code) && problem.status != .tooManyRequests
        case let refusal as any Refusal: refusal.reason.isSettled
        default: self is JSONSyntaxError
        }
    }
}

extension Reason {
    fileprivate var isSettled: Bool {
        switch kind {
        case .unavailable, .tooMany: false
        case .invalid, .unreadable, .conflict, .forbidden, .absent: true
        }
    }
}
