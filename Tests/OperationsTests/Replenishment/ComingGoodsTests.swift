import Commerce
import Operations
import TestSupport
import Testing

/// What D-110105 has ordered on the brand counts once, from the order until it is sold. It sent 28 bottles of A to its store and has ten left, at which
/// its point stands: three cases of six are suggested.
@Suite struct ComingGoodsTests {
    private static func with(_ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.withStorefront(own: ["A": 38], storeFen: 100_000_000) { test in
            let policy = ReplenishmentPolicyView(policy: ReplenishmentPolicy(leadDays: 3), overrides: [])
            _ = try await test.brand.work(for: test.caller("D-110105")) { try await $0.putReplenishmentPolicy(policy) }
            try await sell(28, test)
            try await body(test)
        }
    }

    private static func sell(_ bottles: Int64, _ test: TestBrand) async throws {
        for shipment in try await test.bought(["A": bottles]).shipments {
            for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "D-110105") == nil) }
        }
    }

    /// What the run suggests of A: cases, and what it took to be available.
    private static func suggested(_ test: TestBrand) async throws -> [Int64]? {
        _ = try await test.brand.work(for: test.caller("D-110105")) { try await $0.suggestReplenishment() }
        let found = try await test.brand.suggestions(status: .open, page: PageRequest(), as: test.caller("D-110105")).items
        return found.first.map { [$0.suggestedCases, $0.availableUnits] }
    }

    @Test func `goods count from the order to the sale, once, whether they are booked at once or later`() async throws {
        try await Self.with { test in
            #expect(try await Self.suggested(test) == [3, 10])
            let order = try await test.place(["A": 18])
            #expect(try await Self.suggested(test) == nil)
            try await test.sendOff(order.id, deliver: false)
            #expect(try await Self.suggested(test) == nil)
            for shipment in order.shipments { #expect(try await test.step(.deliver, shipment.id, by: "D-110105") == nil) }
            #expect(try await Self.suggested(test) == nil, "delivered and not booked yet")
            test.clock.advance(days: 2)
            try await test.receive(["A": 18], at: "DW-110105", by: "D-110105")
            #expect(try await Self.suggested(test) == nil)
            // 46 sold: the point is 17, and ten are left of 10 + 18.
            try await Self.sell(18, test)
            #expect(try await Self.suggested(test)?.last == 10)
        }
    }

    @Test func `goods that are booked before their receipt is confirmed count once, too`() async throws {
        try await Self.with { test in
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id, deliver: false)
            test.clock.advance(days: 1)
            try await test.receive(["A": 6], at: "DW-110105", by: "D-110105")
            try await Self.sell(6, test)
            // 34 sold, so the point is 13; ten are left, and nothing is on its way.
            #expect(try await Self.suggested(test)?.last == 10)
            for shipment in order.shipments { #expect(try await test.step(.deliver, shipment.id, by: "D-110105") == nil) }
            #expect(try await Self.suggested(test)?.last == 10)
        }
    }

    @Test func `what was received before goods left covers none of them, nor does what moves between one's own warehouses`() async throws {
        try await Self.with { test in
            try await test.sql("""
                INSERT INTO tributary.warehouses (id, organization_id, created_at, latitude_e6, longitude_e6, code, name, kind)
                SELECT 900, organization_id, created_at, latitude_e6, longitude_e6, 'DV-110105', name, kind FROM tributary.warehouses WHERE code = 'DW-110105'
                """)
            try await test.brand.load()
            try await test.receive(["A": 6], at: "DW-110105", by: "D-110105")
            test.clock.advance(days: 1)
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id)
            test.clock.advance(days: 1)
            let moved = try MovementDraft(
                kind: .transfer, warehouse: Code(stored: "DW-110105"), toWarehouse: Code(stored: "DV-110105"), reason: "",
                lines: [.init(sku: Code(stored: "A"), units: 6)])
            _ = try await test.brand.work(for: test.caller("D-110105")) { try await $0.moveStock(moved) }
            // 34 sold, the point is 13: ten on hand and six to book are above it.
            try await Self.sell(6, test)
            #expect(try await Self.suggested(test) == nil)
            try await test.receive(["A": 2], at: "DV-110105", by: "D-110105")
            // 46 sold, the point is 17: none on hand, two received since, and four of the six that are still to be booked.
            try await Self.sell(12, test)
            #expect(try await Self.suggested(test)?.last == 4)
        }
    }

    @Test func `what isn't booked within thirty days of its delivery counts no more`() async throws {
        try await Self.with { test in
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id)
            test.clock.advance(days: 29)
            try await test.receive(["A": 10], at: "DW-110105", by: "D-110105")
            try await Self.sell(20, test)
            // Twenty sold in 28 days: the point is eight, and none is left. What was received covers the six.
            #expect(try await Self.suggested(test)?.last == 0)
        }
        try await Self.with { test in
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id)
            test.clock.advance(days: 29)
            try await Self.sell(10, test)
            // Ten sold in 28 days: the point is four; six are to be booked.
            #expect(try await Self.suggested(test) == nil)
            test.clock.advance(days: 1)
            #expect(try await Self.suggested(test)?.last == 0)
        }
    }

    @Test func `what stores give back wasn't sold`() async throws {
        try await TestBrand.withStorefront(own: ["A": 38]) { test in
            let order = try await test.bought(["A": 28])
            for shipment in order.shipments {
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "D-110105") == nil) }
                #expect(try await test.step(.deliver, shipment.id, by: TestBrand.store) == nil)
            }
            try await test.giveBackFromStore(14, of: "A", order.id)
            // Fourteen sold: the point is five, and 24 are there again.
            #expect(try await Self.suggested(test) == nil)
            try await Self.sell(21, test)
            // 14 + 21 sold: the point is 13; three are left, and up to 30 are missing 27, which is five cases.
            #expect(try await Self.suggested(test) == [5, 3])
        }
    }
}
