import Commerce
import Testing

@Suite struct RebateAllowanceTests {
    private static let region = OrganizationID(1 << 40)
    private static let (first, second) = (OrganizationID(1 << 40 | 1 << 20), OrganizationID(1 << 40 | 2 << 20))
    private static let elsewhere = OrganizationID(2 << 40 | 1 << 20)

    private func allowance(_ budget: CampaignBudget) -> RebateAllowance {
        var allowance = RebateAllowance(budget)
        allowance.count(region: Self.region, fen: 700, todayFen: 200, uses: 1)
        allowance.count(region: OrganizationID(2 << 40), fen: 100, todayFen: 100, uses: 1)
        return allowance
    }

    @Test(arguments: [
        (CampaignBudget(), 500), (CampaignBudget(amountFen: 1299), 499), (CampaignBudget(amountFen: 1300), 500), (CampaignBudget(amountFen: 800), 0),
        (CampaignBudget(amountFen: 1), 0), (CampaignBudget(perRegionFen: 1199), 499), (CampaignBudget(perRegionFen: 1200), 500),
        (CampaignBudget(perBuyerFen: 799), 499), (CampaignBudget(perBuyerFen: 800), 500), (CampaignBudget(perDayFen: 799), 499),
        (CampaignBudget(perDayFen: 800), 500), (CampaignBudget(amountFen: 1200, perDayFen: 310), 10), (CampaignBudget(uses: 2), 500),
    ] as [(CampaignBudget, Int64)])
    func `a posting is cut back to the least that is left`(budget: CampaignBudget, allowed: Int64) {
        #expect(allowance(budget).allowed(500, to: Self.first, after: 300) == allowed)
    }

    @Test func `a region's limit is its own`() {
        #expect(allowance(CampaignBudget(perRegionFen: 700)).allowed(500, to: Self.first, after: 0) == 0)
        #expect(allowance(CampaignBudget(perRegionFen: 700)).allowed(500, to: Self.elsewhere, after: 0) == 500)
    }

    @Test func `a distributor is one use, however often it is posted to`() {
        var allowance = allowance(CampaignBudget(uses: 3))
        #expect(allowance.allowed(5, to: Self.second, after: 0) == 5)
        allowance.take(5, to: Self.second, after: 0)
        allowance.take(5, to: Self.second, after: 5)
        #expect(allowance.allowed(5, to: Self.elsewhere, after: 0) == 0)
        #expect(allowance.allowed(5, to: Self.second, after: 10) == 5)
    }

    @Test func `what is taken is gone for the next one`() {
        var allowance = allowance(CampaignBudget(amountFen: 1000))
        allowance.take(150, to: Self.first, after: 0)
        #expect(allowance.allowed(500, to: Self.second, after: 0) == 50)
        allowance.take(0, to: Self.second, after: 0)
        #expect(allowance.allowed(500, to: Self.elsewhere, after: 0) == 50)
    }
}
