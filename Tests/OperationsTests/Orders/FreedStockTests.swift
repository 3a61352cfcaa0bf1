import Commerce
import Operations
import TestSupport
import Testing

/// Whatever frees stock gives it to who waits for it, in the order of their placing.
@Suite(.timeLimit(.minutes(20))) struct FreedStockTests {
    @Test func `a shipment that leaves frees a pool share for who waits for it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60]])) { test in
            // 42 general, a pool of 18 of which each distributor may hold a case.
            _ = try await test.place(["A": 42], by: "D-310101")
            let order = try await test.place(["A": 12], by: "D-110106", backorder: true)
            #expect(order.lines[0].backorderedUnits == 6 && order.sent == ["WH-TJ released 6"])
            try await test.sendOff(order.id, deliver: false)
            let after = try await test.order(order.id)
            #expect(after.status == .confirmed && after.sent == ["WH-TJ shipped 6", "WH-TJ released 6"])
            #expect(after.shipments.map(\.number) == [order.number + "-1", order.number + "-2"])
            #expect(try await test.level("WH-TJ", "A") == "54/42/6")
            try await test.expectCleanAudit()
        }
    }

    @Test func `who waits longer gets the goods before an order that a warehouse shorted`() async throws {
        try await TestBrand.with(.small(stock: ["RW-31": ["A": 6]])) { test in
            let older = try await test.place(["A": 6], by: "D-110105", backorder: true)
            test.clock.advance(minutes: 1)
            let newer = try await test.place(["A": 6], by: "D-310101")
            #expect(newer.sent == ["RW-31 released 6"])
            await test.brand.intake.drain()
            try await test.arrive(6, of: 1, at: 1)
            #expect(try await test.short(try #require(newer.shipments.first).id, ["A": 6], by: "R-31") == nil)
            #expect(try await test.order(older.id).sent == ["WH-TJ released 6"])
            #expect(try await test.order(newer.id).status == .cancelled)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a shorted order that was placed first is served first`() async throws {
        try await TestBrand.with(.small(stock: ["RW-11": ["A": 12]])) { test in
            let older = try await test.place(["A": 6], by: "D-110105")
            test.clock.advance(minutes: 1)
            let newer = try await test.place(["A": 12], by: "D-110106", backorder: true)
            #expect(newer.lines[0].backorderedUnits == 6)
            await test.brand.intake.drain()
            try await test.arrive(6, of: 1, at: 1)
            #expect(try await test.short(try #require(older.shipments.first).id, ["A": 6], by: "R-11") == nil)
            #expect(try await test.order(older.id).sent == ["WH-TJ released 6"])
            #expect(try await test.order(newer.id).lines[0].backorderedUnits == 6)
            try await test.expectCleanAudit()
        }
    }

    @Test func `shipments that are made while an order's lock is waited for are counted in its next number`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            let order = try await test.place(["L": 2], backorder: true)
            await test.brand.intake.drain()
            try await test.arrive(5, of: 4, at: 1)
            // Somebody else is just making a first one.
            let other = """
                SELECT 1 FROM orders WHERE id = \(order.id.rawValue) FOR UPDATE;
                INSERT INTO shipments (id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at,
                                       cancelled_at, warehouse_id, status, number)
                SELECT 7, id, organization_id, 0, 0, 0, placed_at, placed_at, placed_at, 1, 'cancelled', number || '-1' FROM orders WHERE id = \(order.id.rawValue);
                """
            let offer = try await test.holding(other, ending: "COMMIT") {
                let offer = Task { await test.brand.offerStockToBackorders(for: try test.caller("HQ")) }
                try await test.untilBlocked()
                return offer
            }
            _ = await offer.result
            #expect(try await test.order(order.id).shipments.map(\.number) == [order.number + "-2"])
        }
    }

    @Test func `who frees stock of one row locks first whatever backorders may be filled from`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "WH-SH": ["A": 6]])) { test in
            let order = try await test.place(["A": 24], backorder: true)
            #expect(order.lines[0].backorderedUnits == 12)
            let shipment = try #require(order.shipments.first { $0.warehouse.text == "WH-SH" }).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            let draft = try MovementDraft(
                kind: .receipt, warehouse: Code(stored: "WH-SH"), toWarehouse: nil, reason: "test",
                lines: [MovementDraft.Line(sku: Code(stored: "A"), units: 6)])
            let works: [@Sendable (Work) async throws -> Void] = [
                { _ = try await $0.moveStock(draft) },
                { _ = try await $0.setSafetyStock(0, of: Code(stored: "A"), in: Code(stored: "WH-SH")) },
                { _ = try await $0.shipShipment(shipment) },
            ]
            for work in works {
                // Somebody has the row of Tianjin. Whoever is to fill backorders waits for it before it takes the one of Shanghai.
                let done = try await test.holding("SELECT 1 FROM stock_levels WHERE warehouse_id = 1 AND sku_id = 1 FOR UPDATE") {
                    let done = Task { try await test.refusal(of: "HQ", work) }
                    try await test.untilBlocked()
                    #expect(try await test.value("SELECT sku_id FROM tributary.stock_levels WHERE warehouse_id = 2 AND sku_id = 1 FOR UPDATE NOWAIT") == "1")
                    return done
                }
                #expect(try await done.value == nil)
            }
            try await test.expectCleanAudit()
        }
    }
}
