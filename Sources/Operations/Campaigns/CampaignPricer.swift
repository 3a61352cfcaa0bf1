import Commerce

/// Puts the pricing engine's question together from what a snapshot knows, and makes an order of its answer.
struct CampaignPricer: Sendable {
    let snapshot: Snapshot
    let now: Instant

    /// What an order is to be priced with besides its campaigns.
    struct Terms {
        /// What is left of campaigns; those that aren't named have all that they say.
        var left: [Code: CampaignAllowance] = [:]
        /// By line: what is kept of what was asked for, when not all of it is.
        var keptUnits: [Int: Int64]?
        /// Whether a SKU can be given away.
        var gives: (SellableSKU) -> Bool = { _ in true }
        /// Lots that a line's units come from.
        var lots: [Int: [PricingRequest.Lot]] = [:]
    }

    /// The day that daily budgets are counted by.
    var day: Int32 { Int32(now.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970) }

    /// Campaigns that a buyer's orders are priced with: those of who sells to it. To a distributor that is the brand, headquarters and its own
    /// region; to a store its distributor, of whose campaigns only those that are addressed to it: it isn't told of the others.
    func candidates(for pricedBuyer: PricedBuyer) -> [LiveCampaign] {
        let buyer = pricedBuyer.organization
        if let distributor = buyer.distributor, buyer.kind == .store {
            let codes = [pricedBuyer.code ?? code(of: buyer), code(of: distributor)].map(\.text)
            return snapshot.campaigns.candidates(owners: [distributor]).filter {
                $0.campaign.definition.audience.includes(codes, tier: pricedBuyer.tier)
            }
        }
        return snapshot.campaigns.candidates(owners: [.headquarters] + (buyer.region.map { [$0] } ?? []))
    }

    /// Of an order; what a draw won costs nothing already.
    func candidates(for order: PricedOrder) -> [LiveCampaign] {
        order.prize == nil ? candidates(for: order.buyer) : []
    }

    /// - Parameter order: as it was asked for, or priced before.
    func price(_ order: PricedOrder, with candidates: [LiveCampaign], _ terms: Terms = Terms()) -> PricedOrder {
        guard !candidates.isEmpty else { return order }
        let buyer = order.buyer.organization
        let lines = order.asked.compactMap { line -> PricingRequest.Line? in
            let units = terms.keptUnits.map { $0[line.line] ?? 0 } ?? line.units
            guard units > 0 else { return nil }
            return PricingRequest.Line(
                line: line.line, sku: line.sku.code, units: units, unitPriceFen: line.unitPriceFen, floorPriceFen: line.sku.floorPriceFen,
                marginFloorFen: marginFloorFen(of: line, order.storefront), attributes: line.sku.attributes, lots: terms.lots[line.line] ?? [])
        }
        let request = PricingRequest(
            at: now,
            buyer: PricingRequest.Buyer(
                organization: order.buyer.code ?? code(of: buyer), ancestors: ancestors(of: buyer).map(code(of:)), tier: order.buyer.tier),
            lines: lines, campaigns: candidates.map(\.campaign), coupons: order.coupons,
            joinedGroups: order.groupBuy.map { [Code(stored: $0.external)] } ?? [], left: terms.left,
            goods: goods(of: candidates, for: order, terms.gives))
        return order.priced(PricingEngine.price(request)) { snapshot.skus[$0] }
    }

    private func ancestors(of organization: OrganizationID) -> [OrganizationID] {
        var ancestors: [OrganizationID] = []
        var next = organization.parent
        while let current = next {
            ancestors.append(current)
            next = current.parent
        }
        return ancestors
    }

    /// What a distributor must get for a bottle that it sells to a store; nil for what the brand sells, whose campaigns take nothing from anybody's
    /// margin.
    private func marginFloorFen(of line: PricedOrder.Line, _ sale: StorefrontSale?) -> Int64? {
        sale.map { sale in
            let costFen = snapshot.prices.unitPriceFen(of: line.sku, units: line.units, for: sale.seller, at: now)
            return MarginGuard.leastUnitFen(costFen: costFen, marginBps: sale.marginBps)
        }
    }

    private func code(of organization: OrganizationID) -> Code {
        snapshot.organizations[organization]?.code ?? Code(stored: "-")
    }

    /// What campaigns may give this buyer: what it could buy itself, at what that would cost it.
    private func goods(
        of candidates: [LiveCampaign], for order: PricedOrder, _ gives: (SellableSKU) -> Bool
    ) -> [Code: PricingRequest.Goods] {
        var goods: [Code: PricingRequest.Goods] = [:]
        for candidate in candidates {
            for gift in candidate.campaign.facts.gifts {
                guard goods[gift.sku] == nil, let sku = snapshot.skus[gift.sku], gives(sku), let unitPriceFen = unitPriceFen(of: sku, units: gift.units, for: order)
                else { continue }
                goods[gift.sku] = PricingRequest.Goods(unitPriceFen: unitPriceFen, floorPriceFen: sku.floorPriceFen)
            }
        }
        return goods
    }

    /// What the gifts of a campaign would cost this buyer, one by one, whether they are there or not.
    func giftValues(of campaign: Campaign, for order: PricedOrder) -> [Code: Int64] {
        campaign.facts.gifts.reduce(into: [:]) { values, gift in
            guard values[gift.sku] == nil, let sku = snapshot.skus[gift.sku] else { return }
            values[gift.sku] = unitPriceFen(of: sku, units: gift.units, for: order)
        }
    }

    /// Nil for what the order's buyer can't buy.
    private func unitPriceFen(of sku: SellableSKU, units: Int64, for order: PricedOrder) -> Int64? {
        if let sale = order.storefront { return sale.offers[sku.id]?.unitPriceFen }
        guard snapshot.assortments.allows(sku, to: order.buyer.organization) else { return nil }
        return snapshot.prices.unitPriceFen(of: sku, units: units, for: order.buyer, at: now)
    }
}

extension Pricing {
    /// Campaigns that gave something.
    var applied: [Considered] { campaigns.filter { $0.applied && $0.fen > 0 } }

    /// Campaigns that may give something once it is known what is left of them: all but those that can't, whatever is left.
    var dependOnWhatIsLeft: Set<Code> {
        Set(campaigns.lazy.filter { $0.reason?.standsWhateverIsLeft != true }.map(\.campaign))
    }
}

extension PricingReason {
    /// Whether a campaign with this reason would have it with any budget.
    fileprivate var standsWhateverIsLeft: Bool {
        switch self {
        case .notStarted, .ended, .outsideWindow, .wrongRegion, .wrongTier, .wrongStore, .notInScope, .noCoupon, .groupNotJoined, .addOnNotChosen,
            .giftUnavailable, .afterwards, .tender:
            true
        case .belowThreshold, .noLots, .couponSpent, .limitReached, .budgetSpent, .quotaSpent, .excludedBy, .notCheaper, .floorPrice, .marginGuard:
            false
        }
    }
}
