import Commerce
import Operations
import TestSupport
import Testing

@Suite struct BackorderTests {
    @Test func `new stock goes to the oldest order first, and a new order waits behind them`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            var waiting: [OrderID] = []
            for distributor in ["D-310101", "D-110105", "D-110106"] {
                waiting.append(try await test.place(["A": 12], by: distributor, backorder: true).id)
                test.clock.advance(minutes: 1)
            }
            func open() async throws -> [Int64] {
                var units: [Int64] = []
                for id in waiting { units.append(try await test.order(id).lines[0].backorderedUnits) }
                return units
            }
            #expect(try await open() == [12, 12, 12])
            // 18 on hand: 30% are 5, no whole case, so there is no pool: 12 for the oldest and 6 for the next.
            try await test.receive(["A": 18])
            #expect(try await open() == [0, 6, 12])
            #expect(try await test.send(["A": 6]) == .refused("OUT_OF_STOCK"))
            try await test.receive(["A": 30])
            #expect(try await open().first == 0)
            let page = try await test.brand.backorders(page: PageRequest(), as: test.caller("HQ"))
            #expect(page.items.map(\.order) == waiting.filter { id in page.items.contains { $0.order == id } })
            try await test.receive(["A": 60])
            #expect(try await open() == [0, 0, 0])
            #expect(try await test.send(["A": 6]).order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a receipt doesn't let a later order jump the queue while an older one could use it`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            let older = try await test.place(["L": 5], by: "D-110106", backorder: true)
            // Another server's stock: this one hears of it by nobody.
            try await test.sql("""
                SET search_path = tributary;
                INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, 5, 1, 4);
                INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, 5, 1, 4);
                INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind) VALUES (1, now(), 0, 5, 1, 4, 'receipt');
                """)
            let newer = try await test.send(["L": 1], by: "D-110105")
            let filled = 5 - (try await test.order(older.id).lines[0].backorderedUnits)
            #expect(filled >= 4)
            if let newer = newer.order { #expect(try await test.order(newer).lines[0].allocations.map(\.source) == [.pool]) }
            try await test.expectCleanAudit()
        }
    }

    @Test func `backorders are listed to whoever reaches their buyer`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            for (distributor, sku) in [("D-110105", "B"), ("D-310101", "A"), ("D-110106", "A")] {
                _ = try await test.place([sku: 6, "L": 1], by: distributor, backorder: true)
                test.clock.advance(minutes: 1)
            }
            func list(_ client: String) async throws -> [String] {
                var all: [String] = []
                var after: String?
                repeat {
                    let page = try await test.brand.backorders(page: PageRequest(limit: 1, after: after), as: test.caller(client))
                    all += page.items.map { "\($0.distributor) \($0.line) \($0.sku) \($0.units)" }
                    after = page.next
                } while after != nil
                return all
            }
            #expect(try await list("HQ") == [
                "D-110105 0 B 6", "D-110105 1 L 1", "D-310101 0 A 6", "D-310101 1 L 1", "D-110106 0 A 6", "D-110106 1 L 1",
            ])
            #expect(try await list("R-31") == ["D-310101 0 A 6", "D-310101 1 L 1"])
            #expect(try await list("D-110106") == ["D-110106 0 A 6", "D-110106 1 L 1"])
            await #expect(throws: PageRequest.invalidCursor) {
                try await test.brand.backorders(page: PageRequest(after: "1.2"), as: test.caller("HQ"))
            }
            await #expect(throws: PageRequest.invalidCursor) {
                try await test.brand.backorders(page: PageRequest(after: "-9223372036854775808.1.99999999999"), as: test.caller("HQ"))
            }
        }
    }
}
