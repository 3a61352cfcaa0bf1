import Commerce
@testable import Operations
import TestSupport
import Testing

/// A distributor that delivers on Mondays only. It is Thursday, 2026-01-15, ten in the morning in Shanghai; the Monday after it is the 19th.
@Suite struct DeliveryDayTests {
    private static func with(own: [String: Int64], _ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.withStorefront(own: own, stores: 2) { test in
            try await test.sql("UPDATE tributary.storefronts SET delivery_weekdays = '{1}'")
            try await body(test)
        }
    }

    @Test func `a group that fills two days later is promised for the Monday after that`() async throws {
        try await Self.with(own: ["A": 12]) { test in
            await test.stopReleasingGroups()
            let group = try await test.launch(#"{"kind":"groupBuy","sku":"A","priceFen":11200,"size":2,"joinMinutes":10000}"#, 941, owner: "D-110105", audience: nil)
            let first = try await test.joined(group, 6, by: "S-110105-001")
            #expect(first.promisedAt?.shanghaiDay.text == "2026-01-19")
            test.clock.advance(days: 2)
            let second = try await test.joined(group, 6, by: "S-110105-002")
            #expect(try await test.brand.settleGroupBuys() == 1)
            for order in [first, second] {
                let released = try await test.order(order.id)
                #expect(released.status == .confirmed && released.promisedAt == first.promisedAt)
                #expect(released.shipments.count == 1 && released.shipments.allSatisfy { $0.promisedAt == first.promisedAt })
            }
        }
    }

    @Test func `a group that fills on a Monday, too late for that one, is promised for the next`() async throws {
        try await Self.with(own: ["A": 12]) { test in
            await test.stopReleasingGroups()
            let group = try await test.launch(#"{"kind":"groupBuy","sku":"A","priceFen":11200,"size":2,"joinMinutes":10000}"#, 941, owner: "D-110105", audience: nil)
            let first = try await test.joined(group, 6, by: "S-110105-001")
            // Half past eleven in the evening of Monday: it arrives on Tuesday.
            test.clock.advance(days: 4)
            test.clock.advance(minutes: 13 * 60 + 30)
            _ = try await test.joined(group, 6, by: "S-110105-002")
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.order(first.id).promisedAt?.shanghaiDay.text == "2026-01-26")
        }
    }

    @Test func `own units that stand in for what the brand's warehouse lacked are promised for a delivery day too`() async throws {
        try await Self.with(own: ["A": 6]) { test in
            let order = try await test.bought(["A": 12])
            let pool = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" })
            try await test.receive(["A": 12], at: "DW-110105", by: "D-110105")
            #expect(try await test.short(pool.id, ["A": 6]) == nil)
            let after = try await test.order(order.id)
            let promised = after.shipments.map { "\($0.warehouse) \($0.promisedAt.shanghaiDay.text)" }
            #expect(promised == ["DW-110105 2026-01-19", "DW-110105 2026-01-19"])
            #expect(after.promisedAt?.shanghaiDay.text == "2026-01-19")
        }
    }
}
