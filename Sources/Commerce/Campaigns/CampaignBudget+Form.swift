extension CampaignBudget {
    /// The field `budget`; what it doesn't say has no limit.
    static func read(_ form: inout ObjectForm) -> CampaignBudget {
        form.optionalObject("budget") { budget in
            CampaignBudget(
                amountFen: budget.optionalInt("amountFen", CampaignRange.fen), uses: budget.optionalInt("uses", CampaignRange.uses),
                perBuyerUses: budget.optionalInt("perBuyerUses", CampaignRange.uses), perBuyerFen: budget.optionalInt("perBuyerFen", CampaignRange.fen),
                perDayFen: budget.optionalInt("perDayFen", CampaignRange.fen), perRegionFen: budget.optionalInt("perRegionFen", CampaignRange.fen))
        } ?? .unlimited
    }

    func write(to json: inout JSONObjectWriter) {
        json.fieldIfPresent("amountFen", amountFen)
        json.fieldIfPresent("uses", uses)
        json.fieldIfPresent("perBuyerUses", perBuyerUses)
        json.fieldIfPresent("perBuyerFen", perBuyerFen)
        json.fieldIfPresent("perDayFen", perDayFen)
        json.fieldIfPresent("perRegionFen", perRegionFen)
    }
}
