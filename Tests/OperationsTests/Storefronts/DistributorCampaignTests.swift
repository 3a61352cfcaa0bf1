import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct DistributorCampaignTests {
    private static let bundle = #"{"kind":"bundle","components":[{"sku":"A","units":2},{"sku":"B","units":1}],"priceFen":36000}"#

    /// What a store sees of a campaign: in its list, on its shelf.
    private func sees(_ campaign: CampaignID, _ store: String, _ test: TestBrand) async throws -> [Bool] {
        let caller = try test.caller(store)
        let listed = try await test.brand.campaigns(status: nil, kind: nil, page: PageRequest(limit: 200), as: caller).items.map(\.id)
        let shelf = try await test.brand.storefrontSKUs(page: PageRequest(limit: 200), of: caller).items.flatMap(\.bundles).map(\.campaign.text)
        return [listed.contains(campaign), shelf.contains(campaign.external)]
    }

    private func storeQuote(_ bottles: KeyValuePairs<String, Int64>, by store: String = TestBrand.store, coupons: [String] = [], _ test: TestBrand) async throws -> QuoteView {
        try await test.brand.storefrontQuote(TestBrand.draft(bottles, coupons: coupons), by: try test.caller(store))
    }

    @Test func `a bundle that is pushed to fifty stores is nothing to the fifty-first`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600, "B": 600], stores: 51) { test in
            let named = (1...50).map { #""S-110105-00\#($0)""# }.joined(separator: ",")
            let campaign = try await test.launch(Self.bundle, 931, owner: "D-110105", audience: #"{"organizations":[\#(named)]}"#)
            for store in ["S-110105-001", "S-110105-0050"] {
                #expect(try await sees(campaign, store, test) == [true, true])
                let quote = try await storeQuote(["A": 2, "B": 1], by: store, test)
                #expect(quote.outcome(of: campaign) == "1000" && quote.totalFen == 36_000)
                #expect(try await test.bought(["A": 2, "B": 1], by: store).totalFen == 36_000)
            }
            #expect(try await sees(campaign, "S-110105-0051", test) == [false, false])
            await #expect(throws: CampaignRefusal.unknown) { try await test.campaign(campaign, as: "S-110105-0051") }
            let quote = try await storeQuote(["A": 2, "B": 1], by: "S-110105-0051", test)
            #expect(quote.pricing.campaigns.isEmpty && quote.totalFen == 37_000)
            #expect(try await test.bought(["A": 2, "B": 1], by: "S-110105-0051").totalFen == 37_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a campaign for a tier is one for its stores alone`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            try await test.sql("UPDATE tributary.stores SET tier = 'potential' WHERE organization_id = \(try test.caller("S-110105-002").organization.rawValue)")
            let campaign = try await test.launch(Self.bundle, 932, owner: "D-110105", audience: #"{"organizations":["D-110105"],"tiers":["potential"]}"#)
            #expect(try await sees(campaign, "S-110105-002", test) == [true, true])
            #expect(try await sees(campaign, "S-110105-001", test) == [false, false])
            #expect(try await storeQuote(["A": 2, "B": 1], by: "S-110105-002", test).outcome(of: campaign) == "1000")
            #expect(try await storeQuote(["A": 2, "B": 1], by: "S-110105-001", test).outcome(of: campaign) == nil)
        }
    }

    @Test func `thresholds and coupons price a store's order, count by store and come back with it`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600], stores: 2) { test in
            let threshold = try await test.launch(
                #"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":1000}]}"#, 933, owner: "D-110105", budget: #"{"amountFen":1500,"perBuyerUses":1}"#)
            let coupon = try await test.launch(#"{"kind":"coupon","codes":["K-1"],"offFen":500,"minFen":100,"category":"general"}"#, 934, owner: "D-110105")
            let quote = try await storeQuote(["A": 6], coupons: ["K-1"], test)
            #expect(quote.outcome(of: threshold) == "1000" && quote.outcome(of: coupon) == "500" && quote.totalFen == 70_500)
            let sent = try await test.buy(["A": 6], coupons: ["K-1"])
            let order = try #require(sent.order)
            #expect(try await test.order(order, as: TestBrand.store).totalFen == 70_500)
            #expect(try await test.usage(of: threshold) == "1000 0 1 0")
            #expect(try await test.usage(of: threshold, subject: TestBrand.store) == "1000 0 1 0")
            #expect(try await storeQuote(["A": 6], coupons: ["K-1"], test).outcome(of: threshold) == "LIMIT_REACHED")
            #expect(try await storeQuote(["A": 6], coupons: ["K-1"], test).outcome(of: coupon) == "COUPON_SPENT")
            #expect(try await storeQuote(["A": 6], by: "S-110105-002", test).outcome(of: threshold) == "BUDGET_SPENT")
            #expect(try await test.cancel(order, by: TestBrand.store) == nil)
            #expect(try await test.usage(of: threshold, subject: TestBrand.store) == "0 0 0 0")
            #expect(try await storeQuote(["A": 6], by: "S-110105-002", coupons: ["K-1"], test).totalFen == 70_500)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what the brand runs isn't the storefront's, nor the other way round`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600]) { test in
            let own = try await test.launch(CampaignOrderTests.hundredOff, 935, owner: "D-110105")
            let regional = try await test.launch(CampaignOrderTests.hundredOff, 936)
            #expect(try await storeQuote(["A": 6], test).outcome(of: regional) == nil)
            #expect(try await test.quote(["A": 6]).outcome(of: own) == nil)
            #expect(try await test.quote(["A": 6]).outcome(of: regional) == "10000")
            for outsider in ["D-110106", "R-31", "D-310101"] {
                await #expect(throws: CampaignRefusal.unknown, "\(outsider)") { try await test.campaign(own, as: outsider) }
            }
            for reader in ["HQ", "R-11", "D-110105", TestBrand.store] { #expect(try await test.campaign(own, as: reader).id == own, "\(reader)") }
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.pauseCampaign(own) } == "NOT_PERMITTED")
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.pauseCampaign(own) } == nil)
        }
    }

    /// A cost 10,000 fen; a tenth of what it is sold for must be left: 11,112 fen is the least.
    @Test(arguments: [(887, "887"), (888, "888"), (889, "MARGIN_GUARD 888")])
    func `what a distributor gives away leaves it its margin to the fen`(offFen: Int64, outcome: String) async throws {
        try await TestBrand.withStorefront { test in
            let campaign = try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":12000,"offFen":\#(offFen)}]}"#, 937, owner: "D-110105")
            let quote = try await storeQuote(["A": 1], test)
            #expect(quote.outcome(of: campaign) == outcome && quote.totalFen == 12_000 - min(offFen, 888))
        }
    }

    @Test func `results of a distributor's campaign are about its stores, those of the brand's about distributors`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600]) { test in
            _ = try await test.bought(["A": 3])
            _ = try await test.place(["A": 12])
            try await test.sql("UPDATE tributary.orders SET placed_at = placed_at - interval '20 days'")
            let own = try await test.launch(CampaignOrderTests.hundredOff, 938, owner: "D-110105")
            let regional = try await test.launch(CampaignOrderTests.hundredOff, 939)
            try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(test.clock.now.adding(days: -7).rfc3339)'")
            _ = try await test.bought(["A": 6])
            _ = try await test.place(["A": 18])
            let ofStores = try await test.brand.campaignResults(of: own, as: test.caller("D-110105"))
            #expect([ofStores.orders, ofStores.units, ofStores.distributors] == [1, 6, 1])
            #expect(ofStores.lift == CampaignLift(unitsBefore: 3, unitsSince: 6, milliseconds: 7 * 86_400_000))
            let ofBrand = try await test.brand.campaignResults(of: regional, as: test.caller("R-11"))
            #expect([ofBrand.orders, ofBrand.units] == [1, 18])
            #expect(ofBrand.lift == CampaignLift(unitsBefore: 12, unitsSince: 18, milliseconds: 7 * 86_400_000))
            let period = try #require(AllocationPeriod(from: test.clock.now, to: test.clock.now.adding(days: 30)))
            let proposed = try await test.brand.proposeAllocation(
                of: 1000, sku: Code(stored: "A"), period: period, among: .distributors, as: test.caller("R-11"))
            #expect(proposed.shares.map { "\($0.organization) \($0.units)" } == ["D-110105 30"])
        }
    }

    @Test func `what a store is sent by its distributor earns no draw of the brand's`() async throws {
        try await TestBrand.withStorefront(own: ["A": 600]) { test in
            let draw = try await test.openDraw(#"{"kind":"luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"minFen":1,"maxFen":1}]}"#, budget: #"{"amountFen":1000}"#)
            let order = try await test.bought(["A": 6])
            for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, order.shipments[0].id, by: "D-110105") == nil) }
            #expect(try await test.tokens(of: draw, as: "HQ").isEmpty)
            let onBrand = try await test.place(["A": 6])
            try await test.sendOff(onBrand.id, deliver: false)
            #expect(try await test.tokens(of: draw, as: "HQ").map(\.organization.text) == ["D-110105"])
        }
    }
}
