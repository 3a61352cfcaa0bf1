import Commerce
@testable import Operations
import TestSupport
import Testing

/// What a distributor sells its stores in advance: A, at 120.00 in the shop, at 112.00 with 10.00 down. The distributor is the seller, and the store
/// the buyer.
@Suite struct StoreAdvanceSaleTests {
    private static func selling(stores: Int = 1, isolation: isolated (any Actor)? = #isolation, _ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.withStorefront(own: ["A": 60], stores: stores) { test in
            let sale = #"{"kind":"flashSale","sku":"A","priceFen":11200,"quotaUnits":60,"depositFen":1000,"balanceDue":"\#(TestBrand.balanceDue)","shipsAfter":"\#(TestBrand.shipsAfter)"}"#
            _ = try await test.launch(sale, 951, owner: "D-110105")
            try await body(test)
        }
    }

    @Test func `a store pays deposit and balance to its distributor, and is sent the goods when they may leave`() async throws {
        try await Self.selling { test in
            let order = try await test.bought(["A": 5])
            #expect(order.status == .awaitingBalance && order.totalFen == 56_000)
            #expect(order.advance?.depositFen == 5000 && order.advance?.balanceFen == 51_000)
            #expect(try await test.purse(TestBrand.store) == "1000000/5000")
            #expect(try await test.payBalance(order.id, by: TestBrand.store) == nil)
            #expect(try await test.purse(TestBrand.store) == "1000000/56000")
            #expect(try await test.standing(order.id) == "confirmed waiting")
            let told = try await test.value("SELECT concat_ws(' ', payload::json->>'distributor', payload::json->>'store') FROM tributary.outbox WHERE type = 'order.balancePaid'")
            #expect(told == "D-110105 S-110105-001")
            try test.turn(to: TestBrand.shipsAfter)
            #expect(try await test.brand.settleAdvanceSales() == (0, 1))
            for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, order.shipments[0].id, by: "D-110105") == nil) }
            #expect(try await test.step(.deliver, order.shipments[0].id, by: TestBrand.store) == nil)
            #expect(try await test.purse(TestBrand.store) == "944000/0")
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [(TestBrand.store, true), ("D-110105", false), ("R-11", false), ("HQ", false)])
    func `a store that cancels loses its deposit to its distributor, and whoever sells or stands above gives it back`(client: String, forfeits: Bool) async throws {
        try await Self.selling { test in
            let order = try await test.bought(["A": 2])
            #expect(try await test.cancel(order.id, by: client) == nil)
            let moved: [String] = try await test.moved(TestBrand.store)
            #expect(moved == (forfeits ? ["forfeit -2000"] : []))
            #expect(try await test.purse(TestBrand.store) == (forfeits ? "998000/0" : "1000000/0"))
            let keeper = try await test.value("""
                SELECT o.code || ' ' || a.kind FROM tributary.account_transfers t JOIN tributary.accounts a ON a.id = t.credit_account
                JOIN tributary.organizations o ON o.id = a.organization_id WHERE t.kind = 'forfeit'
                """)
            #expect(keeper == (forfeits ? "D-110105 sales" : nil))
            #expect(try await test.level("DW-110105", "A") == "60/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a store that doesn't pay in time loses its deposit, and nobody pays its neighbour's balance`() async throws {
        try await Self.selling(stores: 2) { test in
            let order = try await test.bought(["A": 3])
            #expect(try await test.payBalance(order.id, by: "S-110105-002") == "NOT_FOUND")
            try test.turn(to: TestBrand.balanceDue)
            #expect(try await test.payBalance(order.id, by: TestBrand.store) == "BALANCE_OVERDUE")
            #expect(try await test.brand.settleAdvanceSales() == (1, 0))
            let moved: [String] = try await test.moved(TestBrand.store)
            #expect(moved == ["forfeit -3000"])
            try await test.expectCleanAudit()
        }
    }
}
