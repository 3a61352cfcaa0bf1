/// Why something that was asked for is not done. Each domain has an enum of its own; `reason` is what every caller may know of it.
/// A refusal changes nothing: what a transaction had written is rolled back.
package protocol Refusal: Error, Sendable {
    var reason: Reason { get }
}

/// A refusal as the outside sees it: a stable code, what kind of no it is, and every fault found.
package struct Reason: Error, Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        /// The request can't be meant like this (422).
        case invalid
        /// The request is not readable at all (400).
        case unreadable
        /// The request is fine, the state of things is not (409). Kept as the answer of its idempotency key.
        case conflict
        /// Seen, but not allowed (403).
        case forbidden
        /// Not there, or outside the caller's reach, which is the same to the caller (404).
        case absent
        /// Not now; try again after some seconds (503).
        case unavailable(retryAfterSeconds: Int)
        /// Too many requests from one client (429).
        case tooMany(retryAfterSeconds: Int)
    }

    package let kind: Kind
    /// Stable, upper snake case.
    package let code: String
    package let detail: String
    package let faults: [Fault]
    /// Numbers a program needs to react: `available`, `shortByFen`, `limit` …
    package let figures: [Figure]

    package init(_ kind: Kind, _ code: String, _ detail: String, faults: [Fault] = [], figures: [Figure] = []) {
        self.kind = kind
        self.code = code
        self.detail = detail
        self.faults = faults
        self.figures = figures
    }
}

/// One thing that is wrong, and where: `pointer` is a JSON pointer (RFC 6901) into the request's body.
package struct Fault: Equatable, Sendable {
    package let pointer: String
    package let code: String
    package let detail: String
    package let figures: [Figure]

    package init(_ pointer: String, _ code: String, _ detail: String, figures: [Figure] = []) {
        self.pointer = pointer
        self.code = code
        self.detail = detail
        self.figures = figures
    }
}

/// A named number of a refusal.
package struct Figure: Equatable, Sendable {
    package let name: String
    package let value: Int64

    package init(_ name: String, _ value: Int64) {
        self.name = name
        self.value = value
    }
}

extension Reason: Refusal {
    package var reason: Reason { self }

    /// What lies outside a caller's reach answers as if it did not exist.
    package static func absent(_ what: String) -> Reason {
        Reason(.absent, "NOT_FOUND", "There is no such \(what).")
    }
}
