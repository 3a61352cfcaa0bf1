import Commerce
import Operations
import TestSupport
import Testing

/// What campaigns brought that give otherwise than off an order, and what is left of theirs after returns.
@Suite(.timeLimit(.minutes(20))) struct CampaignResultsOfKindsTests {
    private func results(_ campaign: CampaignID, _ test: TestBrand) async throws -> CampaignResults {
        try await test.brand.campaignResults(of: campaign, as: try test.caller("R-11"))
    }

    private func begin(_ campaign: CampaignID, daysAgo: Int64, _ test: TestBrand) async throws {
        try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(test.clock.now.adding(days: -daysAgo).rfc3339)' WHERE id = \(campaign.rawValue)")
    }

    @Test func `a draw's money, the bottles it gave, and who drew`() async throws {
        try await TestBrand.with { test in
            let prizes = #"[{"weightBps":5000,"minFen":500,"maxFen":500},{"weightBps":5000,"sku":"B","stock":9}]"#
            let campaign = try await test.openDraw(#"{"kind":"luckyDraw","tokenSource":"game","prizes":\#(prizes)}"#, budget: #"{"amountFen":20000,"uses":30}"#)
            try await test.handIn(8, to: campaign)
            try await test.handIn(1, to: campaign, for: "D-110106", named: "u")
            var won: [DrawView] = []
            for place in 0..<8 { won.append(try await test.draw("t-\(place)", of: campaign)) }
            won.append(try await test.draw("u-0", of: campaign, by: "D-110106"))
            let fen = won.reduce(0) { $0 + $1.fen }
            let found = try await results(campaign, test)
            #expect([found.discountFen, found.postedFen, found.heldFen, found.budgetLeftFen] == [fen, fen, 0, 20_000 - fen])
            #expect([found.orders, found.units, found.usesLeft, found.distributors] == [0, 9 - fen / 500, 21, 2])
        }
    }

    @Test func `what was won and reversed isn't given, though it stays spent`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(
                #"{"kind":"luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"minFen":500,"maxFen":500}]}"#, budget: #"{"amountFen":20000}"#)
            let order = try await test.receive(12, of: "A")
            #expect(try await test.draw(order.external, of: campaign).fen == 500)
            #expect(try await results(campaign, test).discountFen == 500)
            _ = try await test.giveBack(12, of: "A", order)
            let found = try await results(campaign, test)
            #expect([found.discountFen, found.postedFen, found.budgetLeftFen] == [0, 0, 19_500])
        }
    }

    @Test func `a top-up's bonus, or its gift at list price`() async throws {
        try await TestBrand.with { test in
            let bonus = try await test.launch(TestBrand.offer, 901, budget: #"{"amountFen":9000,"uses":5}"#)
            try await test.topUp(bonus, 2)
            try await test.topUp(bonus, by: "D-110106")
            let gift = try await test.launch(#"{"kind":"storedValue","principalFen":10000,"gift":{"sku":"L","units":2}}"#, 902, budget: #"{"amountFen":50000}"#)
            try await test.topUp(gift, 3)
            let first = try await results(bonus, test)
            #expect([first.discountFen, first.postedFen, first.heldFen, first.budgetLeftFen] == [3000, 3000, 0, 6000])
            #expect([first.usesLeft, first.units, first.distributors] == [2, 0, 2])
            let second = try await results(gift, test)
            #expect([second.discountFen, second.budgetLeftFen, second.units, second.distributors] == [30_000, 20_000, 6, 1])
        }
    }

    @Test func `points at what they pay, less those that a return took back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            let campaign = try await test.launch(TestBrand.points, 901, budget: #"{"amountFen":8000,"uses":5}"#)
            let order = try await test.receive(12, of: "A")
            let before = try await results(campaign, test)
            #expect([before.discountFen, before.postedFen, before.budgetLeftFen] == [6000, 6000, 2000])
            #expect([before.orders, before.usesLeft, before.distributors] == [1, 4, 1])
            _ = try await test.giveBack(6, of: "A", order)
            let after = try await results(campaign, test)
            #expect([after.discountFen, after.budgetLeftFen, after.orders] == [3000, 5000, 1])
        }
    }

    @Test func `a period rebate is compared by the goods that it counts`() async throws {
        try await TestBrand.with { test in
            _ = try await test.place(["L": 14])
            _ = try await test.place(["A": 6])
            try await test.sql("UPDATE tributary.orders SET placed_at = placed_at - interval '20 days'")
            let campaign = try await test.launchRebate(budget: #"{"amountFen":9000}"#)
            try await begin(campaign, daysAgo: 7, test)
            let order = try await test.receive(24)
            #expect(try await test.brand.postRebates() == 1)
            try await test.giveBack(3, order)
            let found = try await results(campaign, test)
            #expect([found.discountFen, found.budgetLeftFen] == [1920, 7080])
            // Fourteen in four weeks are half a bottle a day, 21 kept in one week are three: five times as many more.
            #expect(found.lift == CampaignLift(unitsBefore: 14, unitsSince: 21, milliseconds: 7 * 86_400_000))
            #expect(found.lift.bps == 50_000)
        }
    }

    @Test func `what came back takes its bottles and its frozen share with it, and stays spent`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(#"{"kind":"coupon","code":"X","offFen":9001}"#, 901, budget: #"{"amountFen":30000,"uses":9}"#)
            try await begin(campaign, daysAgo: 7, test)
            let kept = try #require(try await test.order(["A": 6], coupons: ["X"]).order)
            let back = try #require(try await test.order(["A": 6], coupons: ["X"]).order)
            for order in [kept, back] { try await test.sendOff(order) }
            _ = try await test.giveBack(4, of: "A", back)
            // Four sixths of 9,001, rounded down, are 6,000.
            let found = try await results(campaign, test)
            #expect([found.discountFen, found.postedFen, found.heldFen, found.budgetLeftFen] == [12_002, 12_002, 0, 11_998])
            #expect([found.orders, found.units, found.usesLeft, found.lift.unitsSince] == [2, 8, 7, 8])
            _ = try await test.giveBack(2, of: "A", back)
            #expect(try await results(campaign, test).discountFen == 9001)
        }
    }
}
