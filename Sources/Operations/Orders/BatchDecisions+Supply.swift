import Commerce

/// The second ledger of a store's order: what of it is the brand's, and whether its distributor can pay for that.
extension BatchDecisions {
    /// An order's plan on locked rows. When the distributor's credit doesn't cover what the brand would supply to a store, nothing of the brand's
    /// can be used; nor of what the brand allocates, of which distributors have their shares and stores none.
    func planned(
        by planning: CampaignPlanning, _ candidate: Candidate
    ) throws(OrderRefusal) -> (order: PricedOrder, plan: SourcingPlan, charges: [SupplyCharge]) {
        guard planning.asked.storefront != nil else {
            let (order, plan) = try planning.plan(on: stock)
            return (order, plan, [])
        }
        let brands = candidate.rows.filter { planner.snapshot.warehouses[$0.warehouse]?.kind != .distributor }
        let allocated = brands.filter { allocations.isAllocated($0.sku) }
        let (order, plan) = try planning.plan(on: StockWithout(Set(allocated), of: stock))
        let charges = supplyCharges(of: order, plan)
        if paysFor(charges, of: order) { return (order, plan, charges) }
        let (ownOrder, ownPlan) = try planning.plan(on: StockWithout(Set(brands), of: stock))
        return (ownOrder, ownPlan, [])
    }

    /// What the brand charges for a plan; nothing for an order on the brand itself.
    func supplyCharges(of order: PricedOrder, _ plan: SourcingPlan) -> [SupplyCharge] {
        guard let sale = order.storefront else { return [] }
        let skus = Dictionary(order.lines.map { ($0.line, $0.sku) }) { first, _ in first }
        return SupplyCharge.charges(of: plan) { line, units in
            skus[line].map { planner.snapshot.prices.unitPriceFen(of: $0, units: units, for: sale.seller, at: now) } ?? 0
        }
    }

    func paysFor(_ charges: [SupplyCharge], of order: PricedOrder) -> Bool {
        guard !charges.isEmpty, let seller = order.storefront?.seller.organization else { return true }
        return availableFen(of: seller).map { charges.totalFen <= $0 } ?? false
    }

    /// Whether a plan sends a store what the brand allocates.
    func drawsOnAllocated(_ plan: SourcingPlan, _ order: PricedOrder) -> Bool {
        guard order.storefront != nil else { return false }
        return plan.shipments.contains { $0.lines.contains { $0.tier.isBrands && allocations.isAllocated(SKUID($0.sku)) } }
    }
}
