import Commerce
import Operations
import TestSupport
import Testing

/// It is Thursday, 2026-01-15, ten in the morning in Shanghai.
@Suite struct StandingOrderTests {
    private static func add(_ test: TestBrand, weekday: Int = 5, _ quantity: Int64 = 2) async throws -> StandingOrderView {
        let draft = StandingOrderDraft(weekday: weekday, lines: [OrderDraft.Line(sku: Code(stored: "A"), quantity: quantity, unit: .bottle)])
        return try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.addStandingOrder(draft) }
    }

    private static func change(_ test: TestBrand, _ id: StandingOrderID, _ change: StandingOrderChange) async throws -> StandingOrderView {
        try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.changeStandingOrder(id, change) }
    }

    private static func orders(_ test: TestBrand) async throws -> Int {
        try await test.count("SELECT count(*) FROM tributary.orders")
    }

    @Test func `it is placed on its weekday, once a week, whatever servers do`() async throws {
        try await TestBrand.withStorefront(own: ["A": 100]) { test in
            let order = try await Self.add(test)
            #expect(order.nextOn.text == "2026-01-16")
            #expect(try await test.brand.placeStandingOrders() == 0)
            test.clock.advance(days: 1)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(6) { try await ($0 % 2 == 0 ? test : other).brand.placeStandingOrders() }
                #expect(outcomes.contains { (try? $0.get()) == 1 })
            }
            // Whoever found the key in use tries again with the next run.
            _ = try await test.brand.placeStandingOrders()
            #expect(try await Self.orders(test) == 1)
            let worked = try #require(try await test.brand.standingOrders(page: PageRequest(), of: test.caller(TestBrand.store)).items.first)
            #expect(worked.nextOn.text == "2026-01-23" && worked.lastOn?.text == "2026-01-16" && worked.lastOrder != nil && worked.lastRefusal == nil)
            test.clock.advance(days: 7)
            #expect(try await test.brand.placeStandingOrders() == 1)
            #expect(try await Self.orders(test) == 2)
            #expect(try await test.events().filter { $0 == "standingOrder.placed" }.count == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `the next time is skipped, a pause isn't made up for, and an end is final`() async throws {
        try await TestBrand.withStorefront(own: ["A": 100]) { test in
            let id = try await Self.add(test).id
            #expect(try await Self.change(test, id, StandingOrderChange(skipNext: true)).skippedOn?.text == "2026-01-16")
            test.clock.advance(days: 1)
            #expect(try await test.brand.placeStandingOrders() == 1)
            #expect(try await Self.orders(test) == 0)
            #expect(try await Self.change(test, id, StandingOrderChange(paused: true)).status == .paused)
            test.clock.advance(days: 14)
            #expect(try await test.brand.placeStandingOrders() == 0)
            #expect(try await Self.change(test, id, StandingOrderChange(paused: false)).nextOn.text == "2026-02-06")
            #expect(try await Self.change(test, id, StandingOrderChange(weekday: 1)).nextOn.text == "2026-02-02")
            let ended = try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.endStandingOrder(id) }
            #expect(ended.status == .ended)
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.endStandingOrder(id) } == "STANDING_ORDER_ENDED")
            test.clock.advance(days: 30)
            #expect(try await test.brand.placeStandingOrders() == 0)
        }
    }

    @Test func `what is refused is told, and tried again a week later`() async throws {
        try await TestBrand.withStorefront(own: ["A": 1], hq: [:]) { test in
            _ = try await Self.add(test)
            test.clock.advance(days: 1)
            #expect(try await test.brand.placeStandingOrders() == 1)
            let refused = try #require(try await test.brand.standingOrders(page: PageRequest(), of: test.caller(TestBrand.store)).items.first)
            #expect(refused.lastRefusal == "OUT_OF_STOCK" && refused.lastOrder == nil && refused.nextOn.text == "2026-01-23")
            #expect(try await test.events() == ["standingOrder.refused"])
            try await test.receive(["A": 5], at: "DW-110105", by: "D-110105")
            test.clock.advance(days: 7)
            #expect(try await test.brand.placeStandingOrders() == 1)
            #expect(try await test.brand.standingOrders(page: PageRequest(), of: test.caller(TestBrand.store)).items.first?.lastRefusal == nil)
            #expect(try await Self.orders(test) == 1)
        }
    }

    @Test func `a standing order is its store's alone`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let id = try await Self.add(test).id
            #expect(try await test.refusal(of: "S-110105-002") { _ = try await $0.endStandingOrder(id) } == "NOT_FOUND")
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.endStandingOrder(id) } == "NOT_FOUND")
            #expect(try await test.brand.standingOrders(page: PageRequest(), of: test.caller("S-110105-002")).items.isEmpty)
        }
    }
}
