import Commerce
import Operations
import TestSupport
import Testing

@Suite struct PriceListTests {
    private static func draft(
        _ code: String, _ scope: PriceScopeKind, _ organization: String? = nil, tier: String? = nil, name: String = "", from: Instant? = nil
    ) -> PriceListDraft {
        PriceListDraft(
            code: Code(stored: code), name: name, scope: scope, organization: organization.map { Code(stored: $0) }, tier: tier, validFrom: from,
            validTo: nil)
    }

    private func put(_ draft: PriceListDraft, _ brand: Brand) async throws -> (list: PriceListView, isNew: Bool) {
        let put = try await brand.work(for: CatalogBrand.headquarters) { work in
            let (list, isNew) = try await work.putPriceList(draft)
            return PutList(list: list, isNew: isNew)
        }
        return (put.list, put.isNew)
    }

    private struct PutList: Sendable {
        let list: PriceListView
        let isNew: Bool
    }

    private func price(_ list: String, _ prices: [(String, Int64, Int64)], _ brand: Brand) async throws -> [PriceView] {
        let drafts = prices.map { PriceDraft(sku: Code(stored: $0.0), unitPriceFen: $0.1, minUnits: $0.2) }
        return try await brand.work(for: CatalogBrand.headquarters) { try await $0.putPrices(drafts, on: Code(stored: list)) }
    }

    private func unitPriceFen(_ sku: String, units: Int64 = 6, for buyer: Caller = CatalogBrand.chaoyang, _ brand: Brand) throws -> Int64 {
        let snapshot = brand.catalog.current
        let record = try #require(snapshot.organizations[buyer.code])
        return snapshot.prices.unitPriceFen(of: try #require(snapshot.skus[Code(stored: sku)]), units: units, for: record.buyer, at: brand.clock.now())
    }

    @Test func `a list is made once and changed after, and its prices stay`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(1)
            let first = try await put(Self.draft("PL", .everyone, name: "一"), house.brand)
            #expect(first.isNew)
            _ = try await price("PL", [("C-0001", 900, 1)], house.brand)
            #expect(try unitPriceFen("C-0001", house.brand) == 900)
            let second = try await put(Self.draft("PL", .region, "R-31", name: "二"), house.brand)
            #expect(!second.isNew)
            #expect(try await house.brand.priceList(Code(stored: "PL"), as: CatalogBrand.headquarters) == second.list)
            #expect(try unitPriceFen("C-0001", house.brand) == 1000)
            #expect(try unitPriceFen("C-0001", for: CatalogBrand.huangpu, house.brand) == 900)
        }
    }

    @Test(arguments: [
        (PriceScopeKind.region, "D-110105", OrganizationKind.region), (.region, "X", .region), (.distributor, "R-11", .distributor), (.distributor, "S-110105-001", .distributor),
    ])
    func `a list for an organisation that isn't there, or of another kind, is refused`(scope: PriceScopeKind, code: String, wanted: OrganizationKind) async throws {
        try await CatalogBrand.with { house in
            await #expect(throws: PricingRefusal.unknownOrganization(wanted: wanted)) { try await put(Self.draft("PL", scope, code), house.brand) }
            await #expect(throws: PricingRefusal.unknownList) { try await house.brand.priceList(Code(stored: "PL"), as: CatalogBrand.headquarters) }
        }
    }

    @Test func `prices below the floor and unknown SKUs are named and nothing is written`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(2)
            _ = try await put(Self.draft("PL", .everyone), house.brand)
            _ = try await price("PL", [("C-0001", 100, 1)], house.brand)
            let reason = try await #require(throws: Reason.self) {
                try await price("PL", [("C-0002", 500, 1), ("C-0001", 99, 1), ("X", 500, 1)], house.brand)
            }
            #expect(reason.faults.map { $0.pointer + " " + $0.code } == ["/prices/1/unitPriceFen PRICE_FLOOR", "/prices/2/sku UNKNOWN_SKU"])
            #expect(reason.faults[0].figures == [Figure("floorPriceFen", 100)])
            #expect(try unitPriceFen("C-0001", house.brand) == 100)
            #expect(try unitPriceFen("C-0002", house.brand) == 1000)
            await #expect(throws: PricingRefusal.unknownList) { try await price("NONE", [("C-0001", 500, 1)], house.brand) }
        }
    }

    @Test func `putting prices replaces them all`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(3)
            _ = try await put(Self.draft("PL", .everyone), house.brand)
            _ = try await price("PL", [("C-0001", 900, 1), ("C-0002", 900, 1)], house.brand)
            let kept = try await price("PL", [("C-0003", 700, 12), ("C-0003", 800, 1), ("C-0002", 850, 1)], house.brand)
            #expect(kept.map { "\($0.sku) \($0.minUnits) \($0.unitPriceFen)" } == ["C-0002 1 850", "C-0003 1 800", "C-0003 12 700"])
            #expect(try unitPriceFen("C-0001", house.brand) == 1000)
            #expect(try unitPriceFen("C-0003", units: 11, house.brand) == 800)
            #expect(try unitPriceFen("C-0003", units: 12, house.brand) == 700)
            for limit in 1...4 {
                var shown: [PriceView] = []
                var after: String?
                repeat {
                    let page = try await house.brand.prices(of: Code(stored: "PL"), page: PageRequest(limit: limit, after: after), as: CatalogBrand.headquarters)
                    shown += page.items
                    after = page.next
                } while after != nil
                #expect(shown == kept, "\(limit) a page")
            }
        }
    }

    @Test func `a floor that is raised above a list's price lifts what is paid`() async throws {
        try await CatalogBrand.with { house in
            try await house.addCentral(1)
            _ = try await put(Self.draft("PL", .everyone), house.brand)
            _ = try await price("PL", [("C-0001", 500, 1)], house.brand)
            #expect(try unitPriceFen("C-0001", house.brand) == 500)
            _ = try await house.brand.change("C-0001", as: CatalogBrand.headquarters) { $0.floorPriceFen = 600 }
            #expect(try unitPriceFen("C-0001", house.brand) == 600)
        }
    }

    @Test func `lists are shown by code`() async throws {
        try await CatalogBrand.with { house in
            for code in ["B", "A", "C"] { _ = try await put(Self.draft(code, .tier, tier: "gold"), house.brand) }
            let first = try await house.brand.priceLists(page: PageRequest(limit: 2), as: CatalogBrand.headquarters)
            #expect(first.items.map(\.code.text) == ["A", "B"])
            let second = try await house.brand.priceLists(page: PageRequest(limit: 2, after: first.next), as: CatalogBrand.headquarters)
            #expect(second.items.map(\.code.text) == ["C"])
            #expect(second.next == nil)
        }
    }
}
