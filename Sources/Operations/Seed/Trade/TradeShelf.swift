import Commerce

/// What one storefront sells, at which prices: most of it ordinary goods in order of how well they sell, and at the end a few scarce ones.
struct TradeShelf: Sendable {
    struct Item: Sendable {
        let goods: TradeGoods
        let priceFen: Int64
        /// Nil: as everybody.
        let coreFen: Int64?
        let potentialFen: Int64?
    }

    let items: [Item]
    /// How many of the items are ordinary.
    let ordinary: Int

    private static let sizes = 60...120
    private static let scarce = 4

    /// - Parameter storefront: its place among the storefronts, which decides what it sells.
    init(of storefront: Int, from goods: [TradeGoods]) {
        let plenty = goods.filter { !$0.isScarce }
        let rare = goods.filter(\.isScarce)
        let size = min(Self.sizes.lowerBound + TradeDraw.number(below: Self.sizes.count, 1, storefront) - Self.scarce, plenty.count)
        let chosen = Self.some(size, of: plenty, key: storefront) + Self.some(min(Self.scarce, rare.count), of: rare, key: storefront + 1_000_000)
        items = chosen.enumerated().map { place, goods in Self.item(goods, storefront: storefront, place: place) }
        ordinary = size
    }

    /// Different ones, in an order of the key's own.
    private static func some(_ count: Int, of goods: [TradeGoods], key: Int) -> [TradeGoods] {
        var rest = goods
        return (0..<count).map { rest.remove(at: TradeDraw.number(below: rest.count, 2, key, $0)) }
    }

    /// Between the floor and the suggested price, in whole yuan where that leaves anything; every third item is cheaper for the better tiers.
    private static func item(_ goods: TradeGoods, storefront: Int, place: Int) -> Item {
        let floorFen = goods.sku.floorPriceFen
        let spanFen = max(0, goods.suggestedPriceFen - floorFen)
        let asked = floorFen + spanFen * Int64(55 + TradeDraw.number(below: 35, 3, storefront, place)) / 100
        let priceFen = max(floorFen, asked - asked % 100)
        func cheaper(bps: Int64) -> Int64? {
            guard place % 3 == 0 else { return nil }
            let fen = priceFen - priceFen * bps / 10_000
            return max(floorFen, fen - fen % 10)
        }
        return Item(goods: goods, priceFen: priceFen, coreFen: cheaper(bps: 400), potentialFen: cheaper(bps: 200))
    }
}
