/// What a campaign's budget still lets be posted as rebates.
///
/// Fen count where they are posted; what made up for what was carried costs nothing. A distributor's rebate is one use, in however many parts it is
/// posted.
package struct RebateAllowance: Equatable, Sendable {
    private let budget: CampaignBudget
    private var regionFen: [OrganizationID: Int64] = [:]
    private var dayFen: Int64 = 0
    private var uses: Int64 = 0

    package init(_ budget: CampaignBudget) {
        self.budget = budget
    }

    /// Counts what was posted before.
    package mutating func count(region: OrganizationID, fen: Int64, todayFen: Int64, uses: Int64) {
        regionFen[region, default: 0] += fen
        dayFen += todayFen
        self.uses += uses
    }

    /// Cuts a posting back to what is left.
    /// - Parameter buyerFen: What was posted to the distributor before.
    package func allowed(_ fen: Int64, to distributor: OrganizationID, after buyerFen: Int64) -> Int64 {
        if buyerFen == 0, let limit = budget.uses, uses >= limit { return 0 }
        let ofRegion = regionFen[distributor.region ?? distributor] ?? 0
        let left = [
            budget.amountFen.map { $0 - regionFen.values.reduce(0, +) }, budget.perRegionFen.map { $0 - ofRegion }, budget.perBuyerFen.map { $0 - buyerFen },
            budget.perDayFen.map { $0 - dayFen },
        ]
        return max(0, left.compactMap { $0 }.reduce(fen, min))
    }

    /// Counts a posting of today's.
    package mutating func take(_ fen: Int64, to distributor: OrganizationID, after buyerFen: Int64) {
        guard fen > 0 else { return }
        count(region: distributor.region ?? distributor, fen: fen, todayFen: fen, uses: buyerFen == 0 ? 1 : 0)
    }
}
