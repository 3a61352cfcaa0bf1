/// What a campaign may give in this order: the lesser of what its definition says and what is left, number by number; `Int64.max`
/// where nobody sets a limit.
struct FiniteAllowance {
    var units: Int64
    var buyerUnits: Int64
    var uses: Int64
    var buyerUses: Int64
    /// The least of the campaign's, the day's and the region's money.
    var commonFen: Int64
    var buyerFen: Int64

    static let unlimited = FiniteAllowance(units: .max, buyerUnits: .max, uses: .max, buyerUses: .max, commonFen: .max, buyerFen: .max)

    private init(units: Int64, buyerUnits: Int64, uses: Int64, buyerUses: Int64, commonFen: Int64, buyerFen: Int64) {
        self.units = units
        self.buyerUnits = buyerUnits
        self.uses = uses
        self.buyerUses = buyerUses
        self.commonFen = commonFen
        self.buyerFen = buyerFen
    }

    init(_ budget: CampaignBudget, _ component: CampaignComponent, left: CampaignAllowance?) {
        func least(_ said: Int64?, _ left: Int64?) -> Int64 { min(said ?? .max, left ?? .max) }
        uses = least(budget.uses, left?.uses)
        buyerUses = least(budget.perBuyerUses, left?.buyerUses)
        commonFen = min(
            least(budget.amountFen, left?.amountFen), least(budget.perDayFen, left?.dayFen), least(budget.perRegionFen, left?.regionFen))
        buyerFen = least(budget.perBuyerFen, left?.buyerFen)
        units = .max
        buyerUnits = .max
        switch component {
        case .flashSale(let sale):
            units = least(sale.quotaUnits, left?.units)
            buyerUnits = least(sale.perBuyerUnits, left?.buyerUnits)
        case .groupBuy(let group):
            units = least(nil, left?.units)
            buyerUnits = least(group.perBuyerUnits, left?.buyerUnits)
        case .nearExpiry(let clearance):
            units = least(clearance.maxUnits, left?.units)
            buyerUnits = least(nil, left?.buyerUnits)
        default: break
        }
    }

    /// Why it can't give anything at all.
    var spent: PricingReason? {
        if units <= 0 { return .quotaSpent }
        if buyerUnits <= 0 || buyerUses <= 0 || buyerFen <= 0 { return .limitReached }
        return uses <= 0 || commonFen <= 0 ? .budgetSpent : nil
    }

    /// Why it can't give this much. Money is given whole or not at all.
    func refusal(of fen: Int64) -> PricingReason? {
        if fen > buyerFen { return .limitReached }
        return fen > commonFen ? .budgetSpent : nil
    }
}
