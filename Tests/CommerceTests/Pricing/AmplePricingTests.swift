import Commerce
import Testing

/// A counter that stands at its ceiling leaves so much that nothing of an order is cut: on this rests that orders are priced without locking it.
struct AmplePricingTests {
    @Test func `a ceiling is the limit less the most, and what isn't limited has none`() {
        let most = CampaignUsage(fen: 30, uses: 1, units: 6)
        let ceiling = UsageLimit(fen: 100, units: 5).ceiling(before: most)
        #expect(ceiling == CampaignUsage(fen: 70, uses: .max, units: -1))
        #expect(CampaignUsage(fen: 70, uses: 9, units: -1).isWithin(ceiling))
        #expect(!CampaignUsage(fen: 71, uses: 9, units: -1).isWithin(ceiling))
        #expect(!CampaignUsage(fen: 70, uses: 9, units: 0).isWithin(ceiling))
        #expect(!CampaignUsage(fen: 7, uses: 2, units: 0).isWithin(UsageLimit(uses: 2).ceiling(before: most)))
    }

    @Test(arguments: 0..<40)
    func `an order is priced at the ceilings as where nothing limits it`(batch: Int) {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomPricing(seed: seed)
        for round in 0..<100 {
            var request = random.request()
            request.left = [:]
            let most = CampaignUsage.most(
                subtotalFen: request.lines.reduce(0) { $0 + $1.units * $1.unitPriceFen }, units: request.lines.reduce(0) { $0 + $1.units })
            var unlimited = request
            for index in request.campaigns.indices {
                random.widen(&request.campaigns[index], beyond: most, byAtMost: 3)
                random.widen(&unlimited.campaigns[index], beyond: CampaignUsage(fen: 1 << 40, uses: 1 << 40, units: 1 << 40), byAtMost: 0)
                let campaign = request.campaigns[index]
                request.left[campaign.id] = Self.allowance(of: campaign, CampaignID(Int64(index + 1)), most)
            }
            #expect(PricingEngine.price(request) == PricingEngine.price(unlimited), "seed \(seed) round \(round)")
        }
    }

    /// What is left when every counter stands at its ceiling.
    private static func allowance(of campaign: Campaign, _ id: CampaignID, _ most: CampaignUsage) -> CampaignAllowance {
        let limits = campaign.facts.limits
        let ceilings = limits.counters(of: id, buyer: buyer, day: 1).map { (key: $0.key, standing: $0.limit.ceiling(before: most).standing) }
        return limits.allowance(of: id, buyer: buyer, day: 1) { key in ceilings.first { $0.key == key }?.standing ?? CampaignUsage() }
    }

    private static let buyer = OrganizationID(1 << 40 | 1 << 20)
}

extension CampaignUsage {
    /// Nothing where nothing is limited.
    fileprivate var standing: CampaignUsage {
        CampaignUsage(fen: fen == .max ? 0 : fen, uses: uses == .max ? 0 : uses, units: units == .max ? 0 : units)
    }
}
