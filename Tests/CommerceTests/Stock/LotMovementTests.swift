import Commerce
import Testing

struct LotMovementTests {
    private static let there = StockKey(warehouse: WarehouseID(2), sku: SKUID(7))

    private func move(
        _ kind: MovementKind, _ lines: LotMovement.Line..., lots: LotBook, known: LotDates? = nil
    ) throws(MovementRefusal) -> LotMovement {
        try LotMovement(
            kind: kind, warehouse: WarehouseID(1), toWarehouse: kind == .transfer ? WarehouseID(2) : nil, lines: lines, book: lots
        ) { _, _ in known }
    }

    private func line(
        _ units: Int64, _ lot: String? = nil, made: String? = nil, until: String? = nil, life: Int? = nil, sku: Int32 = 7
    ) -> LotMovement.Line {
        LotMovement.Line(
            sku: SKUID(sku), units: units, lot: lot.map { Code(stored: $0) }, productionDate: made.map(LotLanguage.day),
            bestBefore: until.map(LotLanguage.day), shelfLifeDays: life)
    }

    private func refusal(_ body: () throws(MovementRefusal) -> LotMovement) -> [String] {
        do {
            _ = try body()
            return []
        } catch {
            return error.reason.faults.map { "\($0.pointer) \($0.code)" }
        }
    }

    @Test(arguments: [
        (nil, nil, nil), (nil, 31, "2026-02-01"), ("2026-01-20", 31, "2026-01-20"), ("2026-01-20", nil, "2026-01-20"), (nil, 0, "2026-01-01"),
    ] as [(String?, Int?, String?)])
    func `a lot keeps to the day that is said, otherwise as long as its SKU`(_ said: String?, _ life: Int?, _ until: String?) throws {
        let moved = try move(.receipt, line(10, "L1", made: "2026-01-01", until: said, life: life), lots: LotBook([(row: StockKey, lot: StockLot)]()))
        #expect(moved.book.changesText == ["+L1 10/0"])
        #expect(moved.dates == [LotLanguage.dates("2026-01-01", until)])
        #expect(moved.book.changes.map(\.dates) == [LotLanguage.dates("2026-01-01", until)])
    }

    @Test func `a receipt that names no lot goes into the unnamed one`() throws {
        let moved = try move(.receipt, line(10, life: 90), lots: LotLanguage.book(LotLanguage.lot("L1", 5), LotLanguage.lot(nil, 1)))
        #expect(moved.book.changesText == ["- 10/0"] && moved.dates == [nil])
    }

    @Test func `a known lot takes more of the same dates and no others, here or elsewhere`() throws {
        let here = LotLanguage.book(LotLanguage.lot("L1", 0, made: "2026-01-01", until: "2026-02-01"))
        let none = LotLanguage.book()
        let known = LotLanguage.dates("2026-01-01", "2026-02-01")
        // Its SKU may keep longer by now: what was said of the lot stands.
        #expect(try move(.receipt, line(1, "L1", made: "2026-01-01", life: 90), lots: here).dates == [known])
        #expect(try move(.receipt, line(1, "L1", made: "2026-01-01", life: 90), lots: none, known: known).book.changes.map(\.dates) == [known])
        #expect(try move(.receipt, line(1, "L1", made: "2026-01-01", until: "2026-02-01"), lots: here).book.changesText == ["L1 1/0"])
        for (lots, elsewhere) in [(here, nil), (none, known)] {
            let wrongDay = refusal { () throws(MovementRefusal) in
                try move(.receipt, line(1), line(1, "L1", made: "2026-01-02"), lots: lots, known: elsewhere)
            }
            #expect(wrongDay == ["/lines/1/productionDate LOT_DATE_DIFFERS"])
            let wrongEnd = refusal { () throws(MovementRefusal) in
                try move(.receipt, line(1, "L1", made: "2026-01-01", until: "2026-02-02"), lots: lots, known: elsewhere)
            }
            #expect(wrongEnd == ["/lines/0/bestBefore LOT_DATE_DIFFERS"])
        }
    }

    @Test func `an adjustment takes what expires first or the lot that it names, and adds to the unnamed or the named one`() throws {
        let lots = LotLanguage.book(
            LotLanguage.lot("L1", 4, until: "2026-02-01", picked: 1), LotLanguage.lot("L2", 9, until: "2026-03-01"), LotLanguage.lot(nil, 2))
        #expect(try move(.adjustment, line(-5), lots: lots).book.changesText == ["L1 -3/0", "L2 -2/0"])
        #expect(try move(.adjustment, line(-5, "L2"), lots: lots).book.changesText == ["L2 -5/0"])
        #expect(try move(.adjustment, line(5), lots: lots).book.changesText == ["- 5/0"])
        #expect(try move(.adjustment, line(5, "L2"), lots: lots).book.changesText == ["L2 5/0"])
        #expect(try move(.adjustment, line(-5, "L2"), lots: lots).dates == [LotLanguage.dates(nil, "2026-03-01")])
    }

    @Test func `a lot gives only what no picked shipment has, and one that isn't there nothing`() {
        let lots = LotLanguage.book(LotLanguage.lot("L1", 4, picked: 1), LotLanguage.lot(nil, 2))
        #expect(throws: MovementRefusal.outOfStock([.init(line: 0, wantedUnits: 4, availableUnits: 3)])) { try move(.adjustment, line(-4, "L1"), lots: lots) }
        #expect(throws: Never.self) { try move(.adjustment, line(-3, "L1"), lots: lots) }
        #expect(throws: MovementRefusal.unknownLots(lines: [0, 2])) {
            try move(.adjustment, line(1, "L9"), line(-1), line(-1, "L1", sku: 8), lots: lots)
        }
        #expect(throws: MovementRefusal.unknownLots(lines: [0])) { try move(.transfer, line(1, "L9"), lots: lots) }
    }

    @Test func `a transfer keeps lots and their dates`() throws {
        let lots = LotLanguage.book(
            LotLanguage.lot("L1", 4, made: "2026-01-01", until: "2026-02-01"), LotLanguage.lot("L2", 9, until: "2026-03-01"), LotLanguage.lot(nil, 2))
        let moved = try move(.transfer, line(14), lots: lots)
        #expect(moved.book.text() == ["L1 0/0", "L2 0/0", "- 1/0"])
        #expect(moved.book.text(Self.there) == ["L1 4/0", "L2 9/0", "- 1/0"])
        #expect(moved.book.lots(of: Self.there).map(\.dates) == lots.lots(of: LotLanguage.row).map(\.dates))
        #expect(try move(.transfer, line(2, "L2"), lots: lots).book.text(Self.there) == ["L2 2/0"])
    }

    @Test func `a transfer to where the lot is known with other dates is refused`() {
        let lots = LotBook([
            (row: LotLanguage.row, lot: LotLanguage.lot("L1", 4, made: "2026-01-01", until: "2026-02-01")),
            (row: Self.there, lot: LotLanguage.lot("L1", 0, made: "2026-01-02", until: "2026-02-01")),
        ])
        #expect(refusal { () throws(MovementRefusal) in try move(.transfer, line(1), lots: lots) } == ["/lines/0/sku LOT_DATE_DIFFERS"])
        #expect(refusal { () throws(MovementRefusal) in try move(.transfer, line(1, "L1"), lots: lots) } == ["/lines/0/lot LOT_DATE_DIFFERS"])
    }
}
