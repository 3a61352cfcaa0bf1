import Commerce
import Operations
import TestSupport
import Testing

/// Nothing gives more than it may, however many come at once, from however many servers.
@Suite(.timeLimit(.minutes(20))) struct CampaignLimitTests {
    @Test func `200 buyers at once are sold exactly the 100 units of a flash sale`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 6000]])) { test in
            let campaign = try await test.launch(#"{"kind":"flashSale","sku":"L","priceFen":4500,"quotaUnits":100}"#, 901)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(200) { index in
                    try await (index % 2 == 0 ? test : other).place(["L": 1], by: index % 3 == 0 ? "D-110106" : "D-110105")
                }
                let totals = try sent.map { try $0.get().totalFen }
                #expect(totals.filter { $0 == 4500 }.count == 100)
                #expect(totals.filter { $0 == 5000 }.count == 100)
            }
            #expect(try await test.usage(of: campaign) == "50000 0 100 100")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a budget isn't exceeded by a fen under 100 orders of two servers`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6000]])) { test in
            let campaign = try await test.launch(
                CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":259999,"perBuyerFen":150000,"perDayFen":300000}"#)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(100) { index in
                    try await (index % 2 == 0 ? test : other).place(["A": 6], by: index % 4 < 2 ? "D-110106" : "D-110105")
                }
                // 25 times 10,000 fit, at most 15 of them for one buyer.
                let given = try sent.map { try $0.get().discountFen }
                #expect(given.reduce(0, +) == 250_000)
            }
            #expect(try await test.usage(of: campaign) == "250000 0 25 0")
            for buyer in ["D-110105", "D-110106"] {
                let held = try await test.usage(of: campaign, subject: buyer)?.split(separator: " ").first.flatMap { Int64($0) }
                #expect(try #require(held) <= 150_000)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a limit that a later version adds counts from the first order on`() async throws {
        try await TestBrand.with { test in
            try await test.launch(CampaignOrderTests.hundredOff, 901)
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"uses":2,"perBuyerUses":2}"#, version: 2)
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            #expect(try await test.usage(of: campaign) == "20000 0 2 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `two orders of a batch don't use one issued coupon twice`() async throws {
        try await TestBrand.with { test in
            try await test.launch(#"{"kind":"coupon","codes":["C-1"],"offFen":3000}"#, 901)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(12) { index in
                    try await (index % 2 == 0 ? test : other).order(["A": 6], by: index % 4 < 2 ? "D-110106" : "D-110105", coupons: ["C-1"])
                }
                var totals: [Int64] = []
                for result in sent { totals.append(try await test.order(try #require(try result.get().order)).totalFen) }
                #expect(totals.sorted() == [57_000] + [Int64](repeating: 60_000, count: 11))
            }
            try await test.expectCleanAudit()
        }
    }
}
