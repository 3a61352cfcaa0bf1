import Commerce

/// What one store asks its distributor for on one day.
struct TradeWish: Sendable {
    struct Line: Sendable {
        /// Its place on the shelf.
        let item: Int
        /// Cases, or bottles of what is sold loose.
        let quantity: Int
        let units: Int64
    }

    let daysAgo: Int
    /// Of the day.
    let minute: Int
    let storefront: Int
    let store: Int
    let lines: [Line]
}

/// When stores order and what: some every few days, some hardly ever, one that has stopped; and in the season before the holiday twice as often
/// and half as much again.
enum TradeDemand {
    /// The first day is the longest ago.
    static let days = 1...120
    /// The peak (春节旺季).
    static let season = 15...35
    /// Every how many days the first, second … store of a storefront orders; those beyond never do.
    private static let cadences = [4, 4, 9, 20, 20, 20, 20, 30, 45, 24]
    /// The last of them hasn't ordered for so many days.
    private static let stoppedDaysAgo = 70
    private static let scarcePerMille = 57
    private static let opens = 8 * 60
    private static let openMinutes = 10 * 60

    /// All of them, in order of time.
    static func wishes(of storefronts: [TradeStorefront], _ shelves: [TradeShelf]) -> [TradeWish] {
        var wishes: [TradeWish] = []
        for daysAgo in days.reversed() {
            let first = wishes.count
            for (storefront, seller) in storefronts.enumerated() where seller.isOpen {
                for store in seller.stores.indices where orders(storefront: storefront, store: store, daysAgo: daysAgo) {
                    wishes.append(wish(storefront: storefront, store: store, daysAgo: daysAgo, shelves[storefront]))
                }
            }
            wishes[first...].sort { ($0.minute, $0.storefront, $0.store) < ($1.minute, $1.storefront, $1.store) }
        }
        return wishes
    }

    private static func orders(storefront: Int, store: Int, daysAgo: Int) -> Bool {
        guard store < cadences.count else { return false }
        if store == cadences.count - 1, daysAgo < stoppedDaysAgo { return false }
        let every = season.contains(daysAgo) ? cadences[store] / 2 : cadences[store]
        return (daysAgo + TradeDraw.number(below: every, 4, storefront, store)) % every == 0
    }

    private static func wish(storefront: Int, store: Int, daysAgo: Int, _ shelf: TradeShelf) -> TradeWish {
        func draw(_ bound: Int, _ what: Int, _ line: Int = 0) -> Int { TradeDraw.number(below: bound, 5, storefront, store, daysAgo, what, line) }
        var lines: [TradeWish.Line] = []
        for number in 0..<2 + draw(3, 0) {
            let scarce = shelf.items.count - shelf.ordinary
            // The lower of two places: what stands first sells best.
            let item =
                scarce > 0 && draw(1000, 1, number) < scarcePerMille
                ? shelf.ordinary + draw(scarce, 2, number) : min(draw(shelf.ordinary, 3, number), draw(shelf.ordinary, 4, number))
            guard !lines.contains(where: { $0.item == item }) else { continue }
            let sku = shelf.items[item].goods.sku
            let quantity = 1 + draw(store < 3 ? 3 : 2, 5, number) + (season.contains(daysAgo) ? draw(3, 6, number) : 0)
            lines.append(TradeWish.Line(item: item, quantity: quantity, units: Int64(quantity) * sku.packUnits))
        }
        return TradeWish(daysAgo: daysAgo, minute: opens + draw(openMinutes, 7), storefront: storefront, store: store, lines: lines)
    }
}
