/// Whether a campaign may have a say in this order at all.
extension PricingRun {
    mutating func judgeEligibility() {
        for number in cases.indices {
            cases[number].reason = standing(of: number)
        }
    }

    private mutating func standing(of number: Int) -> PricingReason? {
        let index = cases[number].index
        if let reason = audienceReason(request.campaigns[index]) ?? ownReason(request.campaigns[index]) { return reason }
        guard markScope(number, component(number)) else { return .notInScope }
        cases[number].left = FiniteAllowance(
            request.campaigns[index].definition.budget, request.campaigns[index].definition.component,
            left: request.left.isEmpty ? nil : request.left[cases[number].id])
        if let spent = cases[number].left.spent { return spent }
        return switch cases[number].phase {
        case .tender: .tender
        case .afterwards: .afterwards
        default: nil
        }
    }

    private func audienceReason(_ campaign: Campaign) -> PricingReason? {
        switch campaign.definition.schedule.standing(at: request.at) {
        case .notStarted: return .notStarted
        case .ended: return .ended
        case .outsideWindow: return .outsideWindow
        case .on: break
        }
        let buyer = request.buyer
        let reaches = campaign.definition.audience.organizations.contains { $0 == buyer.organization || buyer.ancestors.contains($0) }
        guard reaches else { return .wrongRegion }
        let tiers = campaign.definition.audience.tiers
        guard !tiers.isEmpty else { return nil }
        return buyer.tier.map { tiers.contains($0) } ?? false ? nil : .wrongTier
    }

    /// What only coupons and group buys ask for.
    private func ownReason(_ campaign: Campaign) -> PricingReason? {
        switch campaign.definition.component {
        case .coupon(let coupon):
            if let stores = coupon.storeList, !stores.contains(request.buyer.organization) { return .wrongStore }
            let presented = request.coupons.filter { coupon.codes.include($0) }
            guard !presented.isEmpty else { return .noCoupon }
            guard case .issued = coupon.codes, let spent = request.left[campaign.id]?.spentCodes else { return nil }
            return presented.allSatisfy { spent.contains($0) } ? .couponSpent : nil
        case .groupBuy:
            return request.joinedGroups.contains(campaign.id) ? nil : .groupNotJoined
        default:
            return nil
        }
    }
}

extension Coupon.Codes {
    func include(_ code: Code) -> Bool {
        switch self {
        case .shared(let shared): shared == code
        case .issued(let codes): codes.contains(code)
        }
    }
}
