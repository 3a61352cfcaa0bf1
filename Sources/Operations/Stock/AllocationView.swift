package import Commerce

/// An allocation as a caller sees it: of its shares, those within the caller's reach.
package struct AllocationView: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        package let organization: Code
        package let units: Int64
        package let used: Int64
    }

    /// Nil when it was just taken back.
    package let id: ID<AllocationEntity>?
    package let sku: Code
    package let giver: Code
    package let period: AllocationPeriod
    /// In order of code.
    package let shares: [Share]
}
