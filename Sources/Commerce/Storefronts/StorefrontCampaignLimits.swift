/// How far campaigns that a distributor runs for its stores may go, as its region sets it; nil: as far as floor prices and the margin guard let
/// them. A distributor pays for them itself, so nobody above it approves them.
package struct StorefrontCampaignLimits: Equatable, Sendable {
    /// Discounts up to so much of what the goods are sold for.
    package let maxOffBps: Int64?
    /// Budgets up to so much; a campaign without a budget is above any.
    package let maxBudgetFen: Int64?

    package init(maxOffBps: Int64?, maxBudgetFen: Int64?) {
        self.maxOffBps = maxOffBps
        self.maxBudgetFen = maxBudgetFen
    }

    /// What is as deep, or costs as much, as the limit says is within it.
    ///
    /// - Parameter goods: what is known of a SKU, with what it is sold for; nil: there is none.
    /// - Throws: `CampaignRefusal.beyondRegionLimit`.
    package func check(_ definition: CampaignDefinition, goods: (Code) -> ApprovalGoods?) throws(CampaignRefusal) {
        let depth = definition.component.depth(goods)
        let isTooDeep = maxOffBps.map { depth?.isDeeper(than: $0) ?? false } ?? false
        let amountFen = definition.budget.amountFen
        let isTooLarge = maxBudgetFen.map { limit in amountFen.map { $0 > limit } ?? true } ?? false
        if isTooDeep || isTooLarge { throw .beyondRegionLimit(self, offBps: depth?.bpsRoundedUp, amountFen: amountFen) }
    }

    /// What is allowed, and beside it what was wanted.
    func figures(_ offBps: Int64?, _ amountFen: Int64?) -> [Figure] {
        let figures = [("maxOffBps", maxOffBps), ("offBps", offBps), ("maxBudgetFen", maxBudgetFen), ("budgetFen", amountFen)]
        return figures.compactMap { name, value in value.map { Figure(name, $0) } }
    }
}

extension CampaignKind {
    /// Whether a distributor runs such campaigns for its stores: those that price an order. What is drawn, saved up or paid back afterwards is an
    /// affair of the brand.
    package var isForStores: Bool {
        switch self {
        case .flashSale, .groupBuy, .threshold, .coupon, .bundle, .tiered, .addOn, .nearExpiry: true
        case .blindBox, .storedValue, .points, .luckyDraw: false
        }
    }
}

extension CampaignDefinition {
    /// What a distributor's campaign may be at all: of a kind for stores, for tiers that stores are in.
    ///
    /// - Throws: `CampaignRefusal`: `.kindForStores`, `.unknownTiers`.
    package func checkStores() throws(CampaignRefusal) {
        var isForStores = component.kind.isForStores
        if case .tiered(let tiered) = component { isForStores = tiered.basis == .order }
        guard isForStores else { throw .kindForStores }
        let unknown = audience.tiers.indices.filter { StoreTier(rawValue: audience.tiers[$0]) == nil }
        guard unknown.isEmpty else { throw .unknownTiers(unknown) }
    }
}
