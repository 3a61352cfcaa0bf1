import Commerce
import Testing

struct LotBookTests {
    private let row = LotLanguage.row
    private let today = LotLanguage.day("2026-01-15")

    @Test func `what expires first goes first, of that the older one, and what has no day last`() {
        let book = LotLanguage.book(
            LotLanguage.lot(nil, 1), LotLanguage.lot("N", 1, made: "2026-01-01"), LotLanguage.lot("C", 1, made: "2025-02-01", until: "2026-03-01"),
            LotLanguage.lot("B", 1, made: "2025-01-01", until: "2026-03-01"), LotLanguage.lot("A2", 1, until: "2026-02-28"),
            LotLanguage.lot("A1", 1, until: "2026-02-28"))
        #expect(book.text() == ["A1 1/0", "A2 1/0", "B 1/0", "C 1/0", "N 1/0", "- 1/0"])
    }

    @Test func `a pick goes over lots in their order and counts what others have picked`() {
        var book = LotLanguage.book(
            LotLanguage.lot("L1", 10, until: "2026-02-01", picked: 4), LotLanguage.lot("L2", 5, until: "2026-03-01"), LotLanguage.lot(nil, 100))
        let first = book.pick(12, of: row, on: today)
        #expect(first.map(\.text) == ["L1 6", "L2 5", "- 1"])
        #expect(book.text() == ["L1 10/10", "L2 5/5", "- 100/1"])
        #expect(book.changesText == ["- 0/1", "L1 0/6", "L2 0/5"])
        let rest = book.pick(1, of: row, on: today)
        #expect(rest.map(\.text) == ["- 1"])
        let elsewhere = book.pick(1, of: LotLanguage.other, on: today)
        #expect(elsewhere.isEmpty)
    }

    @Test(arguments: [("2026-01-14", ["L2 6"]), ("2026-01-15", ["L1 5", "L2 1"]), ("2026-01-16", ["L1 5", "L2 1"])])
    func `a lot is picked on its last day and never after it`(_ lastDay: String, _ taken: [String]) {
        var book = LotLanguage.book(LotLanguage.lot("L1", 5, until: lastDay), LotLanguage.lot("L2", 50, until: "2027-01-01"))
        let found = book.pick(6, of: row, on: today)
        #expect(found.map(\.text) == taken)
    }

    @Test func `what is removed is what expires first, past its day or not, but never what is picked`() {
        var book = LotLanguage.book(
            LotLanguage.lot("OLD", 5, until: "2025-01-01"), LotLanguage.lot("L1", 10, until: "2026-02-01", picked: 8), LotLanguage.lot(nil, 3))
        let first = book.remove(9, of: row)
        #expect(first.map(\.text) == ["OLD 5", "L1 2", "- 2"])
        #expect(book.changesText == ["- -2/0", "L1 -2/0", "OLD -5/0"])
        // One bottle is left that nobody has.
        let rest = book.remove(9, of: row)
        #expect(rest.map(\.text) == ["- 1"])
        #expect(book.text() == ["OLD 0/0", "L1 8/8", "- 0/0"])
    }

    @Test func `a lot gives no more than it has, nor what a shipment has`() {
        var book = LotLanguage.book(LotLanguage.lot("L1", 5, picked: 3))
        let tookPicked = book.change(LotLanguage.key("L1"), onHand: -3)
        #expect(!tookPicked)
        let gaveBackTooMany = book.change(LotLanguage.key("L1"), picked: -4)
        #expect(!gaveBackTooMany)
        let pickedTooMany = book.change(LotLanguage.key("L1"), picked: 3)
        #expect(!pickedTooMany)
        let foundAnother = book.change(LotLanguage.key("L2"), onHand: 1)
        #expect(!foundAnother)
        #expect(book.changes.isEmpty)
        let shipped = book.change(LotLanguage.key("L1"), onHand: -3, picked: -3)
        #expect(shipped)
        #expect(book.text() == ["L1 2/0"])
    }

