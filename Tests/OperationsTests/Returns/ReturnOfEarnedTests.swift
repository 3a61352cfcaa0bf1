import Commerce
import Operations
import TestSupport
import Testing

/// Add-ons and prices by quantity, through what comes short, is cancelled and comes back. A bottle of A is 10,000 fen, one of L 5,000.
@Suite(.timeLimit(.minutes(20))) struct ReturnOfEarnedTests {
    /// From twelve bottles on 9,000 each.
    private static let dozen = #"{"kind":"tiered","basis":"order","mode":"whole","scope":{"skus":["A"]},"tiers":[{"fromUnits":12,"priceFen":9000}]}"#
    /// One of L for 1,000 with each 60,000, two at most.
    private static let bottle = #"{"kind":"addOn","qualifierFen":60000,"ratio":60000,"sku":"L","addOnFen":1000,"maxUnits":2}"#
    private static let stock = BrandDraft.small(stock: ["WH-TJ": ["A": 600, "L": 60]])

    private func giveBack(_ units: Int64, of sku: String = "A", _ order: OrderID, _ test: TestBrand) async throws -> [Int64] {
        try await ReturnOfDiscountedTests.giveBack(units, of: sku, order, test)
    }

    @Test func `fewer than the price is for cost their list price, and all of them what was paid`() async throws {
        try await TestBrand.with(Self.stock) { test in
            try await test.launch(Self.dozen, 901)
            let order = try await test.place(["A": 12])
            #expect(order.totalFen == 108_000)
            try await test.sendOff(order.id)
            // Eleven cost 110,000, more than was paid; five cost 50,000.
            #expect(try await giveBack(1, order.id, test) == [0, 9000])
            #expect(try await giveBack(6, order.id, test) == [58_000, -4000])
            #expect(try await giveBack(5, order.id, test) == [50_000, -5000])
            try await test.expectCleanAudit()
        }
    }

    @Test func `add-ons that what is kept doesn't allow cost their list price until they come back`() async throws {
        try await TestBrand.with(Self.stock) { test in
            try await test.launch(Self.bottle, 901)
            let order = try await test.place(["A": 12, "L": 2])
            #expect([order.subtotalFen, order.totalFen] == [130_000, 122_000])
            try await test.sendOff(order.id)
            #expect(try await giveBack(6, order.id, test) == [56_000, 4000])
            #expect(try await giveBack(1, of: "L", order.id, test) == [5000, -4000])
            #expect(try await giveBack(6, order.id, test) == [56_000, 4000])
            #expect(try await giveBack(1, of: "L", order.id, test) == [5000, -4000])
            #expect(try await test.count("SELECT sum(refund_fen)::bigint FROM tributary.returns") == 122_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what comes short keeps its price, its add-ons, and the returns after it`() async throws {
        try await TestBrand.with(Self.stock) { test in
            try await test.launch(Self.dozen, 901)
            try await test.launch(Self.bottle, 902)
            let order = try await test.place(["A": 12, "L": 1])
            #expect(order.totalFen == 109_000)
            #expect(try await test.short(try #require(order.shipments.first).id, ["A": 11]) == nil)
            #expect(try await test.order(order.id).totalFen == 10_000)
            try await test.sendOff(order.id)
            #expect(try await giveBack(1, of: "L", order.id, test) == [1000, 0])
            #expect(try await giveBack(1, order.id, test) == [9000, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [ReturnOfEarnedTests.dozen, ReturnOfEarnedTests.bottle])
    func `a cancelled order leaves nothing taken`(component: String) async throws {
        try await TestBrand.with(Self.stock) { test in
            let campaign = try await test.launch(component, 901, budget: #"{"amountFen":12000,"perBuyerUses":1}"#)
            let order = try await test.place(["A": 12, "L": 1])
            #expect(order.discountFen > 0)
            #expect(try await test.cancel(order.id) == nil)
            #expect(try await test.usage(of: campaign) == "0 0 0 0")
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "0 0 0 0")
            #expect(try await test.place(["A": 12, "L": 1]).discountFen == order.discountFen)
            try await test.expectCleanAudit()
        }
    }
}
