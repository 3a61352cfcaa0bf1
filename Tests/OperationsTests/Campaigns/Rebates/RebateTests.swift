import Commerce
import Operations
import TestSupport
import Testing

/// Period rebates on bottles of L: 50 fen from the twelfth on, 80 from the 24th.
@Suite(.timeLimit(.minutes(20))) struct RebateTests {
    /// Bottles received one delivery after the other, and what they have earned by then.
    private static let steps: [String: [(units: Int64, fen: Int)]] = [
        "whole": [(11, 0), (12, 600), (13, 650), (23, 1150), (24, 1920), (25, 2000)],
        "incremental": [(11, 0), (12, 50), (13, 100), (23, 600), (24, 680), (25, 760)],
    ]

    @Test(arguments: ["whole", "incremental"])
    func `a tier is reached by its first bottle, and only the difference is posted`(mode: String) async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(mode: mode)
            let before = try await test.money().balanceFen
            var received: Int64 = 0
            for step in try #require(Self.steps[mode]) {
                try await test.receive(step.units - received)
                received = step.units
                _ = try await test.brand.postRebates()
                #expect(try await test.rebatedFen() == step.fen, "\(step.units)")
                #expect(try await test.brand.postRebates() == 0)
            }
            let fen = mode == "whole" ? 2000 : 760
            #expect(try await test.rebates(of: campaign) == ["D-110105 25 \(fen) \(fen) 0 2"])
            #expect(try await test.money().balanceFen == before - 25 * 5000 + Int64(fen))
            try await test.expectCleanAudit()
        }
    }

    @Test func `what was only ordered or sent earns nothing yet, and a gift never does`() async throws {
        try await TestBrand.with { test in
            try await test.launch(CampaignGiftTests.gift, 801)
            let campaign = try await test.launchRebate(scope: "{}")
            _ = try await test.place(["L": 30])
            let sent = try await test.place(["L": 30])
            try await test.sendOff(sent.id, deliver: false)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.rebates(of: campaign).isEmpty)
            // Twelve of A, with two of L as a gift.
            try await test.receive(12, of: "A")
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `only goods in its scope and distributors in its audience count, whatever order the goods came with`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(owner: "HQ", audience: #"{"organizations":["R-11"],"tiers":["gold"]}"#)
            for buyer in ["D-110105", "D-110106", "D-310101"] {
                try await test.receive(12, by: buyer)
                try await test.receive(12, of: "A", by: buyer)
            }
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
        }
    }

    @Test func `what came before the period or after it doesn't count`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate()
            try await test.receive(12)
            test.clock.advance(days: 1)
            try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(test.clock.now.rfc3339)', ends_at = '\(test.clock.now.adding(days: 1).rfc3339)'")
            try await test.receive(13)
            test.clock.advance(days: 1)
            // The end is the first moment that doesn't count any more.
            try await test.receive(14)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 13 650 650 0 1"])
        }
    }

    @Test func `one that is ended early counts until then, and one that is paused posts later`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate()
            try await test.receive(12)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.pauseCampaign(campaign) } == nil)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.resumeCampaign(campaign) } == nil)
            test.clock.advance(minutes: 1)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.endCampaign(campaign) } == nil)
            try await test.receive(12)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
        }
    }

    @Test func `what comes back is carried, never taken, and the next posting makes up for it`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate()
            let order = try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            try await test.giveBack(12, order)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 1920 -1320 1"])
            try await test.receive(11)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.rebates(of: campaign) == ["D-110105 23 1150 1920 -770 1"])
            try await test.receive(2)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 25 2000 2000 0 2"])
            #expect(try await test.rebatedFen() == 2000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a return of a delivery from before the period takes nothing from it`() async throws {
        try await TestBrand.with { test in
            let order = try await test.receive(12)
            test.clock.advance(days: 1)
            let campaign = try await test.launchRebate()
            try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(test.clock.now.rfc3339)'")
            try await test.receive(12)
            try await test.giveBack(5, order)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 12 600 600 0 1"])
        }
    }

    @Test func `the next period's rebate makes up for what the last one carries`() async throws {
        try await TestBrand.with { test in
            let first = try await test.launchRebate()
            let order = try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            test.clock.advance(days: 1)
            let now = test.clock.now
            try await test.sql("UPDATE tributary.campaigns SET ends_at = '\(now.rfc3339)', status = 'ended' WHERE id = 901")
            let next = try await test.launchRebate(902)
            // Another owner's has nothing to do with it.
            let anothers = try await test.launchRebate(903, owner: "HQ")
            try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(now.rfc3339)' WHERE id IN (902, 903)")
            try await test.giveBack(24, order)
            try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: first) == ["D-110105 0 0 1920 0 -"])
            #expect(try await test.rebates(of: next) == ["D-110105 24 1920 0 0 2"])
            #expect(try await test.rebates(of: anothers) == ["D-110105 24 1920 1920 0 2"])
            try await test.receive(1)
            #expect(try await test.brand.postRebates() == 2)
            #expect(try await test.rebates(of: next) == ["D-110105 25 2000 80 0 2"])
            #expect(try await test.rebatedFen() == 1920 + 80 + 2000)
            try await test.expectCleanAudit()
        }
    }
}
