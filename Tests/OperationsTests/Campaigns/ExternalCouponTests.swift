import Commerce
import Operations
import TestSupport
import Testing

/// Whoever issued a coupon learns of its use by the feed.
struct ExternalCouponTests {
    /// "type code fen" of what was reported, in order.
    private func reported(_ test: TestBrand) async throws -> [String] {
        let list = "string_agg(concat_ws(' ', type, payload::json->>'coupon', payload::json->>'fen'), ',' ORDER BY id)"
        return try await test.value("SELECT \(list) FROM tributary.outbox WHERE type LIKE 'coupon.%'")?.split(separator: ",").map(String.init) ?? []
    }

    @Test(arguments: [#""code":"K-1""#, #""codes":["K-0","K-1"]"#])
    func `an external coupon is reported as it ships and as it comes back`(codes: String) async throws {
        try await TestBrand.with { test in
            try await test.launch(#"{"kind":"coupon",\#(codes),"offFen":3000,"external":true,"storeList":["D-110105"]}"#, 901)
            let order = try #require(try await test.order(["A": 12], coupons: ["K-1"]).order)
            #expect(try await test.order(order).totalFen == 117_000)
            #expect(try await reported(test) == [])
            try await test.sendOff(order)
            #expect(try await reported(test) == ["coupon.redeemed K-1 3000"])
            // 3,000 fen over 12 bottles.
            try await test.giveBack(order, 5)
            try await test.giveBack(order, 7)
            #expect(try await reported(test) == ["coupon.redeemed K-1 3000", "coupon.returned K-1 1250", "coupon.returned K-1 1750"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `neither a coupon of the owner's own nor one that was cancelled before it shipped is reported`() async throws {
        try await TestBrand.with { test in
            try await test.launch(#"{"kind":"coupon","code":"OWN","offFen":3000}"#, 901)
            try await test.launch(#"{"kind":"coupon","code":"K-1","offFen":3000,"external":true,"storeList":["D-110105"]}"#, 902)
            try await test.sendOff(try #require(try await test.order(["A": 6], coupons: ["OWN"]).order))
            let cancelled = try #require(try await test.order(["A": 6], coupons: ["K-1"]).order)
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.cancelOrder(cancelled) } == nil)
            #expect(try await reported(test) == [])
        }
    }
}
