package import Commerce

/// The pool policy in force, SKUs by their codes.
package struct PoolPolicyView: Sendable, Equatable {
    package let version: Int
    package let createdAt: Instant
    package let ratioBps: Int64
    package let perDistributorBps: Int64
    /// In order of code.
    package let overrides: [PoolPolicyDraft.Override]
}
