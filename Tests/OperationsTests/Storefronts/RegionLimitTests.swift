import Commerce
import Operations
import TestSupport
import Testing

/// What a distributor may run for its stores, and how far its region lets it go.
struct RegionLimitTests {
    private func limit(_ maxOffBps: Int64?, _ maxBudgetFen: Int64?, _ test: TestBrand) async throws {
        let policy = StorefrontPolicy(regionStock: false, maxOffBps: maxOffBps, maxBudgetFen: maxBudgetFen)
        _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.putStorefrontPolicy(policy, of: Code(stored: "R-11")) }
    }

    private func submitted(_ sheet: CampaignSheet, _ test: TestBrand) async throws -> String {
        let made = try await test.make(sheet, by: "D-110105").id
        let refusal = try await test.refusal(of: "D-110105") { _ = try await $0.submitCampaign(made) }
        if let refusal { return refusal }
        return try await test.campaign(made, as: "D-110105").status.rawValue
    }

    private func sheet(_ component: String, audience: String = "{}", budget: String = #"{"amountFen":1}"#) throws -> CampaignSheet {
        let text = """
            {"name":"x","component":\(component),"audience":\(audience),"budget":\(budget),
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}
            """
        return try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "D-110105"))
    }

    @Test(arguments: [
        (1000, 100_000, "live"), (1001, 100_000, "BEYOND_REGION_LIMIT"), (1000, 100_001, "BEYOND_REGION_LIMIT"), (1000, nil, "BEYOND_REGION_LIMIT"),
    ] as [(Int64, Int64?, String)])
    func `within its region's limits it goes live by itself, beyond them nowhere`(offFen: Int64, budgetFen: Int64?, outcome: String) async throws {
        try await TestBrand.withStorefront { test in
            try await limit(1000, 100_000, test)
            let sheet = try TestBrand.sheet(owner: "D-110105", offFen: offFen, budgetFen: budgetFen)
            #expect(try await submitted(sheet, test) == outcome)
            // Nobody else's campaigns are held to it.
            let regional = try await test.run(try TestBrand.sheet(offFen: 1001, budgetFen: 200_000))
            #expect(regional.status == .live)
        }
    }

    @Test(arguments: [(19_800, "live"), (19_799, "BEYOND_REGION_LIMIT")])
    func `depth is measured by what the storefront asks`(priceFen: Int64, outcome: String) async throws {
        try await TestBrand.withStorefront { test in
            try await limit(1000, nil, test)
            let bundle = #"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"L","units":2}],"priceFen":\#(priceFen)}"#
            // A at 120.00 as the storefront sells it, and two L at the list price of 50.00, which it doesn't.
            let sheet = try sheet(bundle)
            #expect(try await submitted(sheet, test) == outcome)
        }
    }

    @Test func `without limits headquarters' policy is none of its affair`() async throws {
        try await TestBrand.withStorefront { test in
            let own = try TestBrand.sheet(owner: "D-110105", offFen: 9000, budgetFen: nil)
            let regional = try TestBrand.sheet(offFen: 9000)
            #expect(try await submitted(own, test) == "live")
            #expect(try await test.run(regional).status == .submitted)
        }
    }

    @Test func `a refusal says what is allowed`() {
        let limits = StorefrontCampaignLimits(maxOffBps: 1000, maxBudgetFen: nil)
        let reason = CampaignRefusal.beyondRegionLimit(limits, offBps: 1001, amountFen: 5).reason
        #expect(reason.figures == [Figure("maxOffBps", 1000), Figure("offBps", 1001), Figure("budgetFen", 5)])
    }

    @Test(arguments: [
        #"{"kind":"points","earnBps":100,"redeemFenPerPoint":1,"maxShareBps":3000}"#,
        #"{"kind":"storedValue","principalFen":100000,"bonusFen":1000,"expiresAfterDays":90}"#,
        #"{"kind":"tiered","basis":"period","mode":"incremental","tiers":[{"fromUnits":60,"rebateFenPerUnit":10}]}"#,
        #"{"kind":"luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"minFen":1,"maxFen":9}]}"#,
        #"{"kind":"blindBox","priceFen":9900,"pool":[{"sku":"A","weightBps":10000,"units":9}],"publishedOdds":true}"#,
    ])
    func `kinds that a storefront hasn't are refused`(_ component: String) async throws {
        try await TestBrand.withStorefront { test in
            let sheet = try sheet(component)
            await #expect(throws: CampaignRefusal.kindForStores) { try await test.make(sheet, by: "D-110105") }
        }
    }

    @Test func `it is for stores of its own and tiers that stores are in`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let threshold = #"{"kind":"threshold","tiers":[{"minFen":10000,"offFen":1}]}"#
            func refusal(_ audience: String) async throws -> [String] {
                let sheet = try sheet(threshold, audience: audience)
                do {
                    _ = try await test.make(sheet, by: "D-110105")
                    return []
                } catch let refusal as any Refusal {
                    return refusal.reason.faults.map { $0.pointer + " " + $0.code }
                }
            }
            let own = try await refusal(#"{"organizations":["S-110105-002","S-110105-001"],"tiers":["core","potential","nurture"]}"#)
            let others = try await refusal(#"{"organizations":["S-110105-001","D-110106","R-11","NONE"]}"#)
            let tiers = try await refusal(#"{"tiers":["core","gold"]}"#)
            #expect(own == [])
            #expect(others == [1, 2, 3].map { "/audience/organizations/\($0) UNKNOWN_ORGANIZATION" })
            #expect(tiers == ["/audience/tiers/1 UNKNOWN_TIER"])
        }
    }
}
