import Commerce
import Operations
import TestSupport
import Testing

@Suite struct SupplyCapOrderTests {
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

    @Test func `a store that sold a hundred may order a hundred and twenty, told with the arithmetic`() async throws {
        try await Self.withCap { test in
            try await Self.report(60, test)
            try await Self.report(40, test, daysAgo: 29)
            for daysAgo in [30, 31] { try await Self.report(500, test, daysAgo: daysAgo) }
            let refused = try await test.refusalOf(["A": 121])
            #expect(refused?.code == "SUPPLY_CAP")
            let figures = refused?.figures.map { "\($0.name) \($0.value)" }
            #expect(figures == ["soldUnits 100", "capUnits 120", "alreadyOrderedUnits 0", "allowedUnits 120"])
            #expect(try await test.buy(["A": 100]).order != nil)
            #expect(try await test.buy(["A": 21]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 10, "A": 11]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 20]).order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is cancelled may be ordered again, and nothing is held to it where the region has it off`() async throws {
        try await Self.withCap { test in
            try await Self.report(10, test)
            let order = try #require(try await test.buy(["A": 12]).order)
            #expect(try await test.buy(["A": 1]) == .refused("SUPPLY_CAP"))
            #expect(try await test.cancel(order, by: TestBrand.store) == nil)
            #expect(try await test.buy(["A": 12]).order != nil)
            let off = try await test.brand.work(for: test.caller("R-11")) {
                try await $0.setSupplyCap(SupplyCap(), enabled: false, of: Code(stored: "R-11"))
            }
            #expect(!off.enabled)
            #expect(try await test.buy(["A": 100]).order != nil)
        }
    }

    @Test func `a store that reports nothing is held to what was delivered to it`() async throws {
        try await Self.withCap { test in
            let order = try await test.bought(["A": 10])
            for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, order.shipments[0].id, by: "D-110105") == nil) }
            #expect(try await test.step(.deliver, order.shipments[0].id, by: TestBrand.store) == nil)
            #expect(try await test.buy(["A": 3]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 2]).order != nil)
        }
    }

    @Test func `a store without any history is held to the median of its tier, and to nothing where nobody has one`() async throws {
        try await Self.withCap(stores: 5) { test in
            #expect(try await test.buy(["A": 500], by: "S-110105-005").order != nil)
            for (store, units) in [(2, 10), (3, 20), (4, 90)] { try await Self.report(Int64(units), by: "S-110105-00\(store)", test) }
            #expect(try await test.buy(["A": 25]) == .refused("SUPPLY_CAP"))
            #expect(try await test.buy(["A": 24]).order != nil)
            try await test.sql("UPDATE tributary.stores SET tier = 'core' WHERE organization_id % 1048576 IN (2, 3)")
            #expect(try await test.buy(["A": 84]).order != nil)
            #expect(try await test.buy(["B": 84]).order != nil)
        }
    }

    @Test func `two servers together take no more than the cap`() async throws {
        try await Self.withCap { test in
            try await Self.report(10, test)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(20) { try await ($0 % 2 == 0 ? test : other).buy(["A": 1]) }
                #expect(outcomes.count { $0.order != nil } == 12)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `sales are counted day by day, for a store within reach`() async throws {
        try await Self.withCap { test in
            try await Self.report(5, test)
            try await Self.report(7, test)
            try await Self.report(1, of: "B", test, daysAgo: 2)
            let sales = try await test.brand.sales(of: Code(stored: TestBrand.store), page: PageRequest(), as: test.caller("D-110105")).items
            #expect(sales.map { "\($0.sku) \($0.units)" } == ["A 12", "B 1"])
            let next = PageRequest(limit: 1, after: "\(sales[0].day.daysSince1970).1")
            let rest = try await test.brand.sales(of: Code(stored: TestBrand.store), page: next, as: test.caller(TestBrand.store)).items
            #expect(rest.map { "\($0.sku) \($0.units)" } == ["B 1"])
            #expect(try await test.refusal(of: "D-110106") { try await $0.reportSales([], of: Code(stored: TestBrand.store), on: nil) } == "NOT_FOUND")
            let tomorrow = test.clock.now.shanghaiDay.adding(days: 1)
            #expect(try await test.refusal(of: TestBrand.store) { try await $0.reportSales([], of: Code(stored: TestBrand.store), on: tomorrow) } == "OUT_OF_RANGE")
            let unknown = [StoreSale(sku: Code(stored: "Z"), units: 1)]
            #expect(try await test.refusal(of: TestBrand.store) { try await $0.reportSales(unknown, of: Code(stored: TestBrand.store), on: nil) } == "UNKNOWN_SKU")
        }
    }
}

extension TestBrand {
    /// The reason that an order is refused with; nil when it is placed.
    fileprivate func refusalOf(_ bottles: KeyValuePairs<String, Int64>) async throws -> Reason? {
        do {
            _ = try await brand.placeStorefrontOrder(
                Self.draft(bottles), by: try caller(Self.store), once: IdempotentRequest(clientID: "x", route: "y", key: "\(bottles)", body: []), keepsRefusals: false,
                accepted: { _ in StoredAnswer(status: 201, body: []) }, refused: { _ in StoredAnswer(status: 409, body: []) })
            return nil
        } catch let refusal as any Refusal {
            return refusal.reason
        }
    }
}
