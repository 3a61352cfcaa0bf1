import Commerce
import Testing

@testable import Operations

@Suite struct TradeBooksTests {
    private static let today = CalendarDay(year: 2026, month: 11, day: 26)

    @Test func `the same brand on the same day has the same past to the last row`() throws {
        let today = try #require(Self.today)
        let first = Self.books(today)
        let second = Self.books(today)
        #expect(first.books.orders.count > 100)
        for table in TradeTable.allCases {
            let text = first.text(of: table)
            #expect(!text.isEmpty || [.unmetDemand, .storeChanges].contains(table), "\(table)")
            #expect(text == second.text(of: table), "\(table)")
        }
    }

    @Test func `on another day it is the same past, so many days later`() throws {
        let today = try #require(Self.today)
        let first = Self.books(today).books.orders
        let later = Self.books(today.adding(days: 9)).books.orders
        #expect(first.map(\.daysAgo) == later.map(\.daysAgo))
        #expect(first.map(\.totalFen) == later.map(\.totalFen))
        for (order, other) in zip(first, later) { #expect(order.placedAt.adding(days: 9) == other.placedAt) }
    }

    @Test func `nothing is sent that isn't there, and headquarters has in the end what it had at first`() throws {
        let rows = Self.books(try #require(Self.today))
        var onHand = rows.setting.centralUnits
        var documents: [(at: Instant, row: StockKey, units: Int64)] = rows.books.receipts.map { ($0.at, StockKey(warehouse: $0.warehouse.id, sku: $0.sku), $0.units) }
        for shipment in rows.books.orders.flatMap(\.shipments) {
            guard let shippedAt = shipment.shippedAt else { continue }
            documents += shipment.parts.map { (shippedAt, StockKey(warehouse: $0.warehouse, sku: $0.sku), -$0.units) }
        }
        for document in documents.sorted(by: { ($0.at, -$0.units) < ($1.at, -$1.units) }) {
            onHand[document.row, default: 0] += document.units
            #expect((onHand[document.row] ?? 0) >= 0)
        }
        for (row, units) in rows.setting.centralUnits { #expect(onHand[row] == units) }
        for (warehouse, sku, level) in rows.books.remaining { #expect(onHand[StockKey(warehouse: warehouse.id, sku: sku)] == level.onHand) }
    }

    @Test func `an order is filled from its distributor's warehouse before the pool is asked, and a line that neither has is remembered`() throws {
        let rows = Self.books(try #require(Self.today))
        let orders = rows.books.orders
        let supplied = orders.flatMap(\.lines).filter { $0.suppliedUnits > 0 }
        #expect(!supplied.isEmpty)
        #expect(supplied.allSatisfy { $0.supplyFen >= $0.sku.floorPriceFen })
        for order in orders {
            for (number, line) in order.lines.enumerated() {
                let parts = order.shipments.flatMap(\.parts).filter { $0.line == number }
                #expect(parts.reduce(0) { $0 + $1.units } == line.units)
                #expect(parts.reduce(0) { $0 + ($1.fromPool ? $1.units : 0) } == line.suppliedUnits)
                #expect(parts.allSatisfy { $0.units % line.sku.packUnits == 0 })
            }
            let plan = SourcingTrace.decode(order.trace)
            #expect(plan?.shipments.map(\.warehouse) == order.shipments.map(\.warehouse.id.rawValue))
        }
        let season = orders.filter { TradeDemand.season.contains($0.daysAgo) }
        let perDay = (season.count / TradeDemand.season.count, (orders.count - season.count) / (TradeDemand.days.count - TradeDemand.season.count))
        #expect(perDay.0 * 10 > perDay.1 * 17, "twice as often in the season")
        // The scarce goods are asked for where there are none.
        #expect(!rows.books.unmet.isEmpty)
    }

    @Test func `whatever is drawn is the same on every machine`() {
        #expect((0..<6).map { TradeDraw.number(below: 1000, 1, $0) } == [479, 611, 448, 15, 559, 152])
        #expect(TradeDraw.number(below: 1000, 2, 1) != TradeDraw.number(below: 1000, 1, 2))
    }

    /// Four storefronts, one of them closed, twelve SKUs, of which the last two are scarce, and two of headquarters' warehouses.
    private static func books(_ today: CalendarDay) -> TradeRows {
        let goods = (1...12).map { number in
            TradeGoods(
                sku: SellableSKU(
                    id: SKUID(Int32(number)), code: Code(stored: "K-\(number)"), owner: .headquarters, unitsPerCase: 6, caseWeightGrams: 6600,
                    looseSale: number == 5, active: true, listPriceFen: 10_000, floorPriceFen: 8_000),
                suggestedPriceFen: 14_000, isScarce: number > 10)
        }
        let headquarters = [(1, 39_084_158, 117_200_983), (2, 31_230_372, 121_473_662)].map { id, latitude, longitude in
            TradeWarehouse(
                id: WarehouseID(Int32(id)), organization: .headquarters,
                place: Coordinates(storedLatitudeE6: Int32(latitude), longitudeE6: Int32(longitude)))
        }
        var central: [StockKey: Int64] = [:]
        for warehouse in headquarters {
            for item in goods { central[StockKey(warehouse: warehouse.id, sku: item.sku.id)] = item.isScarce ? 12 : 60_000 }
        }
        let storefronts = (1...4).map { number in
            let id = OrganizationID(1 << 40 | Int64(number) << 20)
            let place = Coordinates(storedLatitudeE6: 39_900_000, longitudeE6: 116_400_000 + Int32(number))
            return TradeStorefront(
                seller: PricedBuyer(organization: id, tier: "gold"), isOpen: number != 2, minOrderFen: 10_000, rules: .standard,
                warehouse: TradeWarehouse(id: WarehouseID(Int32(10 + number)), organization: id, place: place),
                stores: (1...10).map { TradeStore(id: OrganizationID(id.rawValue + Int64($0)), code: Code(stored: "S-\(number)-\($0)"), place: place) })
        }
        let setting = TradeSetting(
            today: today, storefronts: storefronts, goods: goods, headquarters: headquarters, centralUnits: central, prices: PriceBook(), hardPressed: OrganizationID(1 << 40))
        let books = TradeBookkeeper.books(of: setting)
        return TradeRows(setting: setting, books: books, ids: TradeIDs(blocks: (1...100).map { Int64($0) * 1000 }))
    }
}
