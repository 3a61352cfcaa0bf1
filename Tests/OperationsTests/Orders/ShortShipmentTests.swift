import Commerce
import Operations
import TestSupport
import Testing

@Suite struct ShortShipmentTests {
    @Test func `missing units are found elsewhere, and what is picked is left alone`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12, "B": 12])
            let shipment = try #require(order.shipments.first).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            #expect(try await test.short(shipment, ["A": 6]) == nil)

            let after = try await test.order(order.id)
            #expect(after.status == .confirmed && after.sent == ["WH-TJ picked 18", "WH-SH released 6"])
            #expect(after.totalFen == order.totalFen)
            #expect(after.lines.map { $0.allocations.map { "\($0.warehouse) \($0.units)" } } == [["WH-TJ 6", "WH-SH 6"], ["WH-TJ 12"]])
            #expect(try await test.level("WH-TJ", "A") == "594/6/0")
            #expect(try await test.level("WH-SH", "A") == "600/6/0")
            #expect(try await test.value("SELECT kind || ' ' || units || ' ' || reason FROM tributary.stock_movements WHERE units < 0") == "adjustment -6 short")
            #expect(try await test.events() == ["order.placed", "shipment.picked", "order.allocated", "shipment.shorted"])
            let sourcing = try await test.brand.sourcing(of: order.id, as: test.caller("D-110105"))
            #expect(sourcing.later.count == 1 && sourcing.later[0].plan.shipments.count == 1)

            try await test.sendOffRest(of: order.id)
            #expect(try await test.order(order.id).status == .fulfilled)
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 100_000_000 - order.totalFen))
            try await test.expectCleanAudit()
        }
    }

    @Test func `what isn't found is cancelled when the order doesn't wait`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60, "B": 60]])) { test in
            let order = try await test.place(["A": 12, "B": 6])
            let shipment = try #require(order.shipments.first).id
            #expect(try await test.short(shipment, ["A": 6]) == nil)
            let after = try await test.order(order.id)
            #expect(after.status == .confirmed && after.sent == ["WH-TJ released 12"])
            #expect(after.lines[0].cancelledUnits == 6 && after.totalFen == 120_000)
            #expect(try await test.money().heldFen == 120_000)
            #expect(try await test.level("WH-TJ", "A") == "54/6/0")
            try await test.expectCleanAudit()
            // Nothing is left of it: shipment and order are over.
            #expect(try await test.short(shipment, ["A": 6, "B": 6]) == nil)
            let over = try await test.order(order.id)
            #expect(over.status == .cancelled && over.sent == ["WH-TJ cancelled 0"] && over.totalFen == 0)
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 100_000_000))
            #expect(try await test.events().suffix(2) == ["shipment.shorted", "order.cancelled"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `what isn't found waits when the order allows it, and comes when there is more`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 12]])) { test in
            let order = try await test.place(["A": 6], backorder: true)
            #expect(try await test.short(try #require(order.shipments.first).id, ["A": 6]) == nil)
            let waiting = try await test.order(order.id)
            #expect(waiting.status == .backordered && waiting.lines[0].backorderedUnits == 6 && waiting.totalFen == order.totalFen)
            #expect(try await test.level("WH-TJ", "A") == "6/0/0")
            try await test.expectCleanAudit()

            try await test.receive(["A": 12])
            #expect(try await test.order(order.id).status == .confirmed)
            try await test.sendOffRest(of: order.id)
            #expect(try await test.order(order.id).status == .fulfilled)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a shorted pool hold gives its share back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60]])) { test in
            // 42 general, 18 in the pool of which one distributor holds a case.
            let order = try await test.place(["A": 48])
            #expect(try await test.level("WH-TJ", "A") == "60/42/6")
            #expect(try await test.short(try #require(order.shipments.first).id, ["A": 12]) == nil)
            #expect(try await test.level("WH-TJ", "A") == "48/36/0")
            #expect(try await test.value("SELECT held::text FROM tributary.pool_shares") == "0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order that was fulfilled but for the missing units is fulfilled without them`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "RW-11": ["A": 6]])) { test in
            let order = try await test.place(["A": 12])
            let central = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" }).id
            let regional = try #require(order.shipments.first { $0.warehouse.text == "RW-11" }).id
            #expect(try await test.step(.pick, central, by: "HQ") == nil)
            #expect(try await test.step(.ship, central, by: "HQ") == nil)
            #expect(try await test.step(.deliver, central, by: "D-110105") == nil)
            #expect(try await test.short(regional, ["A": 6], by: "R-11") == nil)
            let after = try await test.order(order.id)
            #expect(after.status == .fulfilled && after.totalFen == 60_000)
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_940_000))
            try await test.expectCleanAudit()
        }
    }

    @Test func `no more can be missing than the shipment holds`() async throws {
        try await TestBrand.with { test in
            let shipment = try #require(try await test.place(["A": 6]).shipments.first).id
            #expect(try await test.short(shipment, ["A": 7]) == "MISSING_EXCEEDS_PENDING")
            #expect(try await test.short(shipment, ["B": 1]) == "UNKNOWN_SKU")
            #expect(try await test.short(shipment, ["A": 1, "A": 1]) == "DUPLICATE_SKU")
            #expect(try await test.level("WH-TJ", "A") == "600/6/0")
            try await test.expectCleanAudit()
        }
    }
}

extension TestBrand {
    /// Takes every shipment of an order from where it stands to its delivery.
    func sendOffRest(of id: OrderID) async throws {
        let order = try await order(id)
        for shipment in order.shipments {
            let owner = try #require(draft.warehouses.first { $0.code == shipment.warehouse.text }).owner
            if shipment.status == .released { #expect(try await step(.pick, shipment.id, by: owner) == nil) }
            if shipment.status == .released || shipment.status == .picked { #expect(try await step(.ship, shipment.id, by: owner) == nil) }
            if shipment.status != .delivered { #expect(try await step(.deliver, shipment.id, by: order.distributor.text) == nil) }
        }
    }
}
