import Commerce
import Operations
import TestSupport
import Testing

/// What a store is taken to have sold. The cap is 120% of it in 30 days.
@Suite struct SupplyCapHistoryTests {
    private static func withCap<T>(stores: Int = 1, isolation: isolated (any Actor)? = #isolation, _ body: (TestBrand) async throws -> T) async throws -> T {
        try await TestBrand.withStorefront(own: ["A": 2_000, "B": 2_000], storeFen: 100_000_000, stores: stores) { test in
            _ = try await test.brand.work(for: test.caller("R-11")) { try await $0.setSupplyCap(SupplyCap(), enabled: true, of: Code(stored: "R-11")) }
            return try await body(test)
        }
    }

    private static func report(_ units: Int64, of sku: String = "A", by store: String = TestBrand.store, _ test: TestBrand, daysAgo: Int = 1) async throws {
        let day = test.clock.now.shanghaiDay.adding(days: -daysAgo)
        try await test.brand.work(for: test.caller(store)) {
            try await $0.reportSales([StoreSale(sku: Code(stored: sku), units: units)], of: Code(stored: store), on: day)
        }
    }

    @discardableResult
    private static func delivered(_ bottles: KeyValuePairs<String, Int64>, _ test: TestBrand) async throws -> OrderID {
        let order = try await test.bought(bottles)
        for shipment in order.shipments {
            for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "D-110105") == nil) }
            #expect(try await test.step(.deliver, shipment.id, by: TestBrand.store) == nil)
        }
        return order.id
    }

    @Test func `a store that reports has sold none of what it had and tells nothing of, and says so by none as well`() async throws {
        try await Self.withCap { test in
            try await Self.delivered(["A": 10, "B": 10], test)
            #expect(try await test.buy(["A": 2]).order != nil, "it reports nothing: ten were delivered")
            try await Self.report(5, of: "B", test)
            test.clock.advance(days: 20)
            #expect(try await test.buy(["A": 1]) == .refused("SUPPLY_CAP"), "it reports B, so A wasn't sold")
            test.clock.advance(days: 11)
            // Nothing is reported in the window now, and nothing was delivered in it.
            #expect(try await test.buy(["A": 1]).order != nil)
            try await Self.report(0, test, daysAgo: 0)
            #expect(try await test.buy(["A": 1]) == .refused("SUPPLY_CAP"), "it had ten, and tells that it sold none")
        }
    }

    @Test func `who sells nothing may order less than who sells little`() async throws {
        try await Self.withCap { test in
            try await Self.delivered(["A": 100], test)
            test.clock.advance(days: 29)
            try await Self.report(0, test)
            #expect(try await test.buy(["A": 1]) == .refused("SUPPLY_CAP"))
            try await Self.report(90, test)
            // A hundred and eight, of which a hundred are ordered.
            #expect(try await test.buy(["A": 9]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 8]).order != nil)
        }
    }

    @Test func `what a store never had, or had sold out before the window, is held to the median of its tier`() async throws {
        try await Self.withCap(stores: 2) { test in
            try await Self.delivered(["A": 10], test)
            try await Self.report(10, test, daysAgo: 0)
            test.clock.advance(days: 40)
            try await Self.report(1, of: "B", test)
            try await Self.report(20, by: "S-110105-002", test)
            #expect(try await test.buy(["A": 25]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 24]).order != nil, "it has sold out of A, which tells nothing of the window")
        }
    }

    @Test func `a store that sells the same every day is held to as many days of sales as of orders`() async throws {
        try await Self.withCap { test in
            for daysAgo in 0...40 { try await Self.report(10, test, daysAgo: daysAgo) }
            #expect(try await test.buy(["A": 361]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 360]).order != nil)
        }
    }

    @Test func `what comes back was neither sold nor ordered`() async throws {
        try await Self.withCap { test in
            let order = try await Self.delivered(["A": 100], test)
            // A hundred and twenty in all.
            #expect(try await test.buy(["A": 21]) == .refused("SUPPLY_CAP"))
            try await test.giveBackFromStore(50, of: "A", order)
            // Fifty sold make sixty, of which fifty are ordered.
            #expect(try await test.buy(["A": 11]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 10]).order != nil)
        }
    }
}
