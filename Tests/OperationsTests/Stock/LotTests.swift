import Commerce
import Postgres
import TestSupport
import Testing

@testable import Operations

@Suite(.timeLimit(.minutes(20))) struct LotTests {
    private static let empty = BrandDraft.small(stock: [:])

    @Test func `a receipt keeps its lot, whose last day is said or follows from the shelf life`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.sql("UPDATE skus SET shelf_life_days = 31 WHERE code = 'A'")
            #expect(try await test.receive(lot: "L1", 6) == nil)
            #expect(try await test.receive(lot: "L2", 6, until: "2026-01-20") == nil)
            #expect(try await test.receive(lot: "L1", 6, of: "B") == nil)
            try await test.receive(["A": 6])
            #expect(try await test.lots() == "L2 6/0, L1 6/0, - 6/0")
            #expect(try await test.level("WH-TJ", "A") == "18/0/0")
            let days = try await test.value("SELECT string_agg(concat(lot, ' ', production_date, ' ', best_before), ', ' ORDER BY sku_id, lot) FROM stock_lots")
            #expect(days == "  , L1 2026-01-01 2026-02-01, L2 2026-01-01 2026-01-20, L1 2026-01-01 ")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a lot has the same dates wherever its warehouse's owner and those above it have it`() async throws {
        try await TestBrand.with(Self.empty) { test in
            #expect(try await test.receive(lot: "L1", 6, until: "2026-03-01") == nil)
            #expect(try await test.receive(lot: "L1", 6, made: "2026-01-02") == "LOT_DATE_DIFFERS")
            #expect(try await test.receive(lot: "L1", 6, until: "2026-03-02") == "LOT_DATE_DIFFERS")
            #expect(try await test.receive(lot: "L1", 6, made: "2026-01-02", at: "WH-SH") == "LOT_DATE_DIFFERS")
            #expect(try await test.receive(lot: "L1", 6, made: "2026-01-02", at: "RW-11", by: "R-11") == "LOT_DATE_DIFFERS")
            #expect(try await test.receive(lot: "L1", 6, of: "B", made: "2026-01-02") == nil)
            // Without a last day the known one stands, in another warehouse, too.
            #expect(try await test.receive(lot: "L1", 6, at: "WH-SH") == nil)
            #expect(try await test.count("SELECT count(*) FROM stock_lots WHERE sku_id = 1 AND best_before = '2026-03-01'") == 2)
            // What is used up is still known.
            #expect(try await test.move(-6, lot: "L1") == nil)
            #expect(try await test.receive(lot: "L1", 6, made: "2026-01-02") == "LOT_DATE_DIFFERS")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a slip of a distributor's pen keeps nobody above from receiving`() async throws {
        try await TestBrand.with(Self.empty) { test in
            #expect(try await test.receive(lot: "L1", 6, made: "2026-01-02", at: "DW-110105", by: "D-110105") == nil)
            #expect(try await test.receive(lot: "L1", 6, at: "RW-11", by: "R-11") == nil)
            #expect(try await test.receive(lot: "L1", 6) == nil)
            // But the two don't mix.
            #expect(try await test.move(1, to: "DW-110105") == "LOT_DATE_DIFFERS")
            #expect(try await test.lots() == "L1 6/0")
            #expect(try await test.lots("DW-110105") == "L1 6/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `adjustments take what expires first or the lot they name, and transfers bring lots along`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            try await test.receive(lot: "L2", 6, until: "2026-03-01")
            try await test.receive(["A": 6])
            #expect(try await test.move(-2) == nil)
            #expect(try await test.move(-1, lot: "L2") == nil)
            #expect(try await test.move(3) == nil)
            #expect(try await test.move(1, lot: "L2") == nil)
            #expect(try await test.lots() == "L1 4/0, L2 6/0, - 9/0")
            #expect(try await test.move(-5, lot: "L1") == "OUT_OF_STOCK")
            #expect(try await test.move(-1, lot: "L9") == "UNKNOWN_LOT")
            #expect(try await test.move(11, to: "RW-11") == nil)
            #expect(try await test.move(1, lot: "L2", to: "RW-11") == "OUT_OF_STOCK")
            #expect(try await test.lots() == "- 8/0")
            #expect(try await test.lots("RW-11") == "L1 4/0, L2 6/0, - 1/0")
            #expect(try await test.count("SELECT count(*) FROM stock_lots WHERE warehouse_id = 3 AND best_before IN ('2026-02-01', '2026-03-01')") == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `nothing that a picked shipment has is taken away, though another lot would have to give it`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            try await test.receive(lot: "L2", 12, until: "2026-03-01")
            let shipment = try await test.shipment(6).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            #expect(try await test.move(-1, lot: "L1") == "OUT_OF_STOCK")
            #expect(try await test.move(-4) == nil)
            #expect(try await test.lots() == "L1 6/6, L2 8/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `lots are listed by their last day to those in whose reach they lie, page by page`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L2", 6, until: "2026-03-01")
            try await test.receive(lot: "L1", 6, until: "2026-03-01")
            try await test.receive(lot: "OLD", 6, until: "2026-01-14", at: "WH-SH")
            try await test.receive(lot: "R", 6, of: "B", until: "2026-01-15", at: "RW-11", by: "R-11")
            try await test.receive(["A": 6, "B": 6])
            let shipment = try await test.shipment(6).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            func list(
                _ client: String, within days: Int? = nil, _ warehouse: String? = nil, _ sku: String? = nil, limit: Int = 2
            ) async throws -> [String] {
                var found: [String] = []
                var after: String?
                repeat {
                    let page = try await test.brand.lots(
                        expiringWithinDays: days, warehouse: warehouse.map { Code(stored: $0) }, sku: sku.map { Code(stored: $0) },
                        PageRequest(limit: limit, after: after), as: test.caller(client))
                    found += page.items.map { "\($0.warehouse)/\($0.sku) \($0.lot?.text ?? "-") \($0.daysLeft.map(String.init) ?? "-") \($0.onHand)/\($0.freeUnits)" }
                    after = page.next
                } while after != nil
                return found
            }
            let all = ["WH-SH/A OLD -1 6/6", "RW-11/B R 0 6/6", "WH-TJ/A L1 45 6/0", "WH-TJ/A L2 45 6/6", "WH-TJ/A - - 6/6", "WH-TJ/B - - 6/6"]
            for limit in [1, 2, 200] { #expect(try await list("HQ", limit: limit) == all) }
            #expect(try await list("HQ", within: 45) == Array(all.prefix(4)))
            #expect(try await list("HQ", within: 44) == Array(all.prefix(2)))
            #expect(try await list("HQ", within: 44, "RW-11", limit: 1) == [all[1]])
            #expect(try await list("HQ", nil, "A", limit: 1) == [all[0], all[2], all[3], all[4]])
            #expect(try await list("HQ", within: 90, "WH-TJ", "A") == [all[2], all[3]])
            #expect(try await list("R-11") == [all[1]])
            for client in ["R-31", "D-110105", "S-110105-001"] { #expect(try await list(client) == []) }
            #expect(try await list("R-11", "WH-TJ") == [])
            #expect(try await list("HQ", nil, "NONE") == [])
            for cursor in ["x", "1/A/B", "1/A/B/C/D", "99999999/A/B/C", "-/A/B/ ", "1//B/C"] {
                await #expect(throws: PageRequest.invalidCursor, "\(cursor)") {
                    try await test.brand.lots(expiringWithinDays: nil, warehouse: nil, sku: nil, PageRequest(after: cursor), as: test.caller("HQ"))
                }
            }
        }
    }

    @Test func `prices read what has a last day, first-expiring first, without what is picked`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L2", 12, until: "2026-03-01")
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            try await test.receive(lot: "L1", 6, of: "B", until: "2026-02-01", at: "WH-SH")
            try await test.receive(lot: "N", 6)
            try await test.receive(["A": 6])
            let shipment = try await test.shipment(12).id
            #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
            let keys = [(2, 2), (1, 1), (1, 3)].map { StockKey(warehouse: WarehouseID($0), sku: SKUID($1)) }
            let book = LotBook(try await test.brand.writer.run(ReadLotsOfRows(keys: keys)))
            let dated = keys.flatMap { key in
                book.lots(of: key).filter { $0.dates.bestBefore != nil && $0.freeUnits > 0 }
                    .map { "\(key.warehouse.rawValue) \($0.code?.text ?? "-") \($0.freeUnits)" }
            }
            #expect(dated == ["2 L1 6", "1 L2 6"])
        }
    }
}
