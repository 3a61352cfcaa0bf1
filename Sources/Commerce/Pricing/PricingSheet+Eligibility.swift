extension PricingSheet {
    /// Opens the campaigns that may give something; the others get the first reason that keeps them from it, in a stated order: time, buyer,
    /// what must be presented, goods, and what is left.
    mutating func admit() {
        for index in entries.indices {
            entries[index].lines = looked(by: index)
            if let reason = reason(against: index) {
                entries[index].reason = reason
            } else {
                entries[index].isOpen = true
            }
        }
    }

    private func reason(against index: Int) -> PricingReason? {
        let facts = entries[index].campaign.facts
        switch facts.definition.schedule.standing(at: request.at) {
        case .notStarted: return .notStarted
        case .ended: return .ended
        case .outsideWindow: return .outsideWindow
        case .on: break
        }
        let buyer = request.buyer
        let audience = facts.definition.audience
        guard audience.organizations.contains(where: { $0 == buyer.organization || buyer.ancestors.contains($0) }) else { return .wrongRegion }
        if !audience.tiers.isEmpty {
            guard let tier = buyer.tier, audience.tiers.contains(tier) else { return .wrongTier }
        }
        switch facts.definition.component {
        case .coupon(let coupon):
            if let stores = coupon.storeList, !stores.contains(buyer.organization) { return .wrongStore }
            if let reason = presented(coupon, of: entries[index].campaign.id) { return reason }
        case .groupBuy where !request.joinedGroups.contains(entries[index].campaign.id): return .groupNotJoined
        case .points, .storedValue: return .tender
        case .luckyDraw: return .afterwards
        case .tiered(let tiered) where tiered.basis == .period: return .afterwards
        case .blindBox: return .notInScope
        default: break
        }
        return entries[index].lines.isEmpty ? .notInScope : entries[index].room.exhausted
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

    /// The lines that a campaign looks at, by place.
    private func looked(by index: Int) -> [Int] {
        switch entries[index].campaign.facts.goods {
        case .nothing: []
        case .everything: places
        case .listed(let skus): places.filter { skus.contains(lines[$0].sku) }
        case .scope(let scope, let besides): places.filter { lines[$0].sku != besides && scope.contains(lines[$0].sku, lines[$0].attributes) }
        }
    }
}
