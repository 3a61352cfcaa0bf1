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

    /// Campaigns that a buyer's orders are priced with: headquarters' and its own region's.
    func candidates(for buyer: OrganizationID) -> [LiveCampaign] {
        snapshot.campaigns.candidates(owners: [.headquarters] + (buyer.region.map { [$0] } ?? []))
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
                attributes: line.sku.attributes, lots: terms.lots[line.line] ?? [])
        }
        let request = PricingRequest(
            at: now,
            buyer: PricingRequest.Buyer(
                organization: code(of: buyer), ancestors: [buyer.region, .headquarters].compactMap { $0.map(code(of:)) }, tier: order.buyer.tier),
            lines: lines, campaigns: candidates.map(\.campaign), coupons: order.coupons,
            joinedGroups: order.groupBuy.map { [Code(stored: $0.external)] } ?? [], left: terms.left,
            goods: goods(of: candidates, for: order.buyer, terms.gives))
        return order.priced(PricingEngine.price(request)) { snapshot.skus[$0] }
    }

    private func code(of organization: OrganizationID) -> Code {
        snapshot.organizations[organization]?.code ?? Code(stored: "-")
    }

    /// What campaigns may give this buyer: what it could buy itself, at what that would cost it.
    private func goods(
        of candidates: [LiveCampaign], for buyer: PricedBuyer, _ gives: (SellableSKU) -> Bool
    ) -> [Code: PricingRequest.Goods] {
        var goods: [Code: PricingRequest.Goods] = [:]
        for candidate in candidates {
            for gift in candidate.campaign.facts.gifts {
                guard goods[gift.sku] == nil, let sku = snapshot.skus[gift.sku], snapshot.assortments.allows(sku, to: buyer.organization), gives(sku)
                else { continue }
                goods[gift.sku] = PricingRequest.Goods(
                    unitPriceFen: snapshot.prices.unitPriceFen(of: sku, units: gift.units, for: buyer, at: now), floorPriceFen: sku.floorPriceFen)
            }
        }
        return goods
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
