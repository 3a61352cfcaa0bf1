import Commerce
import Testing

@Suite struct PriceListDraftTests {
    static func draft(
        _ scope: PriceScopeKind, organization: String? = nil, tier: String? = nil, from: Int64? = nil, to: Int64? = nil
    ) -> PriceListDraft {
        PriceListDraft(
            code: Code(stored: "PL"), name: "", scope: scope, organization: organization.map { Code(stored: $0) }, tier: tier,
            validFrom: from.map { Instant(millisecondsSince1970: $0) }, validTo: to.map { Instant(millisecondsSince1970: $0) })
    }

    @Test(arguments: [
        (.everyone, nil, nil, []), (.region, "R-11", nil, []), (.distributor, "D-110105", nil, []), (.tier, nil, "gold", []),
        (.everyone, "R-11", nil, ["/organization SCOPE_MISMATCH"]), (.everyone, nil, "gold", ["/tier SCOPE_MISMATCH"]),
        (.region, nil, nil, ["/organization MISSING"]), (.tier, nil, nil, ["/tier MISSING"]),
        (.tier, "R-11", nil, ["/organization SCOPE_MISMATCH", "/tier MISSING"]), (.distributor, "D-110105", "gold", ["/tier SCOPE_MISMATCH"]),
    ] as [(PriceScopeKind, String?, String?, [String])])
    func `a scope names what it needs and nothing else`(scope: PriceScopeKind, organization: String?, tier: String?, expected: [String]) {
        #expect(Self.draft(scope, organization: organization, tier: tier).faults.told == expected)
    }

    @Test(arguments: [(1, 2, 0), (2, 2, 1), (3, 2, 1), (nil, 2, 0), (3, nil, 0)] as [(Int64?, Int64?, Int)])
    func `a list ends after it begins`(from: Int64?, to: Int64?, faults: Int) {
        #expect(Self.draft(.everyone, from: from, to: to).faults.told == Array(repeating: "/validTo VALIDITY_ORDER", count: faults))
    }
}

@Suite struct PriceDraftTests {
    static func price(_ sku: String, _ fen: Int64, from units: Int64 = 1) -> PriceDraft {
        PriceDraft(sku: Code(stored: sku), unitPriceFen: fen, minUnits: units)
    }

    static let floors = [Code(stored: "A"): Int64(100), Code(stored: "B"): Int64(0)]

    @Test func `prices from the floor up are accepted`() {
        #expect([Self.price("A", 100), Self.price("A", 100, from: 2), Self.price("B", 0)].faults(floorFen: Self.floors).isEmpty)
    }

    @Test func `every fault is named at its place`() {
        let faults = [Self.price("A", 99), Self.price("X", 500), Self.price("B", 5, from: 6), Self.price("B", 4, from: 6)].faults(floorFen: Self.floors)
        #expect(faults.told == ["/prices/0/unitPriceFen PRICE_FLOOR", "/prices/1/sku UNKNOWN_SKU", "/prices/3/minUnits DUPLICATE_PRICE"])
        #expect(faults[0].figures == [Figure("floorPriceFen", 100)])
    }
}
