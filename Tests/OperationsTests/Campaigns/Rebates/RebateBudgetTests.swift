import Commerce
import Operations
import TestSupport
import Testing

/// What limits and other servers do to period rebates, and who is told of them.
@Suite(.timeLimit(.minutes(20))) struct RebateBudgetTests {
    @Test func `a posting is cut back to the budget, and a later version that raises it posts the rest`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(budget: #"{"amountFen":2500}"#)
            for buyer in ["D-110105", "D-110106"] { try await test.receive(24, by: buyer) }
            #expect(try await test.brand.postRebates() == 2)
            #expect(try await test.rebates(of: campaign) == ["D-110105 24 1920 1920 0 2", "D-110106 24 1920 580 0 2"])
            #expect(try await test.brand.postRebates() == 0)
            let spent = try await test.brand.campaignResults(of: campaign, as: test.caller("R-11"))
            #expect([spent.discountFen, spent.postedFen, spent.heldFen, spent.budgetLeftFen, spent.units, spent.distributors] == [2500, 2500, 0, 0, 48, 2])
            _ = try await test.launchRebate(budget: #"{"amountFen":9000,"perBuyerFen":1900,"uses":9}"#, version: 2)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign).last == "D-110106 24 1920 1900 0 2")
            let results = try await test.brand.campaignResults(of: campaign, as: test.caller("R-11"))
            #expect([results.discountFen, results.budgetLeftFen, results.usesLeft, results.orders] == [3820, 5180, 7, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a day's limit is free again on the next`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(budget: #"{"perDayFen":1000}"#)
            try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.brand.postRebates() == 0)
            #expect(try await test.rebatedFen() == 1000)
            test.clock.advance(days: 1)
            #expect(try await test.brand.postRebates() == 1)
            #expect(try await test.rebates(of: campaign) == ["D-110105 24 1920 1920 0 2"])
        }
    }

    @Test func `two servers that post at once post once`() async throws {
        try await TestBrand.with { test in
            let campaigns = [try await test.launchRebate(budget: #"{"amountFen":3000}"#), try await test.launchRebate(902, owner: "HQ", audience: #"{"organizations":["HQ"]}"#)]
            for buyer in ["D-110105", "D-110106"] { try await test.receive(24, by: buyer) }
            try await test.anotherServer { other in
                let posted = await TestBrand.atOnce(8) { index in try await (index % 2 == 0 ? test : other).brand.postRebates() }
                let postings = try posted.reduce(0) { $0 + (try $1.get()) }
                #expect(postings == 4)
            }
            #expect(try await test.rebates(of: campaigns[0]) == ["D-110105 24 1920 1920 0 2", "D-110106 24 1920 1080 0 2"])
            #expect(try await test.rebates(of: campaigns[1]) == ["D-110105 24 1920 1920 0 2", "D-110106 24 1920 1920 0 2"])
            #expect(try await test.count("SELECT count(*) FROM tributary.account_transfers WHERE kind = 'rebate'") == 4)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a rebate is an entry of the account and an event, and each sees its own`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate(owner: "HQ", audience: #"{"organizations":["HQ"]}"#)
            for buyer in ["D-110105", "D-310101"] { try await test.receive(12, by: buyer) }
            #expect(try await test.brand.postRebates() == 2)
            let entry = try #require(try await test.brand.accountEntries(of: Code(stored: "D-110105"), page: PageRequest(), as: test.caller("D-110105")).items.first)
            #expect(entry.kind == .rebate && entry.amountFen == 600 && entry.reference == campaign.external)
            #expect(try await test.events().filter { $0 == "account.rebatePosted" }.count == 2)
            #expect(try await test.rebates(of: campaign, as: "D-110105") == ["D-110105 12 600 600 0 1"])
            #expect(try await test.rebates(of: campaign, as: "R-31") == ["D-310101 12 600 600 0 1"])
            #expect(try await test.rebates(of: campaign, as: "S-110105-001").isEmpty)
            #expect(try await test.rebates(of: campaign).count == 2)
        }
    }

    @Test func `a region's rebate isn't there for another region, and a quote says that it comes afterwards`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate()
            try await test.receive(12)
            #expect(try await test.brand.postRebates() == 1)
            for other in ["R-31", "D-310101"] {
                await #expect(throws: CampaignRefusal.unknown) { try await test.rebates(of: campaign, as: other) }
            }
            #expect(try await test.quote(["L": 12]).outcome(of: campaign) == "AFTERWARDS")
        }
    }

    @Test func `a statement is posted to for 90 days after the end`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchRebate()
            let order = try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            test.clock.advance(days: 1)
            try await test.sql("UPDATE tributary.campaigns SET ends_at = '\(test.clock.now.rfc3339)', status = 'ended'")
            test.clock.advance(days: 89)
            try await test.giveBack(1, order)
            _ = try await test.brand.postRebates()
            #expect(try await test.rebates(of: campaign) == ["D-110105 23 1150 1920 -770 1"])
            test.clock.advance(days: 1)
            try await test.giveBack(1, order)
            _ = try await test.brand.postRebates()
            #expect(try await test.rebates(of: campaign) == ["D-110105 23 1150 1920 -770 1"])
        }
    }
}
