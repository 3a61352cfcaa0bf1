import Commerce

/// What a past of storefronts is made up from: who sells, who buys, which goods there are, and the day from which it is counted back.
struct TradeSetting: Sendable {
    /// The day of the seeding; the last order is of the day before.
    let today: CalendarDay
    let storefronts: [TradeStorefront]
    /// Headquarters' active SKUs in order of id.
    let goods: [TradeGoods]
    /// Headquarters' warehouses.
    let headquarters: [TradeWarehouse]
    /// What each of those had when the past began, and has again when it ends.
    let centralUnits: [StockKey: Int64]
    let prices: PriceBook
    /// The region whose distributors reckoned worst with the season (Shanghai's).
    let hardPressed: OrganizationID?
    var pool = PoolPolicy()
    var sourcing = SourcingPolicy.standard

    /// A moment of the day that many days ago, in Asia/Shanghai.
    func moment(daysAgo: Int, minute: Int) -> Instant {
        today.adding(days: -daysAgo).shanghaiMidnight.adding(minutes: Int64(minute))
    }
}

struct TradeGoods: Sendable {
    let sku: SellableSKU
    let suggestedPriceFen: Int64
    /// Of the series 稀缺, of which even headquarters has little.
    let isScarce: Bool
}

struct TradeWarehouse: Sendable {
    let id: WarehouseID
    let organization: OrganizationID
    let place: Coordinates
}

/// A storefront with its stores.
struct TradeStorefront: Sendable {
    let seller: PricedBuyer
    let isOpen: Bool
    let minOrderFen: Int64
    let rules: TierRules
    let warehouse: TradeWarehouse
    /// In order of code.
    let stores: [TradeStore]
}

struct TradeStore: Sendable {
    let id: OrganizationID
    let code: Code
    let place: Coordinates
}

/// Numbers that look random and are always the same for the same keys: SplitMix64 over them, one after the other.
enum TradeDraw {
    /// - Returns: at least 0 and below `bound`.
    static func number(below bound: Int, _ keys: Int...) -> Int {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15
        for key in keys {
            state ^= UInt64(bitPattern: Int64(key))
            state &+= 0x9E37_79B9_7F4A_7C15
            state = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            state = (state ^ (state >> 27)) &* 0x94D0_49BB_1331_11EB
            state ^= state >> 31
        }
        return Int(state % UInt64(bound))
    }
}
