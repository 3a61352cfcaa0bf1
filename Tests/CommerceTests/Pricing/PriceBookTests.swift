import Commerce
import Testing

@Suite struct PriceBookTests {
    static let region = OrganizationID(1 << 40)
    static let buyer = PricedBuyer(organization: OrganizationID(1 << 40 | 1 << 20), tier: "gold")
    static let noon = Instant(millisecondsSince1970: 1_768_442_400_000)

    static func sku(list: Int64 = 1000, floor: Int64 = 100) -> SellableSKU {
        SellableSKU(
            id: SKUID(1), code: Code(stored: "A"), owner: .headquarters, unitsPerCase: 6, caseWeightGrams: 6000, looseSale: false, active: true,
            listPriceFen: list, floorPriceFen: floor)
    }

    static func price(
        _ lists: [ListedPrices], units: Int64 = 6, sku: SellableSKU = sku(), buyer: PricedBuyer = buyer, at instant: Instant = noon
    ) -> Int64 {
        PriceBook([SKUID(1): lists]).unitPriceFen(of: sku, units: units, for: buyer, at: instant)
    }

    static func list(_ scope: PriceScope, _ fen: Int64, from: Instant? = nil, to: Instant? = nil) -> ListedPrices {
        ListedPrices(scope: scope, validFrom: from, validTo: to, breaks: [VolumeBreak(minUnits: 1, unitPriceFen: fen)])
    }

    @Test func `without a list the SKU's own price holds`() {
        #expect(Self.price([]) == 1000)
    }

    static let bySpecificity: [ListedPrices] = [
        list(.everyone, 500), list(.region(region), 600), list(.tier("gold"), 700), list(.distributor(buyer.organization), 800),
    ]

    @Test(arguments: [(4, 800), (3, 700), (2, 600), (1, 500)] as [(Int, Int64)])
    func `the most specific list wins, however dear`(count: Int, fen: Int64) {
        #expect(Self.price(Array(Self.bySpecificity.prefix(count))) == fen)
        #expect(Self.price(Self.bySpecificity.prefix(count).reversed()) == fen)
    }

    @Test func `a list for somebody else doesn't count`() {
        let others = [
            Self.list(.distributor(OrganizationID(1 << 40 | 2 << 20)), 1), Self.list(.tier("silver"), 2), Self.list(.region(OrganizationID(2 << 40)), 3),
        ]
        #expect(Self.price(others, sku: Self.sku(floor: 0)) == 1000)
        #expect(Self.price([Self.list(.tier("gold"), 300)], buyer: PricedBuyer(organization: Self.buyer.organization, tier: nil)) == 1000)
    }

    @Test func `between lists of one rank the lower price wins`() {
        #expect(Self.price([Self.list(.everyone, 700), Self.list(.everyone, 600), Self.list(.everyone, 650)]) == 600)
    }

    @Test(arguments: [(-1, 1000), (0, 500), (1, 500), (59_999, 500), (60_000, 1000)] as [(Int64, Int64)])
    func `a list holds from its first moment until just before its last`(offset: Int64, fen: Int64) {
        let list = Self.list(.everyone, 500, from: Self.noon, to: Self.noon.adding(minutes: 1))
        let moment = Instant(millisecondsSince1970: Self.noon.millisecondsSince1970 + offset)
        #expect(Self.price([list], at: moment) == fen)
    }

    @Test(arguments: [(5, 1000), (6, 900), (7, 900), (59, 900), (60, 800), (61, 800), (1_000_000_000, 800)] as [(Int64, Int64)])
    func `a volume break holds from its number of bottles on`(units: Int64, fen: Int64) {
        let breaks = [VolumeBreak(minUnits: 60, unitPriceFen: 800), VolumeBreak(minUnits: 6, unitPriceFen: 900)]
        #expect(Self.price([ListedPrices(scope: .everyone, validFrom: nil, validTo: nil, breaks: breaks)], units: units) == fen)
    }

    @Test func `a specific list whose first break isn't reached leaves the price to the next`() {
        let large = ListedPrices(
            scope: .distributor(Self.buyer.organization), validFrom: nil, validTo: nil, breaks: [VolumeBreak(minUnits: 600, unitPriceFen: 300)])
        #expect(Self.price([large, Self.list(.everyone, 500)], units: 599) == 500)
        #expect(Self.price([large, Self.list(.everyone, 500)], units: 600) == 300)
    }

    @Test(arguments: [(99, 100), (100, 100), (101, 101)] as [(Int64, Int64)])
    func `no price is below the floor`(listed: Int64, fen: Int64) {
        #expect(Self.price([Self.list(.everyone, listed)]) == fen)
    }
}
