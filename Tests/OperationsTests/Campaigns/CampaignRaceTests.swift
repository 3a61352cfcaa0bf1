import Commerce
import Operations
import TestSupport
import Testing

struct CampaignRaceTests {
    @Test func `of many submissions at once on two servers one counts`() async throws {
        try await TestBrand.with { test in
            let id = try await test.make(try TestBrand.sheet()).id
            try await test.anotherServer { other in
                let servers = [test, other]
                let outcomes = await TestBrand.atOnce(8) { try await servers[$0 % 2].submit(id) }
                let live = outcomes.count { outcome in if case .success(let view) = outcome { view.status == .live } else { false } }
                #expect(live == 1)
                for case .failure(let error) in outcomes {
                    let code = (error as? CampaignRefusal)?.reason.code
                    #expect(code == "CAMPAIGN_STATE", "\(error)")
                }
                let trail = try await test.trail(id)
                #expect(trail.count { $0.hasPrefix("submit") } == 1 && trail.count { $0.hasPrefix("start") } == 1)
            }
        }
    }

    @Test func `a next version that is approved while the campaign is ended comes before, or not at all`() async throws {
        try await TestBrand.with { test in
            for round in 0..<6 {
                let id = try await test.run(try TestBrand.sheet(name: "\(round)")).id
                let change = try test.change(#"{"budget":{}}"#)
                _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: id, change) }
                _ = try await test.submit(id)
                let owner = try test.caller("R-11")
                let outcomes = await TestBrand.atOnce(2) { index in
                    index == 0 ? try await test.approve(id) : try await test.brand.work(for: owner) { try await $0.endCampaign(id) }
                }
                let view = try await test.campaign(id)
                #expect(view.status == .ended && view.next == nil && view.dueAt == nil)
                let approvals = try await test.trail(id).count { $0.hasPrefix("approve") && $0.contains("v2") }
                #expect(view.version == (approvals == 1 ? 2 : 1))
                let done = outcomes.count { outcome in if case .success = outcome { true } else { false } }
                #expect(done == 1 + approvals)
                let priced = try test.priced()
                #expect(!priced.contains(id))
            }
        }
    }

    @Test func `however many servers turn campaigns at once, each moves on once`() async throws {
        try await TestBrand.with { test in
            var ids: [CampaignID] = []
            for number in 0..<6 { ids.append(try await test.run(try TestBrand.sheet(name: "\(number)", from: "2026-01-15T03:00:00Z")).id) }
            test.clock.advance(minutes: 60)
            try await test.anotherServer { other in
                let servers = [test, other]
                let moved = await TestBrand.atOnce(6) { try await servers[$0 % 2].brand.turnCampaigns() }
                let total = try moved.reduce(0) { try $0 + $1.get() }
                #expect(total == 6)
                for id in ids {
                    let starts = try await test.trail(id).count { $0.hasPrefix("start") }
                    #expect(starts == 1)
                }
            }
        }
    }
}
