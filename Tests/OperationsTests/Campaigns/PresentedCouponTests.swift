import Commerce
import Operations
import TestSupport
import Testing

/// Orders that present two issued codes of one campaign: one is used up, one that is still good. Six of A are 60,000, less 3,000.
@Suite(.timeLimit(.minutes(20))) struct PresentedCouponTests {
    static let coupon = #"{"kind":"coupon","codes":["C-1","C-2"],"offFen":3000}"#

    private func codes(_ test: TestBrand) async throws -> [String] {
        try await test.value("SELECT string_agg(code, ' ' ORDER BY code) FROM tributary.coupon_redemptions")?.split(separator: " ").map(String.init) ?? []
    }

    @Test(arguments: [["C-1", "C-2"], ["C-2", "C-1"]])
    func `of two codes the one that is still good is used, in whatever order they are presented`(presented: [String]) async throws {
        try await TestBrand.with { test in
            try await test.launch(Self.coupon, 901)
            _ = try #require(try await test.order(["A": 6], coupons: ["C-1"]).order)
            let both = try #require(try await test.order(["A": 6], coupons: presented).order)
            #expect(try await test.order(both).totalFen == 57_000)
            #expect(try await codes(test) == ["C-1", "C-2"])
            let late = try #require(try await test.order(["A": 6], coupons: presented).order)
            #expect(try await test.order(late).totalFen == 60_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `of orders at once with the same two codes two get something off`() async throws {
        try await TestBrand.with { test in
            try await test.launch(Self.coupon, 901)
            let sent = await TestBrand.atOnce(6) { _ in try await test.order(["A": 6], coupons: ["C-1", "C-2"]) }
            var totals: [Int64] = []
            for result in sent { totals.append(try await test.order(try #require(try result.get().order)).totalFen) }
            #expect(totals.sorted() == [57_000, 57_000, 60_000, 60_000, 60_000, 60_000])
            #expect(try await codes(test) == ["C-1", "C-2"])
            try await test.expectCleanAudit()
        }
    }
}
