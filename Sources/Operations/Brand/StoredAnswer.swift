/// An answer as it goes over the wire and as it is kept under its idempotency key: byte for byte.
package struct StoredAnswer: Sendable, Equatable {
    package let status: Int
    package let location: String?
    package let body: [UInt8]

    package init(status: Int, location: String? = nil, body: [UInt8]) {
        self.status = status
        self.location = location
        self.body = body
    }
}

/// What came of a request: its own answer, or the one its key was given the first time.
package struct Answered: Sendable {
    package let answer: StoredAnswer
    package let replayed: Bool

    package init(answer: StoredAnswer, replayed: Bool) {
        self.answer = answer
        self.replayed = replayed
    }
}
