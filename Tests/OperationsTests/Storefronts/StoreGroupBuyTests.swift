import Commerce
@testable import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct StoreGroupBuyTests {
    private static let stores = ["S-110105-001", "S-110105-002", "S-110105-003"]

    private func launch(_ test: TestBrand, audience: String? = nil) async throws -> CampaignID {
        try await test.launch(#"{"kind":"groupBuy","sku":"A","priceFen":11200,"size":3,"joinMinutes":30}"#, 941, owner: "D-110105", audience: audience)
    }

    @Test func `the third store fills the group, and both ledgers go with it`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12], stores: 3) { test in
            let campaign = try await launch(test)
            var orders: [OrderView] = []
            for store in Self.stores {
                let order = try await test.joined(campaign, 6, by: store)
                #expect(order.status == .awaitingGroup && order.totalFen == 67_200 && order.store?.text == store && order.distributor.text == "D-110105")
                orders.append(order)
            }
            #expect(try await test.charges(of: orders[2].id) == "6/0/0/0 at 10000")
            #expect(try await test.purse("D-110105") == "100000000/60000")
            _ = try await test.brand.settleGroupBuys()
            #expect(try await test.groups() == ["released 3"])
            for (store, order) in zip(Self.stores, orders) {
                #expect(try await test.order(order.id).status == .confirmed)
                #expect(try await test.purse(store) == "1000000/67200")
            }
            for shipment in try await test.order(orders[2].id).shipments {
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "HQ") == nil) }
            }
            #expect(try await test.purse(Self.stores[2]) == "932800/0")
            #expect(try await test.purse("D-110105") == "99940000/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group that fails gives everything back in both ledgers`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12], stores: 3) { test in
            let campaign = try await launch(test)
            let orders = [try await test.joined(campaign, 8, by: Self.stores[0]), try await test.joined(campaign, 8, by: Self.stores[1])]
            #expect(try await test.charges(of: orders[1].id) == "4/0/0/0 at 10000")
            test.clock.advance(minutes: 30)
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.groups() == ["failed 2"])
            for order in orders { #expect(try await test.order(order.id).status == .cancelled) }
            #expect(try await test.charges(of: orders[1].id) == "4/0/4/0 at 10000")
            #expect(try await test.purse("D-110105") == "100000000/0")
            for store in Self.stores { #expect(try await test.purse(store) == "1000000/0") }
            #expect(try await test.level("DW-110105", "A") == "12/0/0")
            #expect(try await test.level("WH-TJ", "A") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a store has one seat, leaves it by cancelling, and joins its own distributor's alone`() async throws {
        try await TestBrand.withStorefront(own: ["A": 60], stores: 3) { test in
            let campaign = try await launch(test, audience: #"{"organizations":["S-110105-001","S-110105-002"]}"#)
            let order = try await test.joined(campaign, 6, by: Self.stores[0])
            #expect(try await test.join(campaign, 6, by: Self.stores[0]) == .refused("ALREADY_JOINED"))
            #expect(try await test.cancel(order.id, by: Self.stores[0]) == nil)
            #expect(try await test.groups() == ["open 0"])
            #expect(try await test.purse(Self.stores[0]) == "1000000/0")
            _ = try await test.joined(campaign, 6, by: Self.stores[1])
            for outsider in [Self.stores[2], "D-110105", "D-110106"] {
                #expect(try await test.join(campaign, 6, by: outsider) == .refused("NOT_FOUND"), "\(outsider)")
            }
            let brands = try await test.launchGroupBuy(942)
            #expect(try await test.join(brands, 6, by: Self.stores[0]) == .refused("NOT_FOUND"))
            try await test.expectCleanAudit()
        }
    }
}
