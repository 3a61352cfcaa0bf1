import Commerce
import Testing

/// An order has earned 100 points, each worth five fen.
struct PointsAllowanceTests {
    @Test(arguments: [
        (CampaignAllowance(), 100), (CampaignAllowance(amountFen: 500), 100), (CampaignAllowance(amountFen: 499), 99), (CampaignAllowance(amountFen: 501), 100),
        (CampaignAllowance(amountFen: 4), 0), (CampaignAllowance(buyerFen: 495), 99), (CampaignAllowance(buyerFen: 494), 98), (CampaignAllowance(dayFen: 250), 50),
        (CampaignAllowance(regionFen: 0), 0), (CampaignAllowance(amountFen: 400, dayFen: 300, regionFen: 350), 60), (CampaignAllowance(uses: 1, buyerUses: 1), 100),
        (CampaignAllowance(uses: 0), 0), (CampaignAllowance(buyerUses: 0), 0),
    ] as [(CampaignAllowance, Int64)])
    func `so many points are given as what is left pays for, whole ones`(left: CampaignAllowance, points: Int64) {
        #expect(left.points(100, worthFen: 5, isNewUse: true) == points)
    }

    @Test func `an order that has earned is no new use`() {
        #expect(CampaignAllowance(uses: 0, buyerUses: 0).points(100, worthFen: 5, isNewUse: false) == 100)
    }
}
