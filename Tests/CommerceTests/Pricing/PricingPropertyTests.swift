import Commerce
import Testing

/// What holds whatever stands together: random orders under random stacks of small numbers, so that everything meets everything.
struct PricingPropertyTests {
    @Test(arguments: 0..<40)
    func `no stack breaks a floor, a budget or a sum`(batch: Int) {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomPricing(seed: seed)
        for round in 0..<50 {
            let request = random.request()
            let pricing = PricingEngine.price(request)
            let story = "seed \(seed) round \(round)"
            expectSums(pricing, request, story)
            expectGuards(pricing, request, story)
            expectLimits(pricing, request, story)
            #expect(PricingEngine.price(random.shuffled(request)) == pricing, "the order of the question matters: \(story)")
        }
    }

    @Test(arguments: 0..<20)
    func `line prices are those of counting bottle by bottle`(batch: Int) {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomPricing(seed: seed)
        for round in 0..<50 {
            var request = random.request()
            request.left = [:]
            request.campaigns.removeAll { $0.definition.component.phase != .linePrice }
            for index in request.campaigns.indices { request.campaigns[index].definition.budget = .unlimited }
            var slow = SlowLinePrices(request)
            #expect(PricingEngine.price(request).lines.map(\.netFen) == slow.nets(), "seed \(seed) round \(round)")
        }
    }

    @Test(arguments: 0..<20)
    func `thresholds are those of handing out fen by fen`(batch: Int) {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomPricing(seed: seed)
        for round in 0..<200 {
            var request = random.request()
            request.left = [:]
            request.campaigns.removeAll { $0.definition.component.phase != .threshold }
            for index in request.campaigns.indices { request.campaigns[index].definition.budget = .unlimited }
            var slow = SlowThresholds(request)
            let pricing = PricingEngine.price(request)
            let given = pricing.lines.compactMap { line in line.givenBy.map { ($0, line.units) } }
            let quick = SlowThresholds.Outcome(
                nets: pricing.lines.filter { $0.givenBy == nil }.map(\.netFen), giftUnits: Dictionary(given) { first, _ in first })
            #expect(quick == slow.outcome(), "seed \(seed) round \(round)")
        }
    }

    private func expectSums(_ pricing: Pricing, _ request: PricingRequest, _ story: String) {
        #expect(pricing.lines.filter { $0.givenBy == nil }.map(\.line) == request.lines.map(\.line).sorted(), "\(story)")
        #expect(pricing.campaigns.map(\.campaign).sorted() == request.campaigns.map(\.id).sorted(), "\(story)")
        for line in pricing.lines {
            #expect(line.netFen >= 0 && line.adjustments.allSatisfy { $0.fen > 0 && $0.units > 0 && $0.units <= line.units }, "\(story)")
            #expect(Set(line.adjustments.map(\.campaign)).count == line.adjustments.count, "\(story)")
        }
        for campaign in pricing.campaigns {
            let given = pricing.lines.reduce(0) { sum, line in line.adjustments.reduce(sum) { $1.campaign == campaign.campaign ? $0 + $1.fen : $0 } }
            #expect(campaign.fen == given && campaign.applied == (given > 0), "\(campaign): \(story)")
            #expect(campaign.applied || campaign.reason != nil, "\(campaign): \(story)")
            // Who took its place stands there, or was cut back to nothing itself.
            let other = pricing.campaigns.first { $0.campaign == campaign.excludedBy }
            #expect(campaign.reason != .excludedBy || other?.applied == true || [.floorPrice, .marginGuard].contains(other?.reason), "\(campaign): \(story)")
        }
        #expect(pricing.totalFen == pricing.lines.reduce(0) { $0 + $1.netFen }, "\(story)")
    }

    /// What is given away, add-ons included, counts against all goods together here; line by line the goods must stand above their floors without it.
    private func expectGuards(_ pricing: Pricing, _ request: PricingRequest, _ story: String) {
        let addOns = Set(request.campaigns.filter { $0.definition.component.kind == .addOn }.map(\.id))
        var room: Int64 = 0
        var given: Int64 = 0
        for line in pricing.lines where line.givenBy == nil {
            guard let asked = request.lines.first(where: { $0.line == line.line }) else { continue }
            let least = asked.units * max(asked.floorPriceFen, asked.marginFloorFen ?? 0)
            let added = line.adjustments.reduce(0) { addOns.contains($1.campaign) ? $0 + $1.fen : $0 }
            #expect(line.netFen + added >= min(least, line.baseFen), "line \(line.line): \(story)")
            room += max(0, line.netFen + added - least)
            given += added
        }
        given += pricing.lines.reduce(0) { $1.givenBy == nil ? $0 : $0 + $1.baseFen }
        #expect(given <= room, "\(story)")
    }

    private func expectLimits(_ pricing: Pricing, _ request: PricingRequest, _ story: String) {
        for campaign in request.campaigns {
            guard let found = pricing.campaigns.first(where: { $0.campaign == campaign.id }) else { continue }
            let left = request.left[campaign.id] ?? CampaignAllowance()
            for limit in [left.amountFen, left.buyerFen, left.dayFen, left.regionFen, campaign.definition.budget.amountFen] {
                #expect(found.fen <= limit ?? .max, "\(found): \(story)")
            }
            if left.uses == 0 || left.buyerUses == 0 { #expect(!found.applied, "\(found): \(story)") }
            guard case .flashSale(let sale) = campaign.definition.component else { continue }
            let units = pricing.lines.reduce(0) { sum, line in line.adjustments.reduce(sum) { $1.campaign == campaign.id ? $0 + $1.units : $0 } }
            #expect(units <= min(sale.quotaUnits, left.units ?? .max, left.buyerUnits ?? .max, sale.perBuyerUnits ?? .max), "\(found): \(story)")
        }
    }
}
