import Commerce

/// An order with its place in the first pass.
struct Candidate: Sendable {
    let needs: [OrderPlanner.Need]
    let sources: [SourcingProblem.Source]
    /// The board's plan; nil when there is none that fills the order, and the rows are all it could draw on.
    var plan: SourcingPlan?
    var rows: [StockKey]
    /// Priced by what campaigns were last known to have left: what it needs is `needs`.
    let order: PricedOrder
    let campaigns: [LiveCampaign]
    /// Those that may give it something, depending on what is left of them.
    private let openCampaigns: [LiveCampaign]
    /// The counters of those, with what each may come to.
    let counters: [(key: UsageKey, limit: UsageLimit)]

    /// - Parameter day: that daily budgets are counted by.
    init(
        _ order: PricedOrder, campaigns: [LiveCampaign], day: Int32, needs: [OrderPlanner.Need] = [], sources: [SourcingProblem.Source] = [],
        plan: SourcingPlan? = nil, rows: [StockKey] = []
    ) {
        self.order = order
        self.campaigns = campaigns
        self.needs = needs
        self.sources = sources
        self.plan = plan
        self.rows = rows
        let open = campaigns.isEmpty ? [] : order.pricing.dependOnWhatIsLeft
        openCampaigns = campaigns.filter { open.contains($0.campaign.id) }
        counters = openCampaigns.flatMap { $0.campaign.facts.limits.counters(of: $0.id, buyer: order.buyer.organization, day: day) }
    }

    /// The distributor that the brand may charge for goods of a store's order; nil when nothing of the brand's is asked for.
    var supplied: OrganizationID? {
        guard let sale = order.storefront else { return nil }
        let isOwn = plan?.shipments.allSatisfy { $0.lines.allSatisfy { !$0.tier.isBrands } } ?? false
        return isOwn ? nil : sale.seller.organization
    }

    /// Whether it is priced by nothing but what is left of its campaigns: no gift that might not be there, no lots, no code that may be spent.
    var isPricedByCountersAlone: Bool {
        openCampaigns.allSatisfy { $0.campaign.facts.gifts.isEmpty } && lotRows.isEmpty && issuedCoupons.isEmpty
    }

    /// Rows whose lots it may be priced by.
    var lotRows: [StockKey] {
        let cleared = openCampaigns.clearedSKUs
        guard !cleared.isEmpty else { return [] }
        let skus = Set(needs.lazy.filter { cleared.contains($0.sku.code) }.map(\.sku.id))
        return rows.filter { skus.contains($0.sku) }
    }

    /// Codes it presents that are good once.
    var issuedCoupons: [(campaign: CampaignID, code: Code)] {
        guard !order.coupons.isEmpty else { return [] }
        return openCampaigns.flatMap { live -> [(campaign: CampaignID, code: Code)] in
            guard case .coupon(let coupon) = live.campaign.component, case .issued(let codes) = coupon.codes else { return [] }
            return order.coupons.filter { codes.contains($0) }.map { (live.id, $0) }
        }
    }
}

extension StockBoard.State {
    /// Lowers the hint by what a plan is about to hold.
    mutating func take(_ plan: SourcingPlan, for buyer: OrganizationID) {
        for shipment in plan.shipments {
            let warehouse = WarehouseID(shipment.warehouse)
            for line in shipment.lines {
                let sku = SKUID(line.sku)
                var level = level(warehouse, sku)
                switch line.stockClass {
                case .general: level.reserved += line.units
                case .pool:
                    level.poolReserved += line.units
                    held[PoolShareKey(distributor: buyer, warehouse: warehouse, sku: sku), default: 0] += line.units
                }
                set(warehouse, sku, level)
            }
        }
    }
}
