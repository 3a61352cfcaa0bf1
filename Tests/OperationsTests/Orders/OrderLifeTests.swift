import Commerce
import Operations
import TestSupport
import Testing

@Suite struct OrderLifeTests {
    @Test func `an order is placed, picked, shipped and delivered, and its goods and money go with it`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12, "L": 5])
            #expect(order.status == .confirmed && order.sent == ["WH-TJ released 17"])
            #expect(order.totalFen == 145_000)
            #expect(try await test.level("WH-TJ", "A") == "600/12/0")
            #expect(try await test.money().heldFen == 145_000)

            let shipment = try #require(order.shipments.first).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            #expect(try await test.level("WH-TJ", "A") == "600/12/0")
            test.clock.advance(minutes: 30)
            #expect(try await test.step(.ship, shipment, by: "HQ") == nil)
            #expect(try await test.level("WH-TJ", "A") == "588/0/0")
            #expect(try await test.level("WH-TJ", "L") == "595/0/0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_855_000, heldFen: 0))
            #expect(try await test.order(order.id).status == .confirmed)

            #expect(try await test.step(.deliver, shipment, by: "D-110105") == nil)
            let delivered = try await test.order(order.id, as: "D-110105")
            #expect(delivered.status == .fulfilled && delivered.sent == ["WH-TJ delivered 17"])
            #expect(try await test.events() == ["order.placed", "shipment.picked", "shipment.shipped", "shipment.delivered", "order.fulfilled"])
            let view = try await test.brand.shipment(shipment, as: test.caller("R-11"))
            #expect(view.pickedAt == order.placedAt && view.shippedAt == order.placedAt.adding(minutes: 30) && view.deliveredAt == view.shippedAt)
            try await test.expectCleanAudit()
        }
    }

    @Test func `each step is taken once, in its turn`() async throws {
        try await TestBrand.with { test in
            let shipment = try #require(try await test.place(["A": 6]).shipments.first).id
            #expect(try await test.step(.ship, shipment, by: "HQ") == "SHIPMENT_NOT_PICKED")
            #expect(try await test.step(.deliver, shipment, by: "D-110105") == "SHIPMENT_NOT_SHIPPED")
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            #expect(try await test.step(.pick, shipment, by: "HQ") == "SHIPMENT_NOT_RELEASED")
            #expect(try await test.step(.ship, shipment, by: "HQ") == nil)
            #expect(try await test.step(.ship, shipment, by: "HQ") == "SHIPMENT_NOT_PICKED")
            #expect(try await test.short(shipment, ["A": 1]) == "SHIPMENT_NOT_OPEN")
            #expect(try await test.step(.deliver, shipment, by: "D-110105") == nil)
            #expect(try await test.step(.deliver, shipment, by: "D-110105") == "SHIPMENT_NOT_SHIPPED")
            #expect(try await test.level("WH-TJ", "A") == "594/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order of two warehouses is fulfilled by the last of them`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "RW-11": ["A": 6]])) { test in
            let order = try await test.place(["A": 12])
            #expect(order.sent == ["RW-11 released 6", "WH-TJ released 6"] || order.sent == ["WH-TJ released 6", "RW-11 released 6"])
            let regional = try #require(order.shipments.first { $0.warehouse.text == "RW-11" }).id
            let central = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" }).id
            #expect(try await test.step(.pick, regional, by: "HQ") == "NOT_PERMITTED")
            #expect(try await test.step(.pick, central, by: "R-11") == "NOT_PERMITTED")
            for (shipment, owner) in [(regional, "R-11"), (central, "HQ")] {
                #expect(try await test.order(order.id).status == .confirmed)
                #expect(try await test.step(.pick, shipment, by: owner) == nil)
                #expect(try await test.step(.ship, shipment, by: owner) == nil)
                #expect(try await test.step(.deliver, shipment, by: "D-110105") == nil)
            }
            #expect(try await test.order(order.id).status == .fulfilled)
            #expect(try await test.count("SELECT count(*) FROM tributary.account_transfers WHERE kind = 'sale'") == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [
        ("R-11", "NOT_PERMITTED"), ("D-110105", "NOT_PERMITTED"), ("R-31", "NOT_FOUND"), ("D-110106", "NOT_FOUND"), ("D-310101", "NOT_FOUND"),
    ])
    func `a warehouse's shipment is handled by its own organisation`(client: String, code: String) async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 6])
            let shipment = try #require(order.shipments.first).id
            #expect(try await test.step(.pick, shipment, by: client) == code)
            #expect(try await test.short(shipment, ["A": 1], by: client) == code)
            #expect(try await test.step(.deliver, shipment, by: client) == (client == "D-110105" ? "SHIPMENT_NOT_SHIPPED" : code))
            #expect(try await test.cancel(order.id, by: client) == (code == "NOT_FOUND" ? code : nil))
            try await test.expectCleanAudit()
        }
    }

    @Test func `a clock that goes backwards turns no step round`() async throws {
        let clock = TestClock()
        try await TestBrand.with(clock: clock) { test in
            let start = clock.now
            let order = try await test.place(["A": 6])
            let shipment = try #require(order.shipments.first).id
            clock.advance(minutes: 60)
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            clock.set(start.adding(days: -2))
            #expect(try await test.step(.ship, shipment, by: "HQ") == nil)
            #expect(try await test.place(["A": 6]).placedAt == start.adding(minutes: 60))
            // Another server has never seen the later time.
            try await test.anotherServer { other in
                #expect(try await other.step(.deliver, shipment, by: "D-110105") == nil)
                let view = try await other.brand.shipment(shipment, as: other.caller("HQ"))
                #expect([view.pickedAt, view.shippedAt, view.deliveredAt] == Array(repeating: start.adding(minutes: 60), count: 3))
                #expect(try await other.place(["A": 6]).placedAt == start.adding(days: -2))
            }
            try await test.expectCleanAudit()
        }
    }
}
