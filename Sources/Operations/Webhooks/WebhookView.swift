package import Commerce

/// An endpoint that events are pushed to, without its secret.
package struct WebhookView: Equatable, Sendable {
    /// `failing`: the last attempt failed and is repeated. `disabled`: it failed for so long, or the receiver said it is gone, that it was
    /// given up; a new one has to be made.
    package enum Status: String, CaseIterable, Sendable {
        case active, failing, disabled
    }

    package let id: ID<WebhookEntity>
    package let organization: Code
    package let createdAt: Instant
    package let url: String
    /// Empty: every type.
    package let types: [String]
    /// Attempts in a row that failed.
    package let failures: Int32
    package let lastFailure: String?
    /// When it is tried again; nil unless it is failing.
    package let nextAttemptAt: Instant?
    package let disabledAt: Instant?

    package var status: Status {
        disabledAt != nil ? .disabled : failures > 0 ? .failing : .active
    }
}
