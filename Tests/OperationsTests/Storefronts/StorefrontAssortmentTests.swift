import Commerce
import Operations
import TestSupport
import Testing

/// What a storefront goes on selling once the brand has changed what it sells, and for how much.
@Suite struct StorefrontAssortmentTests {
    private static func shelf(_ test: TestBrand) async throws -> [String] {
        try await test.brand.storefrontSKUs(page: PageRequest(), of: test.caller(TestBrand.store)).items.map {
            "\($0.sku.details.code) \($0.priceFen) \($0.availability.rawValue)"
        }
    }

    @Test(arguments: [true, false]) func `what the distributor may buy no longer is sold off from its own stock, and never from the brand's`(discontinued: Bool) async throws {
        try await TestBrand.withStorefront { test in
            try await test.sql("INSERT INTO tributary.storefront_policies (organization_id, region_stock, updated_at) VALUES (\(try test.caller("R-11").organization.rawValue), true, now())")
            try await test.receive(["A": 60], at: "RW-11", by: "R-11")
            if discontinued {
                try await test.sql("UPDATE tributary.skus SET status = 'discontinued' WHERE code = 'A'")
            } else {
                try await test.brand.work(for: try test.caller("R-11")) { _ = try await $0.putAssortment(.listed([Code(stored: "B")]), of: Code(stored: "R-11")) }
            }
            try await test.brand.load()
            #expect(try await test.send(["A": 6]) == .refused("NOT_IN_ASSORTMENT"))
            #expect(try await Self.shelf(test) == ["A 12000 low", "B 13000 pool"])
            #expect(try await test.buy(["A": 13]) == .refused("OUT_OF_STOCK"))
            let order = try await test.bought(["A": 12, "B": 6])
            #expect(Set(order.sent) == ["DW-110105 released 12", "WH-TJ released 6"])
            #expect(try await Self.shelf(test) == ["A 12000 out", "B 13000 pool"])
            #expect(try await test.buy(["A": 1]) == .refused("OUT_OF_STOCK"))
            try await test.expectCleanAudit()
        }
    }

    @Test func `what the brand allocates isn't on a store's shelf beyond its distributor's own`() async throws {
        try await TestBrand.withStorefront(own: [:]) { test in
            #expect(try await Self.shelf(test) == ["A 12000 pool", "B 13000 pool"])
            try await test.allocateA(600)
            #expect(try await Self.shelf(test) == ["A 12000 out", "B 13000 pool"])
        }
    }

    @Test func `a floor that is raised and a suggested price that is lowered reach the shop's prices, on the shelf and in orders`() async throws {
        try await TestBrand.withStorefront { test in
            // A costs the brand's buyers 100.00; 120.00 in the shop, 115.00 for core stores. B is 130.00 there.
            try await test.sql("UPDATE tributary.skus SET list_price_fen = 12300, floor_price_fen = 12300 WHERE code = 'A'")
            try await test.sql("UPDATE tributary.skus SET suggested_price_fen = 12500 WHERE code = 'B'")
            try await test.brand.load()
            #expect(try await Self.shelf(test) == ["A 12300 low", "B 12500 pool"])
            let order = try await test.bought(["A": 1, "B": 1])
            #expect(order.lines.map(\.unitPriceFen) == [12_300, 12_500])
            try await test.sql("UPDATE tributary.stores SET tier = 'core'")
            #expect(try await Self.shelf(test) == ["A 12300 low", "B 12500 pool"])
            #expect(try await test.bought(["A": 1]).totalFen == 12_300)
            // What the distributor has put stays what it is.
            let kept = try await test.brand.storefrontAssortment(of: Code(stored: "D-110105"), page: PageRequest(), as: test.caller("D-110105")).items
            #expect(kept.map(\.priceFen) == [12_000, 13_000])
        }
    }
}

extension TestBrand {
    /// Headquarters allocates A for the month, all of it to R-11.
    func allocateA(_ units: Int64) async throws {
        let draft = try AllocationDraft(
            sku: Code(stored: "A"), from: clock.now.adding(days: -1), to: clock.now.adding(days: 30),
            shares: [AllocationDraft.Share(organization: Code(stored: "R-11"), units: units)])
        _ = try await brand.work(for: try caller("HQ")) { try await $0.allocate(draft) }
    }
}
