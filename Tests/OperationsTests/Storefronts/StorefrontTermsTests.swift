import Commerce
import Operations
@testable import TestSupport
import Testing

@Suite struct StorefrontTermsTests {
    private static let distributor = Code(stored: "D-110105")

    private static func item(_ sku: String, _ priceFen: Int64, _ tierPrices: [StoreTier: Int64] = [:], maxUnits: Int64? = nil) -> StorefrontItem {
        StorefrontItem(sku: Code(stored: sku), priceFen: priceFen, tierPrices: tierPrices, maxUnits: maxUnits)
    }

    /// The faults of an assortment that is refused.
    private static func faults(_ test: TestBrand, _ items: [StorefrontItem]) async throws -> [String] {
        do {
            try await test.brand.work(for: try test.caller("D-110105")) { _ = try await $0.putStorefrontAssortment(items, of: distributor) }
            return []
        } catch let refusal as StorefrontRefusal {
            return refusal.reason.faults.map { $0.pointer + " " + $0.code }
        }
    }

    @Test func `the first put opens a storefront with the books that its stores pay into, the next one changes it`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105", items: ["A": 12_000])
            test.clock.advance(days: 1)
            let closed = StorefrontDraft(name: "朝阳酒行", description: "送货上门", open: false, minOrderFen: 7, deliveryWeekdays: [5, 1])
            let put = try await test.brand.work(for: try test.caller("D-110105")) { try await $0.putStorefront(closed, of: Self.distributor) }
            #expect(put.terms == closed && put.terms.deliveryWeekdays == [1, 5] && put.items == 1)
            #expect(put.updatedAt == put.createdAt.adding(days: 1))
            #expect(try await test.brand.storefront(of: Self.distributor, as: try test.caller("R-11")) == put)
            let books = "SELECT string_agg(kind, ' ' ORDER BY kind) FROM tributary.accounts WHERE organization_id = \(try test.caller("D-110105").organization.rawValue)"
            #expect(try await test.value(books) == "cash prepaid sales")
            try await test.expectCleanAudit()
        }
    }

    @Test func `another distributor's storefront isn't there, to read or to put`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            for outsider in ["R-31", "D-110106", "D-310101", "S-110105-001"] {
                let caller = try test.caller(outsider)
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(outsider)") { try await test.brand.storefront(of: Self.distributor, as: caller) }
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(outsider)") {
                    try await test.brand.storefrontAssortment(of: Self.distributor, page: PageRequest(), as: caller)
                }
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(outsider)") {
                    try await test.brand.stores(of: Self.distributor, status: nil, tier: nil, page: PageRequest(), as: caller)
                }
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(outsider)") { try await test.brand.tierRules(of: Self.distributor, as: caller) }
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(outsider)") {
                    try await test.brand.work(for: caller) { _ = try await $0.putStorefront(StorefrontDraft(name: "x"), of: Self.distributor) }
                }
                #expect(try await test.brand.storefronts(page: PageRequest(), as: caller).items.isEmpty)
            }
            for reader in ["HQ", "R-11", "D-110105"] {
                #expect(try await test.brand.storefronts(page: PageRequest(), as: try test.caller(reader)).items.map(\.distributor) == [Self.distributor])
            }
        }
    }

    @Test func `a fen below the floor refuses the whole assortment, and what was sold before stays`() async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105", items: ["B": 12_000])
            #expect(try await Self.faults(test, [Self.item("A", 8_000), Self.item("B", 7_999)]) == ["/items/1/priceFen PRICE_FLOOR"])
            #expect(try await Self.faults(test, [Self.item("A", 8_000, [.core: 7_999])]) == ["/items/0/tierPrices/core PRICE_FLOOR"])
            try await test.sql("UPDATE tributary.skus SET suggested_price_fen = 15000 WHERE code = 'A'")
            #expect(try await Self.faults(test, [Self.item("A", 15_001)]) == ["/items/0/priceFen PRICE_ABOVE_SUGGESTED"])
            let page = try await test.brand.storefrontAssortment(of: Self.distributor, page: PageRequest(), as: try test.caller("D-110105"))
            #expect(page.items == [Self.item("B", 12_000)])
            #expect(try await Self.faults(test, [Self.item("A", 15_000, [.core: 8_000], maxUnits: 6), Self.item("B", 8_000)]) == [])
            let first = try await test.brand.storefrontAssortment(of: Self.distributor, page: PageRequest(limit: 1), as: try test.caller("HQ"))
            #expect(first.items == [Self.item("A", 15_000, [.core: 8_000], maxUnits: 6)] && first.next == "A")
        }
    }

    @Test func `only what the distributor may buy can be sold, and every fault is named at once`() async throws {
        var draft = BrandDraft.small
        draft.skus += [BrandDraft.SKU(code: "OLD", status: "discontinued"), BrandDraft.SKU(code: "NEW", status: "draft"), BrandDraft.SKU(code: "X", owner: "R-31"), BrandDraft.SKU(code: "Y", owner: "R-11")]
        try await TestBrand.with(draft) { test in
            try await test.openStorefront(of: "D-110105", items: [:])
            try await test.brand.work(for: try test.caller("R-11")) {
                _ = try await $0.putAssortment(.listed([Code(stored: "A"), Code(stored: "OLD")]), of: Code(stored: "R-11"))
            }
            let items = ["A", "B", "OLD", "NEW", "X", "Y", "A", "Z"].map { Self.item($0, 10_000) }
            #expect(try await Self.faults(test, items) == [
                "/items/1/sku NOT_IN_ASSORTMENT", "/items/2/sku NOT_IN_ASSORTMENT", "/items/3/sku UNKNOWN_SKU", "/items/4/sku UNKNOWN_SKU",
                "/items/6/sku DUPLICATE_SKU", "/items/7/sku UNKNOWN_SKU",
            ])
            #expect(try await Self.faults(test, [Self.item("A", 10_000), Self.item("Y", 10_000)]) == [])
        }
    }

    @Test func `what a region lets storefronts do is put beside its cap, and each leaves the other alone`() async throws {
        try await TestBrand.with { test in
            let region = Code(stored: "R-11")
            #expect(try await test.brand.storefrontPolicy(of: region, as: try test.caller("S-110105-001")) == .standard)
            let policy = StorefrontPolicy(regionStock: true, maxOffBps: 2_000, maxBudgetFen: 500)
            try await test.sql("""
                INSERT INTO tributary.storefront_policies (organization_id, updated_at, cap_bps, cap_window_days, cap_enabled)
                VALUES (\(try test.caller("R-11").organization.rawValue), now(), 11000, 7, true)
                """)
            for caller in ["R-11", "HQ"] {
                let put = try await test.brand.work(for: try test.caller(caller)) { try await $0.putStorefrontPolicy(policy, of: region) }
                #expect(put == policy)
            }
            #expect(try await test.value("SELECT concat_ws(' ', cap_bps, cap_window_days, cap_enabled) FROM tributary.storefront_policies") == "11000 7 t")
            for reader in ["HQ", "R-11", "D-110106", "S-110105-001"] {
                #expect(try await test.brand.storefrontPolicy(of: region, as: try test.caller(reader)) == policy)
            }
            for outsider in ["R-31", "D-310101"] {
                let caller = try test.caller(outsider)
                await #expect(throws: StorefrontRefusal.unknownRegion) { try await test.brand.storefrontPolicy(of: region, as: caller) }
                await #expect(throws: StorefrontRefusal.unknownRegion) { try await test.brand.work(for: caller) { _ = try await $0.putStorefrontPolicy(policy, of: region) } }
            }
        }
    }
}
