import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CampaignGiftTests {
    /// Two bottles of L, worth 10,000 fen, from 120,000 on.
    static let gift = #"{"kind":"threshold","tiers":[{"minFen":120000,"gift":{"sku":"L","units":2}}]}"#

    @Test func `a gift is a line of its own that costs nothing and is sent with the rest`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.gift, 901)
            let order = try await test.place(["A": 12])
            #expect(order.lines.map(\.sku.text) == ["A", "L"])
            #expect(order.lines[1].givenBy?.text == campaign.external)
            #expect([order.lines[1].units, order.lines[1].discountFen] == [2, 10_000])
            #expect([order.subtotalFen, order.discountFen, order.totalFen] == [130_000, 10_000, 120_000])
            #expect(order.lines[1].allocations.map(\.units).reduce(0, +) == 2)
            #expect(try await test.order(order.id).lines[1].givenBy == order.lines[1].givenBy)
            try await test.sendOff(order.id)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a gift that isn't there keeps no order from being placed`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "L": 1]])) { test in
            let campaign = try await test.launch(Self.gift, 901)
            #expect(try await test.quote(["A": 12]).outcome(of: campaign) == "GIFT_UNAVAILABLE")
            let order = try await test.place(["A": 12])
            #expect(order.lines.map(\.sku.text) == ["A"])
            #expect(order.totalFen == 120_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `the last gift goes to one of two orders at once`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "L": 3]])) { test in
            try await test.launch(Self.gift, 901)
            let sent = await TestBrand.atOnce(8) { _ in try await test.place(["A": 12]) }
            let lines = try sent.map { try $0.get().lines.count }.sorted()
            // Of three on hand the pool keeps none (30 % of 3 is less than one bottle), so one gift of two goes out.
            #expect(lines == [1, 1, 1, 1, 1, 1, 1, 2])
            try await test.expectCleanAudit()
        }
    }
}
