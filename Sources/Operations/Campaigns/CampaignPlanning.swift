import Commerce

/// An order as its campaigns price it, and where it comes from. The two hang together: a gift must be sourced, an order that is cut earns by
/// what is left of it, and what expires soon is cheaper where it lies.
struct CampaignPlanning {
    let pricer: CampaignPricer
    let planner: OrderPlanner
    /// The order as it was asked for.
    let asked: PricedOrder
    let candidates: [LiveCampaign]
    let left: [Code: CampaignAllowance]
    let sources: [SourcingProblem.Source]
    /// Which SKUs may be given away at all.
    var gives: (SellableSKU) -> Bool
    /// Whether units that can't be filled are cut off, so that the rest is priced without them.
    let cutsOff: Bool
    /// Set when a campaign looks at lots.
    var lots: ComingLots?

    /// The order as it would be sent by a plan.
    func priced(sentBy plan: SourcingPlan, from stock: some StockReading) -> PricedOrder {
        priced(lots: lots?.lots(of: plan, on: stock) ?? [:])
    }

    func priced(keeping kept: [Int: Int64]? = nil, without refused: Set<SKUID> = [], lots: [Int: [PricingRequest.Lot]] = [:]) -> PricedOrder {
        pricer.price(
            asked, with: candidates,
            CampaignPricer.Terms(left: left, keptUnits: kept, gives: { gives($0) && !refused.contains($0.id) }, lots: lots))
    }

    /// Gifts that can't be sourced aren't given. When giving and cutting don't come to rest, nothing is given away.
    func plan(on stock: some StockReading) throws(OrderRefusal) -> (order: PricedOrder, plan: SourcingPlan) {
        var refused: Set<SKUID> = []
        var kept: [Int: Int64]?
        var coming: [Int: [PricingRequest.Lot]] = [:]
        for round in 0..<Self.rounds {
            let order = priced(keeping: kept, without: refused, lots: coming)
            let plan = try planner.plan(
                order.needs, for: asked.buyer.organization, sources: sources, tiers: asked.storefront?.tiers, stock: stock, drawsOnPool: asked.drawsOnPool)
            let missing = order.given(among: plan.shortfalls)
            guard missing.isEmpty else {
                refused.formUnion(missing)
                continue
            }
            let keeps = cutsOff ? order.keptUnits(by: plan) : nil
            let come = lots?.lots(of: plan, on: stock) ?? [:]
            if keeps == kept, come == coming { return (order, plan) }
            (kept, coming) = (keeps, come)
            let again = priced(keeping: kept, without: refused, lots: coming)
            if again.given == order.given { return (again, plan) }
            if round == Self.rounds - 2 { refused.formUnion((again.given + order.given).map(\.sku.id)) }
        }
        let order = pricer.price(asked, with: candidates, CampaignPricer.Terms(left: left, gives: { _ in false }))
        let plan = try planner.plan(
            order.needs, for: asked.buyer.organization, sources: sources, tiers: asked.storefront?.tiers, stock: stock, drawsOnPool: asked.drawsOnPool)
        let keeps = cutsOff ? order.keptUnits(by: plan) : nil
        let terms = CampaignPricer.Terms(left: left, keptUnits: keeps, gives: { _ in false }, lots: lots?.lots(of: plan, on: stock) ?? [:])
        return (pricer.price(asked, with: candidates, terms), plan)
    }

    private static let rounds = 5
}

extension PricedOrder {
    /// A thing given away.
    struct Given: Equatable {
        let campaign: Code
        let sku: SellableSKU
        let units: Int64
    }

    /// A prize is the campaign's to send: it takes nothing of what is kept for the distributor.
    var drawsOnPool: Bool { prize == nil }

    var given: [Given] {
        lines.compactMap { line in line.givenBy.map { Given(campaign: $0, sku: line.sku, units: line.units) } }
    }

    var needs: [OrderPlanner.Need] {
        lines.map { OrderPlanner.Need(line: $0.line, sku: $0.sku, units: $0.units) }
    }

    fileprivate func given(among shortfalls: [SourcingPlan.Shortfall]) -> Set<SKUID> {
        var missing: Set<SKUID> = []
        for line in lines where line.givenBy != nil && shortfalls.contains(where: { $0.line == line.line && $0.units > 0 }) { missing.insert(line.sku.id) }
        return missing
    }

    /// By line: the units that the plan fills; nil when it fills all.
    fileprivate func keptUnits(by plan: SourcingPlan) -> [Int: Int64]? {
        guard plan.unfilledUnits > 0 else { return nil }
        var kept = Dictionary(uniqueKeysWithValues: asked.map { ($0.line, $0.units) })
        for shortfall in plan.shortfalls where kept[shortfall.line] != nil { kept[shortfall.line, default: 0] -= shortfall.units }
        return kept
    }
}
