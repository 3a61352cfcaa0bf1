import Commerce

/// What distributors bought for their own warehouses: enough for what their stores asked for before the season and after it, and for the season
/// itself as much as each had reckoned with, which for some goods was far too little: in Shanghai for a quarter of them.
enum TradeReceipts {
    struct Receipt: Sendable {
        let daysAgo: Int
        let storefront: Int
        let item: Int
        let units: Int64
    }

    static let beginning = TradeDemand.days.upperBound + 1
    static let beforeSeason = TradeDemand.season.upperBound + 1
    static let afterSeason = TradeDemand.season.lowerBound - 1

    /// In order of time, the rows of one storefront on one day together.
    static func receipts(for wishes: [TradeWish], in setting: TradeSetting, _ shelves: [TradeShelf]) -> [Receipt] {
        var wanted = shelves.map { [Int64](repeating: 0, count: $0.items.count * 3) }
        for wish in wishes {
            let span = wish.daysAgo > TradeDemand.season.upperBound ? 0 : TradeDemand.season.contains(wish.daysAgo) ? 1 : 2
            for line in wish.lines { wanted[wish.storefront][line.item * 3 + span] += line.units }
        }
        return [beginning, beforeSeason, afterSeason].enumerated().flatMap { span, daysAgo in
            setting.storefronts.indices.flatMap { storefront in
                shelves[storefront].items.indices.compactMap { item in
                    let pack = shelves[storefront].items[item].goods.sku.packUnits
                    let units = wanted[storefront][item * 3 + span]
                    let bought = span == 1 ? units * percent(storefront, item, in: setting, shelves[storefront]) / 100 : units + pack * spare(storefront, item, span)
                    let packs = (bought + pack - 1) / pack
                    return packs == 0 ? nil : Receipt(daysAgo: daysAgo, storefront: storefront, item: item, units: packs * pack)
                }
            }
        }
    }

    /// How much of the season's demand was bought for.
    private static func percent(_ storefront: Int, _ item: Int, in setting: TradeSetting, _ shelf: TradeShelf) -> Int64 {
        if item >= shelf.ordinary { return 20 }
        let short = setting.storefronts[storefront].seller.organization.region == setting.hardPressed ? 26 : 12
        guard TradeDraw.number(below: 100, 6, storefront, item) < short else { return 120 }
        return Int64(30 + TradeDraw.number(below: 30, 7, storefront, item))
    }

    /// Packs beyond what is asked for: a few at first; at the end what is on hand when the past ends, of some goods more and of some next to nothing.
    private static func spare(_ storefront: Int, _ item: Int, _ span: Int) -> Int64 {
        span == 0 ? Int64(TradeDraw.number(below: 3, 8, storefront, item)) : Int64(TradeDraw.number(below: 45, 9, storefront, item))
    }
}
