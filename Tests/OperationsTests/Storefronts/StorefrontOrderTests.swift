import Commerce
import Operations
import TestSupport
import Testing

@Suite struct StorefrontOrderTests {
    @Test func `what the distributor has itself goes first, and the brand has no part in it`() async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 7])
            #expect(order.sent == ["DW-110105 released 7"] && order.lines[0].allocations.map(\.tier) == [.own])
            #expect(order.store?.text == "S-110105-001" && order.distributor.text == "D-110105")
            #expect(order.totalFen == 84_000)
            #expect(try await test.level("DW-110105", "A") == "12/7/0")
            #expect(try await test.purse("S-110105-001") == "1000000/84000")
            #expect(try await test.purse("D-110105") == "100000000/0")
            #expect(try await test.charges(of: order.id) == nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is short comes from the pool, and both ledgers go with it until it is there`() async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 20])
            #expect(Set(order.sent) == ["DW-110105 released 12", "WH-TJ released 8"])
            #expect(try await test.level("WH-TJ", "A") == "600/0/8")
            #expect(try await test.value("SELECT held::text FROM tributary.pool_shares") == "8")
            #expect(try await test.purse("S-110105-001") == "1000000/240000")
            #expect(try await test.purse("D-110105") == "100000000/80000")
            #expect(try await test.charges(of: order.id) == "8/0/0/0 at 10000")
            try await test.expectCleanAudit()

            let own = try #require(order.shipments.first { $0.warehouse.text == "DW-110105" }).id
            let pool = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" }).id
            #expect(try await test.step(.pick, pool, by: "D-110105") == "NOT_PERMITTED")
            for (shipment, keeper) in [(own, "D-110105"), (pool, "HQ")] {
                #expect(try await test.step(.pick, shipment, by: keeper) == nil)
                #expect(try await test.step(.ship, shipment, by: keeper) == nil)
            }
            #expect(try await test.purse("S-110105-001") == "760000/0")
            #expect(try await test.purse("D-110105") == "99920000/0")
            #expect(try await test.moved("sale") == 240_000)
            #expect(try await test.moved("supply") == 80_000)
            #expect(try await test.level("WH-TJ", "A") == "592/0/0")
            #expect(try await test.value("SELECT held::text FROM tributary.pool_shares") == "0")
            try await test.expectCleanAudit()

            #expect(try await test.step(.deliver, own, by: "D-110105") == "NOT_PERMITTED")
            for shipment in [own, pool] { #expect(try await test.step(.deliver, shipment, by: "S-110105-001") == nil) }
            #expect(try await test.order(order.id).status == .fulfilled)
            try await test.expectCleanAudit()
        }
    }

    @Test func `the pool is never used beyond the distributor's share, nor beyond its ratio`() async throws {
        try await TestBrand.withStorefront(own: [:], hq: ["A": 600]) { test in
            // 30% of 600 are 180; a fifth of that is the most of one distributor.
            #expect(try await test.buy(["A": 37]) == .refused("OUT_OF_STOCK"))
            let order = try await test.bought(["A": 36])
            #expect(order.sent == ["WH-TJ released 36"])
            #expect(try await test.buy(["A": 1]) == .refused("OUT_OF_STOCK"))
            // Its own order on the brand counts to the same share, and takes the general part.
            #expect(try await test.place(["A": 6]).lines[0].allocations.map(\.tier) == [.hq])
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [(79_999, false), (80_000, true)]) func `what the distributor can't pay for isn't supplied`(balanceFen: Int64, isSupplied: Bool) async throws {
        try await TestBrand.withStorefront(balanceFen: balanceFen) { test in
            let sent = try await test.buy(["A": 20])
            #expect(isSupplied ? sent.order != nil : sent == .refused("OUT_OF_STOCK"))
            #expect(try await test.purse("D-110105") == (isSupplied ? "80000/80000" : "79999/0"))
            // What it has itself can be bought all the same.
            if !isSupplied {
                let partial = try await test.bought(["A": 20], partial: true)
                #expect(partial.sent == ["DW-110105 released 12"] && partial.lines[0].cancelledUnits == 8)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a cancelled order gives everything back in both ledgers`() async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 20, "B": 6])
            #expect(try await test.charges(of: order.id) == "8/0/0/0 at 10000, 6/0/0/0 at 10000")
            #expect(try await test.cancel(order.id, by: "S-110105-001") == nil)
            #expect(try await test.purse("S-110105-001") == "1000000/0")
            #expect(try await test.purse("D-110105") == "100000000/0")
            #expect(try await test.charges(of: order.id) == "8/0/8/0 at 10000, 6/0/6/0 at 10000")
            #expect(try await test.level("WH-TJ", "A") == "600/0/0")
            #expect(try await test.level("DW-110105", "A") == "12/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `units that headquarters doesn't find are charged to nobody, and looked for at the distributor's`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            let order = try await test.bought(["A": 18])
            let pool = try #require(order.shipments.first { $0.warehouse.text == "WH-TJ" }).id
            try await test.receive(["A": 2], at: "DW-110105", by: "D-110105")
            #expect(try await test.short(pool, ["A": 4]) == nil)
            let now = try await test.order(order.id)
            #expect(Set(now.sent) == ["DW-110105 released 12", "DW-110105 released 2", "WH-TJ released 2"] && now.lines[0].cancelledUnits == 2)
            #expect(try await test.charges(of: order.id) == "6/0/4/0 at 10000")
            #expect(try await test.purse("D-110105") == "100000000/20000")
            #expect(try await test.purse("S-110105-001") == "1000000/192000")
            try await test.expectCleanAudit()
        }
    }

    @Test func `goods that come back are paid back by whoever was paid for them`() async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 20])
            for shipment in order.shipments {
                let keeper = shipment.warehouse.text == "WH-TJ" ? "HQ" : "D-110105"
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: keeper) == nil) }
                #expect(try await test.step(.deliver, shipment.id, by: TestBrand.store) == nil)
            }
            let draft = try ReturnDraft(order: order.id, reason: "滞销", lines: [ReturnDraft.Line(sku: Code(stored: "A"), units: 20)])
            let returned = try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.requestReturn(draft) }
            _ = try await test.brand.work(for: test.caller("HQ")) { try await $0.acceptReturn(returned.id) }
            let units = [ReceivedUnits(sku: Code(stored: "A"), units: 20, disposition: .restock)]
            _ = try await test.brand.work(for: test.caller("R-11")) { try await $0.receiveReturn(returned.id, units) }
            #expect(try await test.purse(TestBrand.store) == "1000000/0")
            #expect(try await test.purse("D-110105") == "100000000/0")
            #expect(try await test.charges(of: order.id) == "8/8/0/8 at 10000")
            #expect(try await test.moved("supplyRefund") == 80_000)
            #expect(try await test.level("DW-110105", "A") == "12/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a store pays the price of its tier, and buys nothing that isn't in the shop`() async throws {
        try await TestBrand.withStorefront { test in
            try await test.sql("UPDATE tributary.stores SET tier = 'core'")
            #expect(try await test.bought(["A": 2]).totalFen == 23_000)
            #expect(try await test.buy(["C": 1]) == .refused("NOT_IN_ASSORTMENT"))
            #expect(try await test.buy(["Z": 1]) == .refused("UNKNOWN_SKU"))
            try await test.sql("UPDATE tributary.storefront_items SET max_units = 5")
            #expect(try await test.buy(["A": 6]) == .refused("OVER_MAX_UNITS"))
            #expect(try await test.buy(["A": 3, "A": 3]) == .refused("OVER_MAX_UNITS"))
            #expect(try await test.buy(["A": 5]).order != nil)
        }
    }

    @Test func `the shop's terms hold: closed, below the minimum, not approved, beyond the store's credit`() async throws {
        try await TestBrand.withStorefront(storeFen: 24_000) { test in
            #expect(try await test.buy(["A": 3]) == .refused("CREDIT_EXCEEDED"))
            try await test.sql("UPDATE tributary.storefronts SET min_order_fen = 24000")
            #expect(try await test.buy(["A": 1]) == .refused("BELOW_MINIMUM_ORDER"))
            #expect(try await test.buy(["A": 2]).order != nil)
            try await test.sql("UPDATE tributary.storefronts SET open = false")
            #expect(try await test.buy(["A": 2]) == .refused("STOREFRONT_CLOSED"))
            try await test.sql("UPDATE tributary.storefronts SET open = true; UPDATE tributary.stores SET status = 'pending', decided_at = NULL")
            #expect(try await test.buy(["A": 2]) == .refused("ORGANIZATION_SUSPENDED"))
        }
    }

    @Test func `orders on the brand and orders in the shop stand in lists of their own`() async throws {
        try await TestBrand.withStorefront { test in
            let shop = try await test.bought(["A": 1])
            let brand = try await test.place(["A": 6])
            let filter = OrderFilter()
            for client in ["HQ", "R-11", "D-110105"] {
                #expect(try await test.brand.orders(filter, page: PageRequest(), as: test.caller(client)).items.map(\.id) == [brand.id])
                let found = try await test.brand.storefrontOrders(of: Code(stored: "D-110105"), filter, page: PageRequest(), as: test.caller(client)).items
                #expect(found.map(\.id) == [shop.id] && found.first?.store?.text == TestBrand.store)
            }
            #expect(try await test.brand.storefrontOrders(filter, page: PageRequest(), as: test.caller(TestBrand.store)).items.map(\.id) == [shop.id])
            await #expect(throws: Reason.absent("storefront")) {
                _ = try await test.brand.storefrontOrders(of: Code(stored: "D-110105"), filter, page: PageRequest(), as: test.caller("D-110106"))
            }
        }
    }

    @Test func `the same is ordered again at what it costs now`() async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 2])
            try await test.sql("UPDATE tributary.storefront_items SET price_fen = 12500")
            let draft = try await test.brand.repeatable(order.id, by: test.caller(TestBrand.store))
            #expect(draft.lines == [OrderDraft.Line(sku: Code(stored: "A"), quantity: 2, unit: .bottle)])
            let quote = try await test.brand.storefrontQuote(draft, by: test.caller(TestBrand.store))
            #expect(quote.totalFen == 25_000 && quote.store?.text == TestBrand.store && quote.unfilledUnits == 0)
        }
    }

    @Test func `a store sees its prices, and how much there is in four words`() async throws {
        try await TestBrand.withStorefront(own: ["A": 17], hq: ["B": 600]) { test in
            func words() async throws -> [String] {
                try await test.brand.storefrontSKUs(page: PageRequest(), of: test.caller(TestBrand.store)).items.map {
                    "\($0.sku.details.code) \($0.priceFen) \($0.availability.rawValue)"
                }
            }
            #expect(try await words() == ["A 12000 low", "B 13000 pool"])
            try await test.receive(["A": 1], at: "DW-110105", by: "D-110105")
            #expect(try await words() == ["A 12000 inStock", "B 13000 pool"])
            #expect(try await test.buy(["A": 18, "B": 36]).order != nil)
            #expect(try await words() == ["A 12000 out", "B 13000 out"])
            #expect(try await test.brand.ownStorefront(of: test.caller(TestBrand.store)).name == "朝阳酒行")
        }
    }
}
