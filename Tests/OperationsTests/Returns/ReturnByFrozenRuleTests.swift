import Commerce
@testable import Operations
import TestSupport
import Testing

/// A return is measured by what was known when the order was placed, and what the brand left out isn't the buyer's fault.
@Suite(.timeLimit(.minutes(20))) struct ReturnByFrozenRuleTests {
    private func giveBack(_ units: Int64, of sku: String = "A", _ order: OrderID, _ test: TestBrand) async throws -> [Int64] {
        try await ReturnOfDiscountedTests.giveBack(units, of: sku, order, test)
    }

    @Test func `what a short took below the threshold isn't asked of a return`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            // 1,000 a bottle of twelve.
            try await test.launch(#"{"kind":"threshold","tiers":[{"minUnits":12,"offFen":12000}]}"#, 901)
            let order = try await test.place(["A": 12])
            #expect(order.totalFen == 108_000)
            #expect(try await test.short(try #require(order.shipments.first).id, ["A": 6]) == nil)
            #expect(try await test.order(order.id).totalFen == 54_000)
            try await test.sendOff(order.id)
            #expect(try await giveBack(1, order.id, test) == [9000, 0])
            #expect(try await giveBack(5, order.id, test) == [45_000, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a lower tier's gift is worth what it was when the order was placed`() async throws {
        var draft = BrandDraft.small(stock: ["WH-TJ": ["A": 600, "CUP": 60, "GLASS": 60]])
        for (code, fen) in [("CUP", 2000), ("GLASS", 5000)] as [(String, Int64)] {
            var loose = draft.skus[3]
            (loose.code, loose.listPriceFen, loose.floorPriceFen) = (code, fen, 100)
            draft.skus.append(loose)
        }
        draft.skus[0].looseSale = true
        try await TestBrand.with(draft) { test in
            try await test.launch(
                #"{"kind":"threshold","tiers":[{"minUnits":5,"gift":{"sku":"CUP","units":1}},{"minUnits":10,"gift":{"sku":"GLASS","units":1}}]}"#, 901)
            let order = try await test.place(["A": 10])
            #expect(order.lines.map(\.sku.text) == ["A", "GLASS"] && order.totalFen == 100_000)
            try await test.sendOff(order.id)
            try await test.sql("UPDATE tributary.skus SET list_price_fen = 4900 WHERE code = 'CUP'")
            try await test.brand.catalog.reload([.skus])
            // Five stay with a glass of 5,000 and would have had a cup of 2,000.
            #expect(try await giveBack(5, order.id, test) == [47_000, 3000])
            #expect(try await giveBack(1, of: "GLASS", order.id, test) == [3000, -3000])
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order from before gifts were kept counts them at today's list`() async throws {
        var draft = BrandDraft.small(stock: ["WH-TJ": ["A": 600, "L": 60, "B": 60]])
        for index in 0...1 { draft.skus[index].looseSale = true }
        try await TestBrand.with(draft) { test in
            try await test.launch(
                #"{"kind":"threshold","tiers":[{"minUnits":5,"gift":{"sku":"L","units":1}},{"minUnits":10,"gift":{"sku":"B","units":1}}]}"#, 901)
            let order = try await test.place(["A": 10])
            try await test.sendOff(order.id)
            try await test.sql("UPDATE tributary.order_campaigns SET scope_lines = NULL, gift_skus = NULL, gift_fen = NULL")
            // A bottle of B is 10,000, one of L 5,000.
            #expect(try await giveBack(5, order.id, test) == [45_000, 5000])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a series that is renamed changes nothing of what a return of an earlier order gives back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "B": 600]])) { test in
            try await test.sql("UPDATE tributary.skus SET series = '甲' WHERE code = 'A'")
            try await test.brand.catalog.reload([.skus])
            try await test.launch(#"{"kind":"threshold","scope":{"series":["甲"]},"tiers":[{"minUnits":6,"offFen":12000}]}"#, 901)
            let order = try await test.place(["A": 12, "B": 6])
            #expect(order.totalFen == 168_000)
            try await test.sendOff(order.id)
            try await test.sql("UPDATE tributary.skus SET series = '乙' WHERE code = 'A'")
            try await test.brand.catalog.reload([.skus])
            // Eleven of A still earn it; of five that stay each owes its share of 1,000.
            #expect(try await giveBack(1, order.id, test) == [9000, 0])
            #expect(try await giveBack(6, order.id, test) == [49_000, 5000])
            try await test.expectCleanAudit()
        }
    }
}
