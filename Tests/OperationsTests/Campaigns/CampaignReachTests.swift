import Commerce
import Operations
@testable import TestSupport
import Testing

struct CampaignReachTests {
    @Test func `the region next door sees nothing, whoever is below what was published`() async throws {
        try await TestBrand.with { test in
            let draft = try await test.make(try TestBrand.sheet()).id
            let live = try await test.run(try TestBrand.sheet(name: "已发布")).id
            for (client, seen) in [("HQ", [live, draft]), ("R-11", [live, draft]), ("D-110105", [live]), ("S-110105-001", [live]), ("R-31", []), ("D-310101", [])] {
                let page = try await test.brand.campaigns(status: nil, kind: nil, page: PageRequest(), as: try test.caller(client))
                #expect(page.items.map(\.id) == seen, "\(client)")
                for id in [draft, live] where !seen.contains(id) {
                    await #expect(throws: CampaignRefusal.unknown, "\(client)") { try await test.campaign(id, as: client) }
                    await #expect(throws: CampaignRefusal.unknown, "\(client)") {
                        try await test.brand.campaignAudit(of: id, page: PageRequest(), as: try test.caller(client))
                    }
                }
            }
            await #expect(throws: CampaignRefusal.anothers) { try await test.brand.campaignAudit(of: live, page: PageRequest(), as: try test.caller("D-110105")) }
            #expect(try await test.refusal(of: "R-31") { _ = try await $0.endCampaign(live) } == "NOT_FOUND")
            let above = try await test.run(try TestBrand.sheet(owner: "HQ"), by: "HQ").id
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.endCampaign(above) } == "NOT_PERMITTED")
        }
    }

    @Test func `lists are filtered by status and kind, newest first, page by page`() async throws {
        try await TestBrand.with { test in
            var ids: [CampaignID] = []
            for number in 1...5 { ids.append(try await test.make(try TestBrand.sheet(name: "\(number)")).id) }
            _ = try await test.submit(ids[1])
            let caller = try test.caller("R-11")
            let first = try await test.brand.campaigns(status: nil, kind: .threshold, page: PageRequest(limit: 3), as: caller)
            #expect(first.items.map(\.id) == [ids[4], ids[3], ids[2]])
            let second = try await test.brand.campaigns(status: nil, kind: nil, page: PageRequest(limit: 3, after: first.next), as: caller)
            #expect(second.items.map(\.id) == [ids[1], ids[0]] && second.next == nil)
            #expect(try await test.brand.campaigns(status: .live, kind: nil, page: PageRequest(), as: caller).items.map(\.id) == [ids[1]])
            #expect(try await test.brand.campaigns(status: nil, kind: .coupon, page: PageRequest(), as: caller).items.isEmpty)
        }
    }

    @Test func `a region runs campaigns for itself and whoever is below it, over SKUs that it sees`() async throws {
        var brand = BrandDraft.small
        brand.skus += [.init(code: "X-11", owner: "R-11"), .init(code: "X-31", owner: "R-31"), .init(code: "DRAFT", status: "draft")]
        try await TestBrand.with(brand) { test in
            for (sku, isKnown) in [("A", true), ("X-11", true), ("X-31", false), ("DRAFT", false), ("NONE", false)] {
                let sheet = try TestBrand.sheet(sku: sku)
                let code = try await test.refusal(of: "R-11") { _ = try await $0.createCampaign(sheet) }
                #expect(code == (isKnown ? nil : "UNKNOWN_SKU"), "\(sku)")
            }
            for (owner, by, code) in [("R-31", "R-11", "NOT_FOUND"), ("HQ", "R-11", "NOT_FOUND"), ("NONE", "HQ", "NOT_FOUND"), ("D-110105", "R-11", "NOT_PERMITTED"), ("S-110105-001", "R-11", "WRONG_KIND"), ("R-31", "HQ", nil)] {
                let sheet = try TestBrand.sheet(owner: owner)
                #expect(try await test.refusal(of: by) { _ = try await $0.createCampaign(sheet) } == code, "\(owner) by \(by)")
            }
            let text = """
                {"name":"x","component":{"kind":"threshold","scope":{"skus":["A","Q"]},"tiers":[{"minFen":10000,"offFen":1}]},
                "audience":{"organizations":["D-110106","D-310101","S-110105-001","HQ","NONE"]},
                "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}
                """
            let sheet = try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-11"))
            await #expect(throws: CampaignRefusal.places(
                unknownSKUs: ["/component/scope/skus/1"],
                outOfReach: ["/audience/organizations/1", "/audience/organizations/3", "/audience/organizations/4"])
            ) { try await test.make(sheet) }
        }
    }
}
