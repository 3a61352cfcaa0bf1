import Commerce
import Operations
import TestSupport
import Testing

/// Orders under campaigns. A bottle of A, B or C is 10,000 fen, its floor 8,000.
@Suite(.timeLimit(.minutes(20))) struct CampaignOrderTests {
    /// 100 yuan off from 600 on.
    static let hundredOff = #"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":10000}]}"#

    @Test func `a region's campaign prices its own orders and its neighbour's not`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.hundredOff, 901)
            let quote = try await test.quote(["A": 6])
            #expect([quote.subtotalFen, quote.discountFen, quote.totalFen] == [60_000, 10_000, 50_000])
            #expect(quote.outcome(of: campaign) == "10000")

            let order = try await test.place(["A": 6])
            #expect([order.subtotalFen, order.discountFen, order.totalFen] == [60_000, 10_000, 50_000])
            #expect(try await test.count("SELECT held_fen FROM tributary.accounts WHERE held_fen > 0") == 50_000)

            let neighbour = try await test.quote(["A": 6], by: "D-310101")
            #expect(neighbour.totalFen == 60_000)
            #expect(neighbour.pricing.campaigns == [])
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order keeps the version it was priced with, and the next one has the next`() async throws {
        try await TestBrand.with { test in
            try await test.launch(Self.hundredOff, 901)
            let first = try await test.place(["A": 6])
            try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":5000}]}"#, 901, version: 2)
            let second = try await test.place(["A": 6])
            #expect([first.totalFen, second.totalFen] == [50_000, 55_000])
            #expect(try await test.order(first.id).pricing == first.pricing)
            #expect(String(decoding: try await test.order(first.id).pricing, as: UTF8.self).contains(#""version":1"#))
            #expect(String(decoding: second.pricing, as: UTF8.self).contains(#""version":2"#))
            try await test.expectCleanAudit()
        }
    }

    @Test func `a campaign that another server has paused gives nothing more`() async throws {
        try await TestBrand.with { test in
            try await test.launch(Self.hundredOff, 901)
            // This server isn't told.
            try await test.sql("UPDATE tributary.campaigns SET status = 'paused' WHERE id = 901")
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
        }
    }

    @Test(arguments: [(50_000, true), (49_999, false)] as [(Int64, Bool)])
    func `a dearer total than expected is refused`(expected: Int64, placed: Bool) async throws {
        try await TestBrand.with { test in
            try await test.launch(Self.hundredOff, 901)
            let sent = try await test.order(["A": 6], expecting: expected)
            #expect((sent.order != nil) == placed)
            if !placed { #expect(sent == .refused("PRICE_CHANGED")) }
        }
    }

    @Test func `a spent budget refuses nobody, unless a total was expected`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.hundredOff, 901, budget: #"{"amountFen":19999}"#)
            #expect(try await test.order(["A": 6], expecting: 50_000).order != nil)
            #expect(try await test.order(["A": 6], expecting: 50_000) == .refused("PRICE_CHANGED"))
            #expect(try await test.quote(["A": 6]).outcome(of: campaign) == "BUDGET_SPENT")
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            #expect(try await test.usage(of: campaign) == "10000 0 1 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a cancelled order was given comes back, use and all`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.hundredOff, 901, budget: #"{"amountFen":10000,"perBuyerUses":1}"#)
            let order = try await test.place(["A": 6])
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "10000 0 1 0")
            #expect(try await test.place(["A": 6]).totalFen == 60_000)
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.cancelOrder(order.id) } == nil)
            #expect(try await test.usage(of: campaign) == "0 0 0 0")
            #expect(try await test.place(["A": 6]).totalFen == 50_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what ships is spent, to the fen, shipment by shipment`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "WH-SH": ["A": 12]])) { test in
            // 10,000 over 12 bottles.
            let campaign = try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":120000,"offFen":10000}]}"#, 901, budget: #"{"amountFen":99999}"#)
            let order = try await test.place(["A": 12], partial: false)
            #expect(order.totalFen == 110_000)
            try await test.sendOff(order.id)
            #expect(try await test.usage(of: campaign) == "0 10000 1 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a cut order earns by what is left of it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6]])) { test in
            let campaign = try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":1000},{"minFen":120000,"offFen":20000}]}"#, 901)
            // Of twelve that would earn 20,000 off, six are there.
            let order = try await test.place(["A": 12], partial: true)
            let amounts = [order.subtotalFen, order.discountFen, order.totalFen]
            // 30 % of the shelf is the pool's, and a distributor may hold a part of that only.
            let units = order.lines[0].units - order.lines[0].cancelledUnits
            #expect(amounts == (units == 6 ? [60_000, 1000, 59_000] : [units * 10_000, 0, units * 10_000]))
            try await test.sendOff(order.id)
            try await test.expectCleanAudit()
            _ = campaign
        }
    }

    @Test func `a coupon's issued code is good once, and again when its order was cancelled`() async throws {
        try await TestBrand.with { test in
            try await test.launch(#"{"kind":"coupon","codes":["C-1","C-2"],"offFen":3000}"#, 901)
            #expect(try await test.quote(["A": 6], coupons: ["C-1"]).totalFen == 57_000)
            let order = try #require(try await test.order(["A": 6], coupons: ["C-1"]).order)
            #expect(try await test.order(order).totalFen == 57_000)
            let again = try #require(try await test.order(["A": 6], coupons: ["C-1"]).order)
            #expect(try await test.order(again).totalFen == 60_000)
            let other = try #require(try await test.order(["A": 6], coupons: ["C-2"]).order)
            #expect(try await test.order(other).totalFen == 57_000)
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.cancelOrder(order) } == nil)
            let later = try #require(try await test.order(["A": 6], coupons: ["C-1"]).order)
            #expect(try await test.order(later).totalFen == 57_000)
            try await test.expectCleanAudit()
        }
    }
}
