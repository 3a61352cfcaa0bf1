import Commerce
import Operations
import TestSupport
import Testing

/// What comes back of an order that campaigns discounted. A bottle of A is 10,000 fen.
@Suite(.timeLimit(.minutes(20))) struct ReturnOfDiscountedTests {
    /// Returns so many bottles of a SKU, all restocked, and says what was refunded and withheld.
    static func giveBack(_ units: Int64, of sku: String = "A", _ order: OrderID, _ test: TestBrand) async throws -> [Int64] {
        let view = try await test.brand.work(for: try test.caller("D-110105")) {
            try await $0.requestReturn(ReturnDraft(order: order, reason: "", lines: [.init(sku: Code(stored: sku), units: units)]))
        }
        _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.acceptReturn(view.id) }
        let done = try await test.brand.work(for: try test.caller("R-11")) {
            try await $0.receiveReturn(view.id, [ReceivedUnits(sku: Code(stored: sku), units: units, disposition: .restock)])
        }
        return [done.refundFen, done.withheldFen]
    }

    @Test func `a return that falls below the threshold leaves the discount with the brand, and the last one gives it back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            // 12,000 off from 120,000 on, 1,000 a bottle of twelve.
            try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":120000,"offFen":12000}]}"#, 901)
            let order = try await test.place(["A": 12])
            #expect(order.totalFen == 108_000)
            try await test.sendOff(order.id)
            // Six stay and earn nothing: they cost 60,000, of 108,000 paid.
            #expect(try await Self.giveBack(6, order.id, test) == [48_000, 6000])
            #expect(try await Self.giveBack(3, order.id, test) == [30_000, -3000])
            #expect(try await Self.giveBack(3, order.id, test) == [30_000, -3000])
            #expect(try await test.count("SELECT sum(refund_fen)::bigint FROM tributary.returns") == 108_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what still reaches its tier keeps its share`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(#"{"kind":"coupon","code":"K","offFen":12000}"#, 901)
            try await test.launch(#"{"kind":"threshold","tiers":[{"minFen":60000,"offFen":6000},{"minFen":120000,"offFen":12000}]}"#, 902)
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id)
            // Six stay: 60,000 earn 6,000, which is the frozen share of 12,000 on six of twelve.
            #expect(try await Self.giveBack(6, order.id, test) == [54_000, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a gift that is kept is paid for when what earned it comes back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "L": 60]])) { test in
            try await test.launch(CampaignGiftTests.gift, 901)
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id)
            // Two of L at 5,000 are owed; they come back later.
            #expect(try await Self.giveBack(6, order.id, test) == [50_000, 10_000])
            #expect(try await Self.giveBack(2, of: "L", order.id, test) == [10_000, -10_000])
            #expect(try await Self.giveBack(6, order.id, test) == [60_000, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a bundle that is whole only isn't taken apart`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "B": 600]])) { test in
            try await test.launch(
                #"{"kind":"bundle","components":[{"sku":"A","units":6},{"sku":"B","units":6}],"priceFen":110000,"wholeOnly":true}"#, 901)
            let order = try await test.place(["A": 6, "B": 6])
            #expect(order.totalFen == 110_000)
            try await test.sendOff(order.id)
            let refusal = try await test.refusal(of: "D-110105") {
                _ = try await $0.requestReturn(ReturnDraft(order: order.id, reason: "", lines: [.init(sku: Code(stored: "A"), units: 6)]))
            }
            #expect(refusal == "WHOLE_ONLY")
            let whole = try await test.refusal(of: "D-110105") {
                _ = try await $0.requestReturn(
                    ReturnDraft(order: order.id, reason: "", lines: [.init(sku: Code(stored: "A"), units: 6), .init(sku: Code(stored: "B"), units: 6)]))
            }
            #expect(whole == nil)
        }
    }
}
