import Commerce
import Operations
import TestSupport
import Testing

struct CampaignVersionTests {
    @Test func `a next version takes the place of the one in force once it is approved`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet()).id
            let deeper = try test.change(#"{"component":{"kind":"threshold","tiers":[{"minFen":10000,"offFen":5000}]}}"#)
            let prepared = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, deeper) }
            #expect(prepared.status == .live && prepared.version == 1 && prepared.next?.version == 2)
            #expect(test.brand.catalog.current.campaigns[id]?.campaign.version == 1)
            let waiting = try await test.submit(id)
            #expect(waiting.status == .live && waiting.dueAt != nil && waiting.version == 1)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.prepareNextVersion(of: id, deeper) } == "CAMPAIGN_NOT_DRAFT")
            let approved = try await test.approve(id)
            #expect(approved.status == .live && approved.version == 2 && approved.next == nil && approved.dueAt == nil)
            let priced = try #require(test.brand.catalog.current.campaigns[id])
            #expect(priced.campaign.version == 2)
            guard case .threshold(let threshold) = priced.campaign.definition.component else { throw CampaignRefusal.templateKind }
            #expect(threshold.tiers.map(\.reward) == [.offFen(5000)])
            #expect(try await test.trail(id).suffix(3) == ["version live→live v2 R-11", "submit live→live v2 R-11", "approve live→live v2 HQ"])
            // The first version stays as it was.
            #expect(try await test.value("SELECT definition FROM tributary.campaign_versions WHERE version = 1")?.contains(#""offFen":100}"#) == true)
        }
    }

    @Test func `a next version within the policy counts as soon as it is submitted, and may wait for a later start`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet()).id
            let later = try test.change(#"{"schedule":{"startsAt":"2026-02-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}"#)
            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, later) }
            let view = try await test.submit(id)
            #expect(view.status == .scheduled && view.version == 2)
            #expect(test.brand.catalog.current.campaigns[id]?.campaign.version == 2)
        }
    }

    @Test func `a rejected next version is prepared anew, and the one in force counts all the while`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet()).id
            let unlimited = try test.change(#"{"budget":{}}"#)
            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, unlimited) }
            _ = try await test.submit(id)
            let rejected = try await test.brand.work(for: try test.caller("HQ")) { try await $0.rejectCampaign(id, reason: "x") }
            #expect(rejected.status == .live && rejected.nextVersion == 2 && rejected.dueAt == nil)
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.approveCampaign(id) } == "CAMPAIGN_STATE")
            let limited = try test.change(#"{"budget":{"amountFen":7}}"#)
            let again = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, limited) }
            #expect(again.nextVersion == 2)
            #expect(try await test.submit(id).version == 2)
            #expect(test.brand.catalog.current.campaigns[id]?.campaign.definition.budget.amountFen == 7)
        }
    }

    @Test func `without a next version there is nothing to submit, and its kind stays`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet()).id
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.submitCampaign(id) } == "CAMPAIGN_STATE")
            let coupon = try test.change(#"{"component":{"kind":"coupon","code":"C1","offFen":1}}"#)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.prepareNextVersion(of: id, coupon) } == "FIXED_FIELD")
            let owner = try test.change(#"{"owner":"HQ"}"#)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.prepareNextVersion(of: id, owner) } == "FIXED_FIELD")
        }
    }

    @Test func `who the campaign is only published to sees no next version, no decision and no issued codes`() async throws {
        try await TestBrand.with { test in
            let text = """
                {"name":"券","component":{"kind":"coupon","codes":["SECRET-1","SECRET-2"],"offBps":100},"budget":{"amountFen":1},
                "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}}
                """
            let id = try await test.run(try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-11"))).id
            let change = try test.change(#"{"budget":{}}"#)
            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, change) }
            _ = try await test.submit(id)
            let own = try await test.campaign(id, as: "R-11")
            #expect(own.next != nil && own.dueAt != nil && "\(own.definition as Any)".contains("SECRET-1"))
            for client in ["D-110105", "S-110105-001"] {
                let published = try await test.campaign(id, as: client)
                #expect(published.next == nil && published.nextVersion == nil && published.dueAt == nil && published.submittedAt == nil)
                #expect(published.definition?["component"] != nil && !"\(published.definition as Any)".contains("SECRET"))
            }
        }
    }
}
