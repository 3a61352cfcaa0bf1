import Commerce
import Operations
import TestSupport
import Testing

struct CampaignLifeTests {
    @Test func `a campaign within the policy is live as soon as it is submitted, and priced with at once`() async throws {
        try await TestBrand.with { test in
            let draft = try await test.make(try TestBrand.sheet())
            #expect(draft.status == .draft)
            #expect(try test.priced().isEmpty)
            let live = try await test.submit(draft.id)
            #expect(live.status == .live && live.submittedAt == nil && live.dueAt == nil)
            #expect(try test.priced() == [draft.id])
            #expect(try test.priced("R-31").isEmpty)
            let book = test.brand.catalog.current.campaigns
            #expect(book[draft.id]?.campaign.id == Code(stored: draft.id.external))
            #expect(book[draft.id]?.campaign.definition.audience.organizations.map(\.text) == ["R-11"])
            #expect(try await test.trail(draft.id) == [
                "create -→draft v1 R-11", "submit draft→submitted v1 R-11", "approve submitted→approved v1 system", "start approved→live v1 system",
            ])
            #expect(try await test.events(about: "R-11") == ["campaign.submitted", "campaign.approved", "campaign.live"])
        }
    }

    @Test func `another server prices with it once it is told, and so does one that starts`() async throws {
        try await TestBrand.with { test in
            let live = try await test.run(try TestBrand.sheet())
            try await test.anotherServer { other in
                #expect(try other.priced() == [live.id])
                _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.pauseCampaign(live.id) }
                try await other.brand.catalog.reload([.campaigns])
                #expect(try other.priced().isEmpty)
            }
        }
    }

    @Test func `the clock starts and ends it, as the system`() async throws {
        try await TestBrand.with { test in
            let view = try await test.run(try TestBrand.sheet(from: "2026-01-15T03:00:00Z", to: "2026-01-15T05:00:00Z"))
            #expect(view.status == .scheduled)
            // Its schedule says when: it is priced with already.
            #expect(try test.priced() == [view.id])
            #expect(try await test.brand.turnCampaigns() == 0)
            test.clock.advance(minutes: 59)
            #expect(try await test.brand.turnCampaigns() == 0)
            test.clock.advance(minutes: 1)
            #expect(try await test.brand.turnCampaigns() == 1)
            #expect(try await test.campaign(view.id).status == .live)
            #expect(try await test.brand.turnCampaigns() == 0)
            test.clock.advance(minutes: 119)
            #expect(try await test.brand.turnCampaigns() == 0)
            test.clock.advance(minutes: 1)
            #expect(try await test.brand.turnCampaigns() == 1)
            #expect(try await test.campaign(view.id).status == .ended)
            #expect(try test.priced().isEmpty)
            #expect(try await test.trail(view.id).suffix(3) == ["schedule approved→scheduled v1 system", "start scheduled→live v1 system", "end live→ended v1 system"])
            #expect(try await test.events(about: "R-11").suffix(2) == ["campaign.live", "campaign.ended"])
        }
    }

    @Test func `one whose start and end have both passed unseen is ended`() async throws {
        try await TestBrand.with { test in
            let view = try await test.run(try TestBrand.sheet(from: "2026-01-15T03:00:00Z", to: "2026-01-15T05:00:00Z"))
            test.clock.advance(days: 2)
            #expect(try await test.brand.turnCampaigns() == 1)
            #expect(try await test.trail(view.id).last == "end scheduled→ended v1 system")
        }
    }

    @Test func `it is paused, resumed and ended by its owner or by headquarters`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet()).id
            let (owner, above) = (try test.caller("R-11"), try test.caller("HQ"))
            #expect(try await test.brand.work(for: above) { try await $0.pauseCampaign(id) }.status == .paused)
            #expect(try test.priced().isEmpty)
            #expect(try await test.brand.work(for: owner) { try await $0.resumeCampaign(id) }.status == .live)
            #expect(try test.priced() == [id])
            #expect(try await test.brand.work(for: owner) { try await $0.endCampaign(id) }.status == .ended)
            #expect(try test.priced().isEmpty)
            for step in ["pause", "resume", "end", "submit"] {
                let code = try await test.refusal(of: "R-11") { work in
                    switch step {
                    case "pause": _ = try await work.pauseCampaign(id)
                    case "resume": _ = try await work.resumeCampaign(id)
                    case "end": _ = try await work.endCampaign(id)
                    default: _ = try await work.submitCampaign(id)
                    }
                }
                #expect(code == "CAMPAIGN_STATE", "\(step)")
            }
        }
    }

    @Test func `one that was paused before its start is resumed into waiting for it, and one whose end came meanwhile not at all`() async throws {
        try await TestBrand.with { test in
            let owner = try test.caller("R-11")
            let id = try await test.run(try TestBrand.sheet(from: "2026-01-16T00:00:00Z", to: "2026-01-17T00:00:00Z")).id
            _ = try await test.brand.work(for: owner) { try await $0.pauseCampaign(id) }
            #expect(try await test.brand.work(for: owner) { try await $0.resumeCampaign(id) }.status == .scheduled)
            _ = try await test.brand.work(for: owner) { try await $0.pauseCampaign(id) }
            test.clock.advance(days: 2)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.resumeCampaign(id) } == "CAMPAIGN_OVER")
        }
    }

    @Test func `what can't begin any more is not submitted`() async throws {
        try await TestBrand.with { test in
            let id = try await test.make(try TestBrand.sheet(to: "2026-01-15T02:00:00Z")).id
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.submitCampaign(id) } == "CAMPAIGN_OVER")
            #expect(try await test.campaign(id).status == .draft)
        }
    }

    @Test func `a campaign that can't be read any more is left out, and the others stay`() async throws {
        try await TestBrand.with { test in
            let broken = try await test.run(try TestBrand.sheet())
            let sound = try await test.run(try TestBrand.sheet(name: "另一个"))
            try await test.sql("UPDATE tributary.campaign_versions SET definition = '{}' WHERE campaign_id = \(broken.id.rawValue)")
            try await test.brand.catalog.reloadAll()
            #expect(try test.priced() == [sound.id])
        }
    }
}
