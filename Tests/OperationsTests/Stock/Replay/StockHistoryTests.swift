import Commerce
@testable import Operations
import Postgres
import TestSupport
import Testing

/// What the what-if reads of the past. The brand's clock stands on 2026-01-15, ten in the morning in Shanghai.
struct StockHistoryTests {
    private static func with(_ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600], "RW-11": ["A": 60]])) { brand in
            try await brand.sql("UPDATE tributary.stock_movements SET at = '2026-01-10T00:00:00Z'")
            try await body(brand)
        }
    }

    /// `warehouse:units` of each row that held something.
    private static func opening(_ from: Instant, _ brand: TestBrand) async throws -> [String] {
        try await brand.brand.writer.run(ReadOpeningStock(from: from, limit: 100)).map { "\($0.row.warehouse.rawValue):\($0.level.onHand)" }.sorted()
    }

    /// `from>to units` of each change.
    private static func changes(_ from: Instant, _ to: Instant, _ brand: TestBrand) async throws -> [String] {
        func name(_ warehouse: WarehouseID?) -> String { warehouse.map { "\($0.rawValue)" } ?? "" }
        return try await brand.brand.writer.run(ReadStockChanges(from: from, to: to, limit: 100)).map {
            "\(name($0.change.source))>\(name($0.change.destination)) \($0.change.units)"
        }
    }

    /// `buyer units` of each line, in its order.
    private static func demand(_ from: Instant, _ to: Instant, _ brand: TestBrand) async throws -> [String] {
        try await brand.brand.writer.run(ReadDemand(from: from, to: to, limit: 100)).map { row in
            let code = ["D-110105", "D-110106", "D-310101", "S-110105-001"].first { brand.draft.organization($0) == row.demand.buyer }
            return "\(code ?? "?") \(row.demand.units)"
        }
    }

    @Test func `what was there at a moment is what is there less what came and went since`() async throws {
        try await Self.with { brand in
            let now = brand.clock.now
            let order = try await brand.place(["A": 120])
            brand.clock.advance(days: 1)
            try await brand.sendOff(order.id)
            try await brand.receive(["A": 30])
            #expect(try await Self.opening(now.adding(days: -10), brand) == [])
            #expect(try await Self.opening(now, brand) == ["1:600", "3:60"])
            #expect(try await Self.opening(brand.clock.now.adding(minutes: 1), brand) == ["1:510", "3:60"])
            #expect(try await brand.level("WH-TJ", "A") == "510/0/0")
        }
    }

    @Test func `what comes and goes by itself is told, what was sent for the days' own orders isn't`() async throws {
        try await Self.with { brand in
            let start = brand.clock.now
            let order = try await brand.place(["A": 120])
            try await brand.receive(["A": 30])
            let transfer = try MovementDraft(
                kind: .transfer, warehouse: Code(stored: "WH-TJ"), toWarehouse: Code(stored: "RW-31"), reason: "",
                lines: [MovementDraft.Line(sku: Code(stored: "A"), units: 12)])
            let loss = try MovementDraft(
                kind: .adjustment, warehouse: Code(stored: "WH-TJ"), toWarehouse: nil, reason: "盘亏",
                lines: [MovementDraft.Line(sku: Code(stored: "A"), units: -6)])
            _ = try await brand.brand.work(for: try brand.caller("HQ")) { try await $0.moveStock(transfer) }
            _ = try await brand.brand.work(for: try brand.caller("HQ")) { try await $0.moveStock(loss) }
            try await brand.sendOff(order.id)
            let end = start.adding(minutes: 1)
            #expect(try await Self.changes(start, end, brand) == [">1 30", "1>4 12", "1> 6"])
            #expect(try await Self.changes(end, end.adding(days: 1), brand) == [])
        }
    }

    @Test func `goods promised before the days began are gone from them, whether they were sent since or still wait`() async throws {
        try await Self.with { brand in
            let start = brand.clock.now
            let sent = try await brand.place(["A": 120])
            _ = try await brand.place(["A": 60])
            let cancelled = try await brand.place(["A": 6])
            brand.clock.advance(days: 1)
            try await brand.cancel(cancelled.id)
            let early = try await brand.place(["A": 24])
            try await brand.sendOff(sent.id)
            try await brand.sendOff(early.id)
            let next = start.adding(minutes: 60)
            #expect(try await Self.changes(next, next.adding(days: 2), brand) == ["1> 60", "1> 120"])
            #expect(try await Self.changes(brand.clock.now.adding(minutes: 1), brand.clock.now.adding(days: 1), brand) == ["1> 60"])
        }
    }

    @Test func `all that was asked for counts, what was cancelled doesn't`() async throws {
        try await Self.with { brand in
            let start = brand.clock.now
            _ = try await brand.place(["A": 600], by: "D-110106", partial: true)
            _ = try await brand.place(["A": 300], by: "D-310101", backorder: true)
            let cancelled = try await brand.place(["A": 6], by: "D-310101", backorder: true)
            try await brand.cancel(cancelled.id, by: "D-310101")
            #expect(try await Self.demand(start, start.adding(minutes: 1), brand) == ["D-110106 600", "D-310101 300"])
            #expect(try await Self.demand(start.adding(minutes: 1), start.adding(days: 1), brand) == [])
            #expect(try await Self.demand(start.adding(days: -1), start, brand) == [])
        }
    }

    @Test func `who was refused and comes back for less on that day didn't want both`() async throws {
        try await Self.with { brand in
            let start = brand.clock.now
            func refuse(_ units: Int64, of buyer: String, _ at: Instant) async throws {
                let rows = [UnmetDemand(buyer: try brand.caller(buyer).organization, sku: SKUID(1), units: units)]
                _ = try await brand.brand.writer.run(InsertUnmetDemand(at: at, rows: rows))
            }
            try await refuse(660, of: "D-110105", start)
            try await refuse(600, of: "D-110105", start.adding(minutes: 1))
            try await refuse(60, of: "D-310101", start.adding(minutes: 2))
            try await refuse(6, of: "S-110105-001", start.adding(minutes: 3))
            try await refuse(6, of: "S-110105-001", start.adding(days: 1))
            brand.clock.advance(minutes: 5)
            _ = try await brand.place(["A": 120], by: "D-110105")
            _ = try await brand.place(["A": 60], by: "D-310101")
            #expect(
                try await Self.demand(start, start.adding(days: 2), brand) == [
                    "D-110105 540", "S-110105-001 6", "D-110105 120", "D-310101 60", "S-110105-001 6",
                ])
        }
    }

    @Test func `an order that is refused leaves all that it asked for, its lines of a SKU together`() throws {
        let sku = SellableSKU(
            id: SKUID(1), code: Code(stored: "A"), owner: .headquarters, unitsPerCase: 6, caseWeightGrams: 6000, looseSale: false, active: true,
            listPriceFen: 100, floorPriceFen: 80)
        let other = SellableSKU(
            id: SKUID(2), code: Code(stored: "B"), owner: .headquarters, unitsPerCase: 6, caseWeightGrams: 6000, looseSale: false, active: true,
            listPriceFen: 100, floorPriceFen: 80)
        let buyer = OrganizationID(1 << 40 | 1 << 20)
        let draft = OrderDraft(
            distributor: nil, shipTo: nil,
            lines: [("B", 1), ("A", 2), ("A", 3)].map { OrderDraft.Line(sku: Code(stored: $0.0), quantity: $0.1, unit: .case) }, allowPartial: nil,
            allowBackorder: false, note: nil)
        let order = try PricedOrder(
            draft, skus: [other, sku, sku], buyer: PricedBuyer(organization: buyer, tier: nil),
            place: Coordinates(storedLatitudeE6: 0, longitudeE6: 0), allowPartial: false, assortments: Assortments(), prices: PriceBook(),
            at: Instant(millisecondsSince1970: 0))
        #expect(UnmetDemand.of(order) == [UnmetDemand(buyer: buyer, sku: SKUID(1), units: 30), UnmetDemand(buyer: buyer, sku: SKUID(2), units: 6)])
    }
}
