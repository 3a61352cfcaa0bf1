import Commerce
import Operations
import TestSupport
import Testing

/// Cases hold six bottles, so the standard threshold of 30 cases is 180.
@Suite struct StockAlertTests {
    private static func alerts(_ test: TestBrand, raised: Bool? = nil, as caller: String = "D-110105") async throws -> [StockAlertView] {
        try await test.brand.stockAlerts(raised: raised, page: PageRequest(), as: test.caller(caller)).items
    }

    @Test func `one alert comes a crossing and not a sale, and another once stock was above the threshold`() async throws {
        try await TestBrand.withStorefront(own: ["A": 181], storeFen: 100_000_000) { test in
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun())
            _ = try await test.bought(["A": 1])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(), "180 are not below 180")
            _ = try await test.bought(["A": 1])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            _ = try await test.bought(["A": 20])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun())
            let first = try #require(try await Self.alerts(test).first)
            #expect(first.sku.text == "A" && first.units == 179 && first.thresholdUnits == 180 && first.clearedAt == nil)
            try await test.receive(["A": 21], at: "DW-110105", by: "D-110105")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(), "180 are not above 180")
            try await test.receive(["A": 1], at: "DW-110105", by: "D-110105")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(cleared: 1))
            _ = try await test.bought(["A": 2])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            #expect(try await Self.alerts(test).map { $0.clearedAt == nil } == [true, false])
            #expect(try await Self.alerts(test, raised: true).count == 1)
            #expect(try await test.events().filter { $0 == "alert.lowStock" }.count == 2)
        }
    }

    @Test func `a SKU's own threshold goes before the policy's, and the policy's before the standard`() async throws {
        try await TestBrand.withStorefront(own: ["A": 20, "B": 20]) { test in
            func put(_ cases: Int64, _ overrides: [String: Int64]) async throws {
                let view = ReplenishmentPolicyView(
                    policy: ReplenishmentPolicy(lowStockCases: cases), overrides: overrides.map { .init(sku: Code(stored: $0.key), cases: $0.value) })
                _ = try await test.brand.work(for: test.caller("D-110105")) { try await $0.putReplenishmentPolicy(view) }
            }
            try await put(3, ["B": 4])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            #expect(try await Self.alerts(test).map(\.sku.text) == ["B"])
            try await put(4, ["B": 3])
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1, cleared: 1))
            #expect(try await Self.alerts(test, raised: true).map(\.sku.text) == ["A"])
        }
    }

    @Test func `of two servers that see a crossing one tells of it`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12, "B": 500]) { test in
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(6) { try await ($0 % 2 == 0 ? test : other).brand.raiseStockAlerts() }
                let runs = outcomes.compactMap { try? $0.get() }
                #expect(runs.map(\.raised).reduce(0, +) == 1)
            }
            #expect(try await Self.alerts(test).count == 1)
            #expect(try await test.events().filter { $0 == "alert.lowStock" }.count == 1)
        }
    }

    @Test func `what never lay in its warehouses has crossed nothing, nor has anything of a closed storefront`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            try await test.sql("UPDATE tributary.storefronts SET open = false")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun())
            try await test.sql("UPDATE tributary.storefronts SET open = true")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            #expect(try await Self.alerts(test).map(\.sku.text) == ["A"])
        }
    }

    @Test func `an alert clears when its storefront closes, and comes again when it opens`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            try await test.sql("UPDATE tributary.storefronts SET open = false")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(cleared: 1))
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun())
            try await test.sql("UPDATE tributary.storefronts SET open = true")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
        }
    }

    @Test func `an alert clears with its last warehouse, and none comes of what lies in one that isn't in use`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            try await test.sql("UPDATE tributary.warehouses SET active = false WHERE code = 'DW-110105'")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(cleared: 1))
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun())
        }
    }

    @Test func `a discontinued SKU raises none, and clears what it had raised`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12, "B": 12]) { test in
            try await test.sql("UPDATE tributary.skus SET status = 'discontinued' WHERE code = 'A'")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
            #expect(try await Self.alerts(test).map(\.sku.text) == ["B"])
            try await test.sql("UPDATE tributary.skus SET status = 'discontinued' WHERE code = 'B'")
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(cleared: 1))
        }
    }

    @Test func `while one server looks another leaves it to that one`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            let looking = "SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.stock_alerts'))"
            let meanwhile = try await test.holding(looking) { try await test.brand.raiseStockAlerts() }
            #expect(meanwhile == StockAlertRun())
            #expect(try await test.brand.raiseStockAlerts() == StockAlertRun(raised: 1))
        }
    }

    @Test func `an alert is acknowledged by its distributor, the first time counting`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            _ = try await test.brand.raiseStockAlerts()
            let id = try #require(try await Self.alerts(test, as: "R-11").first).id
            #expect(try await Self.alerts(test, as: "D-110106").isEmpty)
            #expect(try await test.refusal(of: "D-110106") { _ = try await $0.acknowledgeStockAlert(id) } == "NOT_FOUND")
            let first = try await test.brand.work(for: test.caller("D-110105")) { try await $0.acknowledgeStockAlert(id) }
            test.clock.advance(days: 1)
            let second = try await test.brand.work(for: test.caller("D-110105")) { try await $0.acknowledgeStockAlert(id) }
            #expect(first.acknowledgedAt != nil && second.acknowledgedAt == first.acknowledgedAt)
        }
    }
}
