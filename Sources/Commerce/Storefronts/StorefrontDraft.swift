/// The terms of a storefront as its distributor puts them, all at once.
package struct StorefrontDraft: Equatable, Sendable {
    package let name: String
    package let description: String
    /// Closed, it shows its goods and takes no orders.
    package let open: Bool
    /// No order that comes to less.
    package let minOrderFen: Int64
    /// ISO weekdays, 1 is Monday, each once and in their order; empty: every day.
    package let deliveryWeekdays: [Int]

    package init(name: String, description: String = "", open: Bool = true, minOrderFen: Int64 = 0, deliveryWeekdays: [Int] = []) {
        self.name = name
        self.description = description
        self.open = open
        self.minOrderFen = minOrderFen
        self.deliveryWeekdays = Set(deliveryWeekdays).sorted()
    }
}

/// What a region lets the storefronts of its distributors do.
package struct StorefrontPolicy: Equatable, Sendable {
    /// Whether they may sell from the regional warehouse, after their own stock and the pool.
    package let regionStock: Bool
    /// How deep a distributor's own campaigns may go; nil: as deep as the floor prices let them.
    package let maxOffBps: Int64?
    /// How much a distributor's own campaign may give; nil: any amount.
    package let maxBudgetFen: Int64?

    package init(regionStock: Bool, maxOffBps: Int64? = nil, maxBudgetFen: Int64? = nil) {
        self.regionStock = regionStock
        self.maxOffBps = maxOffBps
        self.maxBudgetFen = maxBudgetFen
    }

    /// What holds where a region has said nothing.
    package static let standard = StorefrontPolicy(regionStock: false)
}
