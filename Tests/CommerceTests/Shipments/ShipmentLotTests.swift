import Commerce
import Testing

/// Which lots a shipment is picked from, and what becomes of them.
struct ShipmentLotTests {
    private let row = LotLanguage.row
    private let today = LotLanguage.day("2026-01-15")
    private static let lots = LotLanguage.book(
        LotLanguage.lot("OLD", 8, until: "2026-01-14"), LotLanguage.lot("L1", 6, until: "2026-01-15"), LotLanguage.lot("L2", 10, until: "2026-03-01"))

    @Test func `the earlier line of a SKU gets what expires first`() throws {
        let plan = try PickPlan([.init(line: 2, row: row, units: 5), .init(line: 0, row: row, units: 4)], from: Self.lots, on: today)
        #expect(plan.parts.map { "\($0.line) \($0.lot?.text ?? "-") \($0.units)" } == ["0 L1 4", "2 L1 2", "2 L2 3"])
        #expect(plan.book.changesText == ["L1 0/6", "L2 0/3"])
    }

    @Test func `expired lots are left, and when nothing else is left that is said with figures`() {
        #expect(throws: Never.self) { try PickPlan([.init(line: 0, row: row, units: 16)], from: Self.lots, on: today) }
        #expect(throws: ShipmentRefusal.lotsExpired([.init(line: 1, missingUnits: 2, expiredUnits: 8)])) {
            try PickPlan([.init(line: 0, row: row, units: 12), .init(line: 1, row: row, units: 6)], from: Self.lots, on: today)
        }
        let reason = ShipmentRefusal.lotsExpired([.init(line: 1, missingUnits: 2, expiredUnits: 8)]).reason
        #expect(reason.kind == .conflict && reason.code == "LOT_EXPIRED")
        #expect(reason.faults.first?.figures == [Figure("missingUnits", 2), Figure("expiredUnits", 8)])
        // A day later the lot of today is past, too.
        #expect(throws: ShipmentRefusal.lotsExpired([.init(line: 0, missingUnits: 1, expiredUnits: 14)])) {
            try PickPlan([.init(line: 0, row: row, units: 11)], from: Self.lots, on: today.adding(days: 1))
        }
    }

    private let shipment = ShipmentID(1)

    private func resolve(_ units: Int64, as outcome: HoldOutcome, isPicked: Bool = true) -> LotResolution? {
        let lots = LotLanguage.book(
            LotLanguage.lot("OLD", 3, until: "2026-01-01"), LotLanguage.lot("L1", 6, until: "2026-02-01", picked: 6),
            LotLanguage.lot("L2", 10, until: "2026-03-01", picked: 5))
        let assigned = [("L1", 6), ("L2", 4)].map { lot, units in
            LotResolution.Assigned(shipment: shipment, line: 0, row: row, lot: Code(stored: lot), units: Int64(units))
        }
        return LotResolution(
            [.init(shipment: shipment, line: 0, row: row, isPicked: isPicked, units: units)], as: outcome,
            assigned: assigned + [.init(shipment: ShipmentID(2), line: 0, row: row, lot: Code(stored: "L2"), units: 1)], lots: lots)
    }

    @Test func `what is shipped leaves the lots it was picked from, and stays what was sent`() throws {
        let posted = try #require(resolve(10, as: .posted))
        #expect(posted.book.changesText == ["L1 -6/-6", "L2 -4/-4"])
        #expect(posted.cuts.isEmpty)
    }

    @Test func `what is cancelled after the pick is free again in its lots`() throws {
        let voided = try #require(resolve(10, as: .voided))
        #expect(voided.book.changesText == ["L1 0/-6", "L2 0/-4"])
        #expect(voided.cuts.map { "\($0.lot?.text ?? "-") \($0.units)" } == ["L2 4", "L1 6"])
    }

    @Test func `what is missing after the pick is what expires last of what was picked`() throws {
        let missing = try #require(resolve(5, as: .missing))
        #expect(missing.book.changesText == ["L1 -1/-1", "L2 -4/-4"])
        #expect(missing.cuts.map { "\($0.lot?.text ?? "-") \($0.units)" } == ["L2 4", "L1 1"])
    }

    @Test func `what is missing before the pick is what would have been found first, and what is cancelled then is of no lot`() throws {
        let missing = try #require(resolve(5, as: .missing, isPicked: false))
        #expect(missing.book.changesText == ["L2 -2/0", "OLD -3/0"])
        let voided = try #require(resolve(5, as: .voided, isPicked: false))
        #expect(missing.cuts.isEmpty && voided.cuts.isEmpty && voided.book.changes.isEmpty)
    }

    @Test func `lots that don't have what is resolved are found out`() {
        #expect(resolve(11, as: .posted) == nil)
        #expect(resolve(9, as: .missing, isPicked: false) == nil)
        #expect(resolve(1, as: .posted, isPicked: false) == nil)
    }

    @Test func `restocked goods go back to the lots they left with, the last-expiring first, each no fuller than it left`() {
        let lots = LotLanguage.book(
            LotLanguage.lot("L1", 0, until: "2026-02-01"), LotLanguage.lot("L2", 3, until: "2026-03-01"), LotLanguage.lot("N", 1))
        let sent = [("L1", 6), ("L2", 4)].map { lot, units in
            RestockPlan.Sent(shipment: shipment, line: 0, row: row, lot: Code(stored: lot), units: Int64(units))
        }
        let plan = RestockPlan([.init(line: 0, row: row, units: 5)], sent: sent, lots: lots)
        #expect(plan.book.changesText == ["L1 1/0", "L2 4/0"])
        #expect(plan.restocked.map { "\($0.lot?.text ?? "-") \($0.units)" } == ["L2 4", "L1 1"])
        // More than left with lots: some left before there were any. Another line's goods aren't this one's.
        let more = RestockPlan([.init(line: 0, row: row, units: 12), .init(line: 1, row: row, units: 1)], sent: sent, lots: lots)
        #expect(more.book.changesText == ["+- 3/0", "L1 6/0", "L2 4/0"])
    }
}
