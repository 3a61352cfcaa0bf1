/// What regions may do without asking. A campaign inside it goes live by itself, one outside waits for headquarters.
package struct ApprovalPolicy: Equatable, Sendable {
    /// Discounts up to so much of the list value.
    package var maxOffBps: Int64
    /// Budgets up to so much, with the goods that a draw or a blind box can give on top; a campaign without a budget is above any.
    package var maxBudgetFen: Int64
    /// SKUs that no campaign touches without being asked about.
    package var requiresApprovalSKUs: Set<Code>
    /// Whether near-expiry clearance may go as deep as it likes.
    package var nearExpiryFastPath: Bool

    package init(maxOffBps: Int64, maxBudgetFen: Int64, requiresApprovalSKUs: Set<Code>, nearExpiryFastPath: Bool) {
        self.maxOffBps = maxOffBps
        self.maxBudgetFen = maxBudgetFen
        self.requiresApprovalSKUs = requiresApprovalSKUs
        self.nearExpiryFastPath = nearExpiryFastPath
    }
}

/// What approval needs to know of a SKU.
package struct ApprovalGoods: Equatable, Sendable {
    package var listPriceFen: Int64
    package var attributes: GoodsAttributes

    package init(listPriceFen: Int64, attributes: GoodsAttributes = GoodsAttributes()) {
        self.listPriceFen = listPriceFen
        self.attributes = attributes
    }
}

/// Why a campaign needs headquarters' approval.
package enum ApprovalReason: Equatable, Sendable {
    /// It can go deeper than the policy allows; `offBps` rounded up, 10000 when nobody can tell how deep.
    case discountDepth(offBps: Int64, maxOffBps: Int64)
    /// What it can give is above the policy's: its budget, and goods by list value where that doesn't limit them; nil: it has no budget.
    case budget(amountFen: Int64?, maxBudgetFen: Int64)
    /// It touches a SKU that headquarters wants to be asked about.
    case sku(Code)

    /// Stable, upper snake case.
    package var code: String {
        switch self {
        case .discountDepth: "DISCOUNT_DEPTH"
        case .budget: "BUDGET"
        case .sku: "SKU"
        }
    }

    package var detail: String {
        switch self {
        case .discountDepth(let offBps, let maxOffBps): "It can give \(offBps) bps off, more than \(maxOffBps)."
        case .budget(let amountFen?, let maxBudgetFen): "It can give \(amountFen) fen, goods at list price, more than \(maxBudgetFen)."
        case .budget(nil, let maxBudgetFen): "It has no budget in fen, and so is above \(maxBudgetFen)."
        case .sku(let sku): "\(sku) is promoted with approval only."
        }
    }
}

extension ApprovalPolicy {
    /// Why the campaign needs approval: its depth, its budget, then SKUs by code. Empty: it may go live by itself.
    ///
    /// A SKU counts as touched when the campaign names it, other than to leave it out, or when the campaign's scope has it.
    ///
    /// - Parameter goods: what is known of a SKU; nil: there is none.
    package func reasons(for definition: CampaignDefinition, goods: (Code) -> ApprovalGoods?) -> [ApprovalReason] {
        var reasons: [ApprovalReason] = []
        if let depth = definition.component.depth(goods), depth.isDeeper(than: maxOffBps), !isFast(definition.component) {
            reasons.append(.discountDepth(offBps: depth.bpsRoundedUp, maxOffBps: maxOffBps))
        }
        let mostFen = definition.mostFen(goods)
        if mostFen.map({ $0 > maxBudgetFen }) ?? true { reasons.append(.budget(amountFen: mostFen, maxBudgetFen: maxBudgetFen)) }
        return reasons + requiresApprovalSKUs.sorted().filter { definition.component.touches($0, goods) }.map { .sku($0) }
    }

    private func isFast(_ component: CampaignComponent) -> Bool {
        nearExpiryFastPath && component.kind == .nearExpiry
    }
}
