import Commerce
import Testing

@Suite struct StorefrontItemTests {
    private static let goods: [Code: StorefrontGoods] = [
        Code(stored: "A"): StorefrontGoods(floorPriceFen: 8_000, suggestedPriceFen: 15_000, isBuyable: true),
        Code(stored: "B"): StorefrontGoods(floorPriceFen: 8_000, suggestedPriceFen: nil, isBuyable: true),
        Code(stored: "X"): StorefrontGoods(floorPriceFen: 8_000, suggestedPriceFen: nil, isBuyable: false),
    ]

    private static func faults(_ items: StorefrontItem...) -> [String] {
        items.faults(goods: goods).map { ([$0.pointer, $0.code] + $0.figures.map { "\($0.name) \($0.value)" }).joined(separator: " ") }
    }

    private static func item(_ sku: String, _ priceFen: Int64, _ tierPrices: [StoreTier: Int64] = [:]) -> StorefrontItem {
        StorefrontItem(sku: Code(stored: sku), priceFen: priceFen, tierPrices: tierPrices)
    }

    @Test(arguments: [
        (Int64(7_999), "/items/0/priceFen PRICE_FLOOR floorPriceFen 8000"), (8_000, nil), (15_000, nil),
        (15_001, "/items/0/priceFen PRICE_ABOVE_SUGGESTED suggestedPriceFen 15000"),
    ] as [(Int64, String?)])
    func `a price lies between the floor and what is suggested, both included`(_ priceFen: Int64, _ fault: String?) {
        #expect(Self.faults(Self.item("A", priceFen)) == (fault.map { [$0] } ?? []))
    }

    @Test func `where nothing is suggested a price has no upper end`() {
        #expect(Self.faults(Self.item("B", SKUField.highestPriceFen)) == [])
    }

    @Test func `the price of every tier is held to the same`() {
        #expect(Self.faults(Self.item("A", 9_000, [.core: 7_999, .potential: 8_000, .nurture: 15_001])) == [
            "/items/0/tierPrices/core PRICE_FLOOR floorPriceFen 8000",
            "/items/0/tierPrices/nurture PRICE_ABOVE_SUGGESTED suggestedPriceFen 15000",
        ])
    }

    @Test func `all faults of all items are named at once`() {
        #expect(Self.faults(Self.item("A", 9_000), Self.item("Z", 1), Self.item("X", 9_000), Self.item("A", 1), Self.item("B", 1)) == [
            "/items/1/sku UNKNOWN_SKU", "/items/2/sku NOT_IN_ASSORTMENT", "/items/3/sku DUPLICATE_SKU",
            "/items/3/priceFen PRICE_FLOOR floorPriceFen 8000", "/items/4/priceFen PRICE_FLOOR floorPriceFen 8000",
        ])
    }
}

@Suite struct StoreStatusTests {
    @Test func `a store's standing is moved by the steps there are and no others`() {
        var allowed: [String] = []
        for from in StoreStatus.allCases {
            for to in StoreStatus.allCases where from.mayBecome(to) { allowed.append("\(from) \(to)") }
        }
        #expect(allowed == ["pending approved", "pending refused", "approved suspended", "suspended approved", "refused approved"])
    }

    @Test func `only an approved store's organisation is active`() {
        #expect(StoreStatus.allCases.filter { $0.organizationStatus == .active } == [.approved])
    }

    @Test(arguments: StoreStatus.allCases)
    func `a store follows what becomes of its organisation`(_ status: StoreStatus) {
        #expect(status.following(.active) == .approved)
        #expect(status.following(.suspended) == (status == .approved ? .suspended : status))
        #expect(status.following(.suspended).organizationStatus == .suspended)
    }
}
