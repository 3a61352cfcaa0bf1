import Commerce

/// Lets the past go by, day after day: goods come in, yesterday's orders leave, stores order what they wish for.
///
/// What leaves its distributor's warehouse is there on the second day, what leaves headquarters' on the fourth; so the last days' orders are
/// still on their way. Equal settings give equal books.
struct TradeBookkeeper {
    let setting: TradeSetting
    private let wishes: [TradeWish]
    private let bought: [TradeReceipts.Receipt]
    var stock: TradeStock
    var books: TradeBooks
    /// Orders that leave in the morning.
    private var leaving: [Int] = []

    private static let opening = 7 * 60
    private static let closing = 19 * 60
    /// When headquarters' warehouses are filled up: before the season, after it, and at last.
    private static let fillings = [TradeDemand.season.upperBound + 10, TradeDemand.season.lowerBound - 3, 1]

    static func books(of setting: TradeSetting) -> TradeBooks {
        var keeper = TradeBookkeeper(setting)
        keeper.run()
        return keeper.books
    }

    private init(_ setting: TradeSetting) {
        self.setting = setting
        let shelves = setting.storefronts.indices.map { TradeShelf(of: $0, from: setting.goods) }
        wishes = TradeDemand.wishes(of: setting.storefronts, shelves)
        bought = TradeReceipts.receipts(for: wishes, in: setting, shelves)
        stock = TradeStock(setting)
        books = TradeBooks(shelves: shelves)
    }

    private mutating func run() {
        let deposits = reserveDeposits()
        var next = (wish: 0, receipt: 0)
        for daysAgo in stride(from: TradeReceipts.beginning, through: 1, by: -1) {
            while next.receipt < bought.count, bought[next.receipt].daysAgo == daysAgo {
                let first = next.receipt
                while next.receipt < bought.count, bought[next.receipt].daysAgo == daysAgo, bought[next.receipt].storefront == bought[first].storefront { next.receipt += 1 }
                receive(bought[first..<next.receipt], daysAgo: daysAgo)
            }
            shipAll(daysAgo: daysAgo)
            while next.wish < wishes.count, wishes[next.wish].daysAgo == daysAgo {
                serve(wishes[next.wish])
                next.wish += 1
            }
            if Self.fillings.contains(daysAgo) { fillHeadquarters(daysAgo: daysAgo) }
        }
        settle(deposits)
    }

    mutating func newID() -> Int {
        books.ids += 1
        return books.ids
    }

    private mutating func receive(_ rows: ArraySlice<TradeReceipts.Receipt>, daysAgo: Int) {
        let id = newID()
        for row in rows {
            let warehouse = setting.storefronts[row.storefront].warehouse
            let sku = books.shelves[row.storefront].items[row.item].goods.sku.id
            stock.receive(row.units, StockKey(warehouse: warehouse.id, sku: sku))
            books.receipts.append(
                TradeBooks.Receipt(id: id, at: setting.moment(daysAgo: daysAgo, minute: Self.opening), warehouse: warehouse, sku: sku, units: row.units))
        }
    }

    /// One document a warehouse.
    private mutating func fillHeadquarters(daysAgo: Int) {
        var last: (warehouse: TradeWarehouse, id: Int)?
        for (row, units) in stock.fillHeadquarters() {
            guard let warehouse = setting.headquarters.first(where: { $0.id == row.warehouse }) else { continue }
            let id = last.flatMap { $0.warehouse.id == warehouse.id ? $0.id : nil } ?? newID()
            last = (warehouse, id)
            books.receipts.append(
                TradeBooks.Receipt(id: id, at: setting.moment(daysAgo: daysAgo, minute: Self.closing), warehouse: warehouse, sku: row.sku, units: units))
        }
    }

    /// Takes of a wish what is there; a line that can't be had whole is refused and remembered.
    private mutating func serve(_ wish: TradeWish) {
        let storefront = setting.storefronts[wish.storefront]
        let store = storefront.stores[wish.store]
        let at = setting.moment(daysAgo: wish.daysAgo, minute: wish.minute)
        var lines: [TradeBooks.Line] = []
        var parts: [TradeStock.Part] = []
        var unmet: [TradeBooks.Unmet] = []
        for line in wish.lines {
            let item = books.shelves[wish.storefront].items[line.item]
            let sku = item.goods.sku
            guard let taken = stock.parts(of: lines.count, sku, units: line.units, for: wish.storefront) else {
                unmet.append(TradeBooks.Unmet(at: at, store: store.id, sku: sku.id, units: line.units))
                continue
            }
            let supplied = taken.reduce(0) { $0 + ($1.fromPool ? $1.units : 0) }
            lines.append(
                TradeBooks.Line(
                    sku: sku, units: line.units, quantity: line.quantity, unitPriceFen: item.priceFen, suppliedUnits: supplied,
                    supplyFen: supplied == 0 ? 0 : setting.prices.unitPriceFen(of: sku, units: supplied, for: storefront.seller, at: at)))
            parts += taken
        }
        books.unmet += unmet
        guard lines.reduce(0, { $0 + $1.unitPriceFen * $1.units }) >= max(1, storefront.minOrderFen) else { return }
        let plan = TradePlan.plan(parts, lines, of: storefront, to: store, in: setting) { stock.poolFree($0, $1, for: wish.storefront) }
        for part in parts { stock.hold(part, for: wish.storefront) }
        leaving.append(books.orders.count)
        let day = setting.today.adding(days: -wish.daysAgo)
        books.numbered[day, default: 0] += 1
        let id = newID()
        books.orders.append(
            TradeBooks.Order(
                id: id, number: OrderNumbers.text("SO", day, Int64(books.numbered[day] ?? 0)), daysAgo: wish.daysAgo, placedAt: at, storefront: wish.storefront,
                store: wish.store, lines: lines,
                shipments: plan.shipments.map { shipment in
                    TradeBooks.Shipment(
                        id: newID(), warehouse: setting.warehouse(shipment.warehouse, of: storefront), distanceMetres: shipment.distanceMetres,
                        costFen: shipment.costFen, promisedAt: at.adding(minutes: shipment.promisedMinutes),
                        parts: parts.filter { $0.warehouse.rawValue == shipment.warehouse })
                }, trace: SourcingTrace.encode(plan), costFen: plan.costFen))
    }

    /// Yesterday's orders leave: from distributors in the morning, from headquarters after noon.
    private mutating func shipAll(daysAgo: Int) {
        for index in leaving {
            for place in books.orders[index].shipments.indices {
                let shipment = books.orders[index].shipments[place]
                for part in shipment.parts { stock.ship(part, for: books.orders[index].storefront) }
                let arrivesDaysAgo = daysAgo - (shipment.isFromOwn ? 1 : 3)
                books.orders[index].shipments[place].shippedAt = setting.moment(daysAgo: daysAgo, minute: (shipment.isFromOwn ? 9 : 14) * 60)
                books.orders[index].shipments[place].deliveredAt = arrivesDaysAgo < 1 ? nil : setting.moment(daysAgo: arrivesDaysAgo, minute: 15 * 60)
                books.orders[index].shipments[place].despatch = newID()
                books.orders[index].shipments[place].sale = newID()
                if !shipment.isFromOwn { books.orders[index].shipments[place].supply = newID() }
            }
        }
        leaving.removeAll(keepingCapacity: true)
    }
}
