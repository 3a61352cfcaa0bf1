extension PricingSheet {
    /// Opens the campaigns that may give something; the others get the first reason that keeps them from it, in a stated order: time, buyer,
    /// what must be presented, goods, and what is left.
    mutating func admit() {
        for index in entries.indices {
            entries[index].lines = looked(by: entries[index].campaign.definition.component)
            if let reason = reason(against: entries[index]) {
                entries[index].reason = reason
            } else {
                entries[index].isOpen = true
            }
        }
    }

    private func reason(against entry: Entry) -> PricingReason? {
        let definition = entry.campaign.definition
        switch definition.schedule.standing(at: request.at) {
        case .notStarted: return .notStarted
        case .ended: return .ended
        case .outsideWindow: return .outsideWindow
        case .on: break
        }
        let buyer = request.buyer
        let audience = definition.audience
        guard audience.organizations.contains(where: { $0 == buyer.organization || buyer.ancestors.contains($0) }) else { return .wrongRegion }
        if !audience.tiers.isEmpty {
            guard let tier = buyer.tier, audience.tiers.contains(tier) else { return .wrongTier }
        }
        switch definition.component {
        case .coupon(let coupon):
            if let stores = coupon.storeList, !stores.contains(buyer.organization) { return .wrongStore }
            if let reason = presented(coupon, of: entry.campaign.id) { return reason }
        case .groupBuy where !request.joinedGroups.contains(entry.campaign.id): return .groupNotJoined
        case .points, .storedValue: return .tender
        case .luckyDraw: return .afterwards
        case .tiered(let tiered) where tiered.basis == .period: return .afterwards
        case .blindBox: return .notInScope
        default: break
        }
        return entry.lines.isEmpty ? .notInScope : entry.room.exhausted
    }

    private func presented(_ coupon: Coupon, of id: Code) -> PricingReason? {
        switch coupon.codes {
        case .shared(let code): return request.coupons.contains(code) ? nil : .noCoupon
        case .issued(let codes):
            let presented = request.coupons.filter { codes.contains($0) }
            guard !presented.isEmpty else { return .noCoupon }
            let spent = request.left[id]?.spentCodes ?? []
            return presented.allSatisfy { spent.contains($0) } ? .couponSpent : nil
        }
    }

    private func looked(by component: CampaignComponent) -> [Int] {
        switch component {
        case .flashSale(let sale): lines.indices.filter { lines[$0].sku == sale.sku }
        case .groupBuy(let buy): lines.indices.filter { lines[$0].sku == buy.sku }
        case .nearExpiry(let clearance): lines.indices.filter { clearance.skus.contains(lines[$0].sku) }
        case .bundle(let bundle): lines.indices.filter { line in bundle.components.contains { $0.sku == lines[line].sku } }
        case .tiered(let tiered): within(tiered.scope)
        case .threshold(let threshold): within(threshold.scope)
        case .coupon(let coupon): within(coupon.scope)
        case .addOn(let addOn): within(addOn.scope).filter { lines[$0].sku != addOn.sku }
        case .blindBox, .storedValue, .points, .luckyDraw: []
        }
    }

    private func within(_ scope: GoodsScope) -> [Int] {
        scope == .everything ? Array(lines.indices) : lines.indices.filter { scope.contains(lines[$0].sku, lines[$0].attributes) }
    }
}
