import Commerce

/// A past of storefronts, told to the end: what every order, shipment and document of it was. Ids are counted from 1 in order of time.
struct TradeBooks: Sendable {
    struct Order: Sendable {
        let id: Int
        let number: String
        let daysAgo: Int
        let placedAt: Instant
        let storefront: Int
        let store: Int
        let lines: [Line]
        /// The nearest first.
        var shipments: [Shipment]
        let trace: [UInt8]
        let costFen: Int64

        var totalFen: Int64 { lines.reduce(0) { $0 + $1.unitPriceFen * $1.units } }
        var isFulfilled: Bool { shipments.allSatisfy { $0.deliveredAt != nil } }
    }

    struct Line: Sendable {
        let sku: SellableSKU
        let units: Int64
        let quantity: Int
        let unitPriceFen: Int64
        /// What of it is the brand's, and what the brand asks for a bottle of it.
        let suppliedUnits: Int64
        let supplyFen: Int64
    }

    struct Shipment: Sendable {
        let id: Int
        let warehouse: TradeWarehouse
        let distanceMetres: Int64
        let costFen: Int64
        let promisedAt: Instant
        /// In line order.
        let parts: [TradeStock.Part]
        var shippedAt: Instant?
        var deliveredAt: Instant?
        /// Ids of what was written when it left; 0 for what there is none of.
        var despatch = 0
        var sale = 0
        var supply = 0

        var isFromOwn: Bool { !parts.contains(where: \.fromPool) }
    }

    struct Receipt: Sendable {
        let id: Int
        let at: Instant
        let warehouse: TradeWarehouse
        let sku: SKUID
        let units: Int64
    }

    struct Unmet: Sendable {
        let at: Instant
        let store: OrganizationID
        let sku: SKUID
        let units: Int64
    }

    struct Deposit: Sendable {
        let id: Int
        let at: Instant
        let payer: OrganizationID
        let fen: Int64
    }

    struct Ranking: Sendable {
        let id: Int
        let store: OrganizationID
        let tier: StoreTier
        /// The rules and what they counted, as JSON.
        let figures: String
    }

    struct Sales: Sendable {
        let store: OrganizationID
        let sku: SKUID
        let day: CalendarDay
        let units: Int64
    }

    let shelves: [TradeShelf]
    var orders: [Order] = []
    var receipts: [Receipt] = []
    var unmet: [Unmet] = []
    /// Of stores to their distributors and of distributors to the brand: what the orders come to, and something to go on with.
    var deposits: [Deposit] = []
    /// Of stores that aren't `nurture`.
    var rankings: [Ranking] = []
    /// What stores that report told of their tills.
    var sales: [Sales] = []
    /// How many orders were numbered on each day.
    var numbered: [CalendarDay: Int] = [:]
    /// What the distributors' warehouses have left, by warehouse and SKU.
    var remaining: [(warehouse: TradeWarehouse, sku: SKUID, level: StockLevel)] = []
    /// So many ids are taken.
    var ids = 0
}
