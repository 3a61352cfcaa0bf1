/// What a distributor thinks of a store: 核心, 潜力, 培育. Every store is in exactly one.
package enum StoreTier: String, CaseIterable, Sendable {
    case core, potential, nurture
}

/// What became of a store's registration.
package enum StoreStatus: String, CaseIterable, Sendable {
    /// The distributor hasn't decided yet.
    case pending
    case approved
    case suspended
    case refused
}