    @Test func `a new lot gets its dates, a known one keeps its own, and what comes out even is no change`() {
        var book = LotLanguage.book(LotLanguage.lot("L1", 0, until: "2026-03-01"))
        book.add(4, to: LotLanguage.key("L1"), dates: LotLanguage.dates(nil, "2029-01-01"))
        book.add(6, to: LotLanguage.key("L0"), dates: LotLanguage.dates("2025-12-01", "2026-02-01"))
        book.add(1, to: LotLanguage.key("L0"), dates: LotLanguage.dates())
        #expect(book.text() == ["L0 7/0", "L1 4/0"])
        #expect(book.changesText == ["+L0 7/0", "L1 4/0"])
        #expect(book.changes.map(\.dates) == [LotLanguage.dates("2025-12-01", "2026-02-01"), LotLanguage.dates(nil, "2026-03-01")])
        let tookBack = book.change(LotLanguage.key("L1"), onHand: -4)
        #expect(tookBack)
        #expect(book.changesText == ["+L0 7/0"])
    }

    @Test func `whatever is done, no lot has less than nothing or less than is picked, and changes add up to the difference`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<500 {
            let lots = (0..<Int.random(in: 0...4, using: &random)).map { index in
                let onHand = Int64.random(in: 0...10, using: &random)
                return StockLot(
                    code: index == 0 ? nil : Code(stored: "L\(index)"),
                    dates: LotDates(bestBefore: index == 0 ? nil : today.adding(days: Int.random(in: -3...3, using: &random))), onHand: onHand,
                    picked: Int64.random(in: 0...onHand, using: &random))
            }
            let before = LotBook(lots.map { (row: row, lot: $0) })
            var book = before
            for _ in 0..<6 {
                let units = Int64.random(in: 1...12, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0:
                    let pickable = book.lots(of: row).reduce(0) { $0 + ($1.isPast(on: today) ? 0 : $1.freeUnits) }
                    let taken = book.pick(units, of: row, on: today)
                    #expect(taken.reduce(0) { $0 + $1.units } == min(units, pickable), "seed \(seed)")
                case 1:
                    let free = book.lots(of: row).reduce(0) { $0 + $1.freeUnits }
                    let removed = book.remove(units, of: row)
                    #expect(removed.reduce(0) { $0 + $1.units } == min(units, free), "seed \(seed)")
                default: book.add(units, to: LotLanguage.key(["L1", "L9", nil].randomElement(using: &random) ?? nil), dates: LotDates())
                }
            }
            #expect(book.lots(of: row).allSatisfy { 0 <= $0.picked && $0.picked <= $0.onHand }, "seed \(seed)")
            for change in [\LotChange.onHand, \.picked] {
                let field: KeyPath<StockLot, Int64> = change == \LotChange.onHand ? \.onHand : \.picked
                let difference = book.lots(of: row).reduce(0) { $0 + $1[keyPath: field] } - before.lots(of: row).reduce(0) { $0 + $1[keyPath: field] }
                #expect(book.changes.reduce(0) { $0 + $1[keyPath: change] } == difference, "seed \(seed)")
            }
        }
    }

    @Test(arguments: [
        ("2026-02-28", true), ("2024-02-29", true), ("0001-01-01", true), ("9999-12-31", true), ("2026-02-29", false), ("2026-13-01", false),
        ("2026-1-01", false), ("20260101", false), ("2026-01-01T00:00:00Z", false), ("2026/01/01", false), ("+026-01-01", false), ("", false),
    ])
    func `a day is read as it is written`(_ text: String, _ isDay: Bool) {
        #expect(CalendarDay(text)?.text == (isDay ? text : nil))
    }

    @Test func `today is what it is in Shanghai`() {
        #expect(Instant(rfc3339: "2026-01-14T15:59:59.999Z")?.shanghaiDay.text == "2026-01-14")
        #expect(Instant(rfc3339: "2026-01-14T16:00:00Z")?.shanghaiDay.text == "2026-01-15")
        #expect(today.days(until: LotLanguage.day("2026-02-01")) == 17 && today.days(until: LotLanguage.day("2026-01-14")) == -1)
    }
}
