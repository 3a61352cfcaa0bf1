import Commerce
@testable import Operations
import TestSupport
import Testing

/// A distributor's campaign keeps to its region's limits as they are, not as they were when it was submitted.
struct RegionLimitChangeTests {
    private func limit(_ maxOffBps: Int64?, _ maxBudgetFen: Int64?, _ test: TestBrand) async throws {
        let policy = StorefrontPolicy(regionStock: false, maxOffBps: maxOffBps, maxBudgetFen: maxBudgetFen)
        _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.putStorefrontPolicy(policy, of: Code(stored: "R-11")) }
    }

    /// The newest step of a campaign's trail.
    private func newest(_ id: CampaignID, _ test: TestBrand) async throws -> String {
        let step = try #require(try await test.brand.campaignAudit(of: id, page: PageRequest(), as: try test.caller("D-110105")).items.first)
        return "\(step.action.rawValue) by \(step.actor) \(step.detail)"
    }

    @Test func `what goes beyond limits that its region lowers is paused, and told why`() async throws {
        try await TestBrand.withStorefront { test in
            let dear = try await test.run(try TestBrand.sheet(owner: "D-110105", offFen: 1001, budgetFen: 50_000), by: "D-110105").id
            let within = try await test.run(try TestBrand.sheet(owner: "D-110105", offFen: 1000, budgetFen: 50_000), by: "D-110105").id
            let later = try await test.run(try TestBrand.sheet(owner: "D-110105", offFen: 2000, budgetFen: 50_000, from: "2026-02-01T00:00:00Z"), by: "D-110105").id
            let regions = try await test.run(try TestBrand.sheet(offFen: 1001)).id
            try await limit(1000, 50_000, test)
            for paused in [dear, later] { #expect(try await test.campaign(paused).status == .paused) }
            for live in [within, regions] { #expect(try await test.campaign(live).status == .live) }
            #expect(try await newest(dear, test) == #"pause by system {"reason":"BEYOND_REGION_LIMIT","maxOffBps":1000,"offBps":1001,"maxBudgetFen":50000,"budgetFen":50000}"#)
            // Ten yuan off 120.00 are cut to what leaves the distributor its margin on what costs it 100.00.
            #expect(try await test.bought(["A": 1]).totalFen == 11_112)
            // It isn't resumed until it may be.
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.resumeCampaign(dear) } == "BEYOND_REGION_LIMIT")
            #expect(try await test.campaign(dear).status == .paused)
            try await limit(1001, 50_000, test)
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.resumeCampaign(dear) } == nil)
            #expect(try await test.campaign(dear).status == .live)
        }
    }

    @Test func `one whose start comes when the limits are others is paused instead of begun`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.run(try TestBrand.sheet(owner: "D-110105", offFen: 1001, from: "2026-01-16T00:00:00Z"), by: "D-110105").id
            let other = try await test.run(try TestBrand.sheet(owner: "D-110105", offFen: 1000, from: "2026-01-16T00:00:00Z"), by: "D-110105").id
            // Behind the back of who would pause it at once.
            try await test.sql("INSERT INTO tributary.storefront_policies (organization_id, max_off_bps, updated_at) VALUES (\(try test.caller("R-11").organization.rawValue), 1000, now())")
            test.clock.advance(days: 2)
            #expect(try await test.brand.turnCampaigns() == 2)
            #expect(try await test.campaign(id).status == .paused)
            #expect(try await test.campaign(other).status == .live)
            #expect(try await newest(id, test).hasPrefix(#"pause by system {"reason":"BEYOND_REGION_LIMIT""#))
            #expect(try await test.brand.turnCampaigns() == 0)
        }
    }

    @Test func `a distributor that raises its prices under a campaign's is measured by the new ones`() async throws {
        try await TestBrand.withStorefront { test in
            try await limit(1000, nil, test)
            // A at 120.00: a tenth off is 108.00.
            let sale = #"{"kind":"flashSale","sku":"A","priceFen":11250,"quotaUnits":60}"#
            let text = #"{"name":"x","component":\#(sale),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}"#
            let id = try await test.run(try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "D-110105")), by: "D-110105").id
            func price(_ fen: Int64) async throws {
                let items = [StorefrontItem(sku: Code(stored: "A"), priceFen: fen)]
                _ = try await test.brand.work(for: try test.caller("D-110105")) { try await $0.putStorefrontAssortment(items, of: Code(stored: "D-110105")) }
            }
            try await price(12_500)
            #expect(try await test.campaign(id).status == .live)
            try await price(12_501)
            #expect(try await test.campaign(id).status == .paused)
        }
    }
}
