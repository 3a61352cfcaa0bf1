/// What a campaign may still give in an order: the lesser of what its definition says and what is left of it.
struct PricingRoom {
    private var moneyFen: Int64
    private var buyerFen: Int64
    private var uses: Int64
    private var buyerUses: Int64
    var units: Int64
    var buyerUnits: Int64

    init(_ limits: CampaignLimits, left: CampaignAllowance?) {
        let budget = limits.budget
        func least(_ said: Int64?, _ left: Int64?) -> Int64 { max(0, min(said ?? .max, left ?? .max)) }
        moneyFen = min(
            least(budget.amountFen, left?.amountFen), least(budget.perDayFen, left?.dayFen), least(budget.perRegionFen, left?.regionFen))
        buyerFen = least(budget.perBuyerFen, left?.buyerFen)
        uses = least(budget.uses, left?.uses)
        buyerUses = least(budget.perBuyerUses, left?.buyerUses)
        units = least(limits.units, left?.units)
        buyerUnits = least(limits.buyerUnits, left?.buyerUnits)
    }

    /// Why it can give nothing at all.
    var exhausted: PricingReason? {
        if units == 0 { return .quotaSpent }
        if buyerUnits == 0 || buyerUses == 0 || buyerFen == 0 { return .limitReached }
        return uses == 0 || moneyFen == 0 ? .budgetSpent : nil
    }

    /// Why it can't give so much. Money is given whole or not at all.
    func refusal(of fen: Int64) -> PricingReason? {
        if fen > buyerFen { return .limitReached }
        return fen > moneyFen ? .budgetSpent : nil
    }
}
