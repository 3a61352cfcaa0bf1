import Commerce
import Operations
import TestSupport
import Testing

/// What happens to standing orders while a run of them is under way. It is Friday, 2026-01-16, the day on which they are due.
@Suite struct StandingOrderRunTests {
    private static let stores = ["S-110105-001", "S-110105-002"]

    /// Two stores whose standing orders of two bottles are due; the first store's is worked first.
    private static func with(_ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.withStorefront(own: ["A": 100], stores: 2) { test in
            for store in stores {
                let draft = StandingOrderDraft(weekday: 5, lines: [OrderDraft.Line(sku: Code(stored: "A"), quantity: 2, unit: .bottle)])
                _ = try await test.brand.work(for: test.caller(store)) { try await $0.addStandingOrder(draft) }
            }
            test.clock.advance(days: 1)
            try await body(test)
        }
    }

    private static func standing(_ store: String, _ test: TestBrand) async throws -> StandingOrderView {
        try #require(try await test.brand.standingOrders(page: PageRequest(), of: test.caller(store)).items.first)
    }

    /// Bottles that a store has ordered.
    private static func bottles(_ store: String, _ test: TestBrand) async throws -> Int {
        try await test.count("""
            SELECT coalesce(sum(l.units), 0) FROM tributary.orders o JOIN tributary.order_lines l ON l.order_id = o.id
            WHERE o.organization_id = \(test.caller(store).organization.rawValue)
            """)
    }

    @Test(arguments: [
        ("status = 'paused'", 0, "2026-01-16"), ("status = 'ended'", 0, "2026-01-16"), ("skipped_on = next_on", 0, "2026-01-23"),
        ("weekday = 6, next_on = next_on + 1", 0, "2026-01-17"), ("quantities = '{7}'", 7, "2026-01-23"),
    ])
    func `what a store changes while others are placed counts`(_ change: String, _ bottles: Int, _ nextOn: String) async throws {
        try await Self.with { test in
            try await test.afterOrders(of: Self.stores[0]) { store in "UPDATE standing_orders SET \(change) WHERE organization_id <> \(store)" }
            #expect(try await test.brand.placeStandingOrders() == 2)
            #expect(try await Self.bottles(Self.stores[0], test) == 2)
            #expect(try await Self.bottles(Self.stores[1], test) == bottles)
            let second = try await Self.standing(Self.stores[1], test)
            #expect(second.nextOn.text == nextOn && (second.lastOrder != nil) == (bottles > 0) && second.lastRefusal == nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `one that always fails stays due, and keeps none from being placed`() async throws {
        try await Self.with { test in
            try await test.afterOrders(of: Self.stores[0]) { _ in "RAISE EXCEPTION 'never'" }
            #expect(try await test.brand.placeStandingOrders() == 2)
            #expect(try await Self.bottles(Self.stores[0], test) == 0)
            #expect(try await Self.bottles(Self.stores[1], test) == 2)
            #expect(try await test.brand.placeStandingOrders() == 1)
            #expect(try await Self.standing(Self.stores[0], test).nextOn.text == "2026-01-16")
            try await test.sql("DROP TRIGGER meanwhile ON tributary.orders")
            #expect(try await test.brand.placeStandingOrders() == 1)
            let mended = try await Self.standing(Self.stores[0], test)
            #expect(mended.lastOn?.text == "2026-01-16" && mended.lastOrder != nil)
            #expect(try await test.events().filter { $0 == "standingOrder.placed" }.count == 2)
        }
    }

    @Test func `one that somebody holds is left for the next run`() async throws {
        try await Self.with { test in
            let first = try test.caller(Self.stores[0]).organization.rawValue
            try await test.holding("SELECT FROM standing_orders WHERE organization_id = \(first) FOR NO KEY UPDATE") {
                let due = try await test.brand.placeStandingOrders()
                let bottles = [try await Self.bottles(Self.stores[0], test), try await Self.bottles(Self.stores[1], test)]
                #expect(due == 2 && bottles == [0, 2])
            }
            #expect(try await test.brand.placeStandingOrders() == 1)
            #expect(try await Self.bottles(Self.stores[0], test) == 2)
        }
    }
}

extension TestBrand {
    /// Has something done in the midst of each order that a store places.
    fileprivate func afterOrders(of store: String, _ statement: (Int64) -> String) async throws {
        let id = try caller(store).organization.rawValue
        try await sql("""
            CREATE FUNCTION tributary.meanwhile() RETURNS trigger LANGUAGE plpgsql SET search_path = tributary AS $$
            BEGIN \(statement(id)); RETURN NEW; END $$;
            CREATE TRIGGER meanwhile AFTER INSERT ON tributary.orders FOR EACH ROW WHEN (NEW.organization_id = \(id)) EXECUTE FUNCTION tributary.meanwhile();
            """)
    }
}
