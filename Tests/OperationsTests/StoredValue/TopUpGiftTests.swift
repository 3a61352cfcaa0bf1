import Commerce
import Operations
import TestSupport
import Testing

/// Two bottles of L on top, which are 10,000 fen at list price.
@Suite(.timeLimit(.minutes(20))) struct TopUpGiftTests {
    private static let offer = #"{"kind":"storedValue","principalFen":10000,"gift":{"sku":"L","units":2}}"#

    @Test(arguments: [
        (#"{"amountFen":20000}"#, nil), (#"{"amountFen":19999}"#, "BUDGET_SPENT"), (#"{"perDayFen":19999}"#, "BUDGET_SPENT"),
        (#"{"perRegionFen":19999}"#, "BUDGET_SPENT"), (#"{"perBuyerFen":19999}"#, "LIMIT_REACHED"), (#"{"perBuyerFen":20000}"#, nil),
    ] as [(String, String?)])
    func `a gift counts against the budget at its list price`(budget: String, code: String?) async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.offer, 901, budget: budget)
            try await test.topUp(campaign)
            let outcome = try await test.outcome { _ = try await test.topUp(campaign) }
            #expect(outcome == code ?? "done")
            #expect(try await test.stored() == (code == nil ? "20000 0 0" : "10000 0 0"))
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a gift was worth when it was promised counts`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(Self.offer, 901, budget: #"{"amountFen":20000}"#)
            try await test.topUp(campaign)
            try await test.sql("UPDATE tributary.skus SET list_price_fen = 4500, floor_price_fen = 4000 WHERE code = 'L'")
            try await test.topUp(campaign)
            #expect(try await test.count("SELECT sum(gift_fen)::bigint FROM tributary.stored_top_ups") == 19_000)
            #expect(try await test.outcome { _ = try await test.topUp(campaign) } == "BUDGET_SPENT")
        }
    }
}
