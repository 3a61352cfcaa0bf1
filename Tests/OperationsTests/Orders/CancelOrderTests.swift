import Commerce
import Operations
import TestSupport
import Testing

@Suite struct CancelOrderTests {
    @Test func `a cancelled order gives everything back: stock, pool, allocation, money`() async throws {
        try await TestBrand.with { test in
            try await test.sql("""
                SET search_path = tributary;
                INSERT INTO allocations (id, giver_id, valid_from, valid_to, sku_id) VALUES (7, 0, '2026-01-01Z', '2026-02-01Z', 1);
                INSERT INTO allocation_shares (allocation_id, organization_id, units) VALUES (7, \(try test.caller("D-110105").organization.rawValue), 918);
                """)
            // 420 general in each of headquarters' warehouses, 60 of the region's, 18 of the pool.
            let order = try await test.place(["A": 918])
            #expect(order.lines[0].allocations.filter { $0.source == .pool }.reduce(0) { $0 + $1.units } == 18)
            #expect(try await test.send(["A": 6]) == .refused("ALLOCATION_EXCEEDED"))
            #expect(try await test.step(.pick, try #require(order.shipments.first).id, by: try #require(order.shipments.first?.warehouse.text == "RW-11") ? "R-11" : "HQ") == nil)

            #expect(try await test.cancel(order.id) == nil)
            let cancelled = try await test.order(order.id)
            #expect(cancelled.status == .cancelled && cancelled.totalFen == 0)
            #expect(Set(cancelled.shipments.map(\.id)) == Set(order.shipments.map(\.id)) && cancelled.shipments.allSatisfy { $0.status == .cancelled })
            #expect(cancelled.lines[0].cancelledUnits == 918 && cancelled.lines[0].allocations.isEmpty)
            for warehouse in ["WH-TJ", "WH-SH"] { #expect(try await test.level(warehouse, "A") == "600/0/0") }
            #expect(try await test.level("RW-11", "A") == "60/0/0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 100_000_000))
            #expect(try await test.value("SELECT sum(held)::text FROM tributary.pool_shares") == "0")
            #expect(try await test.value("SELECT used::text FROM tributary.allocation_shares") == "0")
            #expect(try await test.cancel(order.id) == "ORDER_CANCELLED")
            try await test.expectCleanAudit()
            // All of it can be had again, at once.
            #expect(try await test.place(["A": 918]).status == .confirmed)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is waiting is cancelled too`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6]])) { test in
            let order = try await test.place(["A": 60], backorder: true)
            #expect(order.status == .backordered && order.lines[0].backorderedUnits == 54)
            #expect(try await test.cancel(order.id) == nil)
            #expect(try await test.order(order.id).lines[0].backorderedUnits == 0)
            #expect(try await test.money().heldFen == 0)
            try await test.receive(["A": 60])
            #expect(try await test.level("WH-TJ", "A") == "66/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order of which something left isn't cancelled`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id, deliver: false)
            #expect(try await test.cancel(order.id) == "ORDER_SHIPPED")
            #expect(try await test.cancel(order.id, by: "R-31") == "NOT_FOUND")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a cancel frees goes to the oldest order that waits for it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 10]])) { test in
            // 7 general; the pool of 3 lets one distributor hold one unit.
            let first = try await test.place(["L": 8], by: "D-110105")
            var waiting: [OrderView] = []
            for distributor in ["D-110106", "D-310101"] {
                test.clock.advance(minutes: 1)
                waiting.append(try await test.place(["L": 6], by: distributor, backorder: true))
            }
            #expect(waiting.map { $0.lines[0].backorderedUnits } == [5, 5])
            #expect(try await test.cancel(first.id) == nil)
            #expect(try await test.order(waiting[0].id).status == .confirmed)
            #expect(try await test.order(waiting[1].id).lines[0].backorderedUnits == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `of many cancels at once one takes effect`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12])
            try await test.anotherServer { other in
                let outcomes = try await withThrowingTaskGroup(of: String?.self) { group in
                    for index in 0..<12 { group.addTask { try await (index % 2 == 0 ? test : other).cancel(order.id) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(outcomes.count { $0 == nil } == 1)
                #expect(outcomes.count { $0 == "ORDER_CANCELLED" } == 11)
            }
            #expect(try await test.level("WH-TJ", "A") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }
}
