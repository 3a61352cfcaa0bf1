import Commerce
import Operations
import TestSupport
import Testing

/// What comes back to campaigns of orders that are cancelled or come short. A bottle of L is 5,000 fen, in the flash sale 4,500.
@Suite(.timeLimit(.minutes(20))) struct GivenUpTests {
    static let sale = #"{"kind":"flashSale","sku":"L","priceFen":4500,"quotaUnits":6}"#
    /// It is ten in the morning.
    static let morning = #"[{"from":"09:00","to":"11:00"}]"#
    private static let stock = BrandDraft.small(stock: ["WH-TJ": ["L": 60, "A": 60]])

    @Test func `an order that shorts leave nothing of gives back its use, its code and its quota`() async throws {
        try await TestBrand.with(Self.stock) { test in
            let sale = try await test.inForce(Self.sale, budget: #"{"perBuyerUses":1}"#)
            try await test.launch(PresentedCouponTests.coupon, 901)
            let order = try await test.order(try #require(try await test.order(["L": 6], coupons: ["C-1"]).order))
            #expect(order.totalFen == 24_000)
            #expect(try await test.usage(of: sale) == "3000 0 1 6")
            let shipment = try #require(order.shipments.first).id
            // A third of it: nothing has left, so the quota has two back, and the order is still a use.
            #expect(try await test.short(shipment, ["L": 2]) == nil)
            #expect(try await test.usage(of: sale) == "2000 0 1 4")
            #expect(try await test.usage(of: sale, subject: "D-110105") == "2000 0 1 4")
            #expect(try await test.count("SELECT count(*) FROM tributary.coupon_redemptions") == 1)
            try await test.expectCleanAudit()
            #expect(try await test.short(shipment, ["L": 4]) == nil)
            #expect(try await test.order(order.id).status == .cancelled)
            #expect(try await test.usage(of: sale) == "0 0 0 0")
            #expect(try await test.usage(of: sale, subject: "D-110105") == "0 0 0 0")
            #expect(try await test.count("SELECT count(*) FROM tributary.coupon_redemptions") == 0)
            try await test.expectCleanAudit()
            let again = try #require(try await test.order(["L": 6], coupons: ["C-1"]).order)
            #expect(try await test.order(again).totalFen == 24_000)
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [(true, 0, "0 0 0 0"), (false, 0, "0 0 0 0"), (false, 120, "0 0 0 6")] as [(Bool, Int64, String)])
    func `a quota comes back while the window is open, paused or not`(pauses: Bool, minutes: Int64, usage: String) async throws {
        try await TestBrand.with(Self.stock) { test in
            let sale = try await test.inForce(Self.sale, windows: Self.morning)
            let order = try await test.place(["L": 6])
            if pauses { _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.pauseCampaign(sale) } }
            test.clock.advance(minutes: minutes)
            #expect(try await test.cancel(order.id) == nil)
            #expect(try await test.usage(of: sale) == usage)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a campaign that was ended takes no quota back`() async throws {
        try await TestBrand.with(Self.stock) { test in
            let sale = try await test.inForce(Self.sale)
            let order = try await test.place(["L": 6])
            _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.endCampaign(sale) }
            #expect(try await test.cancel(order.id) == nil)
            #expect(try await test.usage(of: sale) == "0 0 0 6")
            try await test.expectCleanAudit()
        }
    }

    @Test func `once something has shipped, what comes short keeps its use and its quota`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60], "WH-SH": ["L": 60]])) { test in
            let sale = try await test.inForce(Self.sale)
            let order = try await test.place(["A": 6, "L": 6])
            let first = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" }).id
            let second = try #require(order.shipments.first { $0.warehouse.text == "WH-SH" }).id
            #expect(try await test.step(.pick, first, by: "HQ") == nil)
            #expect(try await test.step(.ship, first, by: "HQ") == nil)
            #expect(try await test.cancel(order.id) == "ORDER_SHIPPED")
            #expect(try await test.short(second, ["L": 6]) == nil)
            #expect(try await test.usage(of: sale) == "0 0 1 6")
            #expect(try await test.step(.deliver, first, by: "D-110105") == nil)
            #expect(try await test.order(order.id).status == .fulfilled)
            #expect(try await test.usage(of: sale) == "0 0 1 6")
            try await test.expectCleanAudit()
        }
    }
}
