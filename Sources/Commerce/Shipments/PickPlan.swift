/// Which lots a picker takes the units of a shipment from: of each line, in the order of lines, what expires first of what no other picked
/// shipment has. A lot is never picked after its last day.
package struct PickPlan: Sendable {
    package struct Wanted: Equatable, Sendable {
        package let line: Int
        package let row: StockKey
        package let units: Int64

        package init(line: Int, row: StockKey, units: Int64) {
            self.line = line
            self.row = row
            self.units = units
        }
    }

    package struct Part: Equatable, Sendable {
        package let line: Int
        package let row: StockKey
        package let lot: Code?
        package let units: Int64
    }

    package let parts: [Part]
    /// The lots afterwards.
    package let book: LotBook

    /// - Throws: `ShipmentRefusal.lotsExpired` with every line that lots past their day would be needed for.
    package init(_ wanted: [Wanted], from lots: LotBook, on day: CalendarDay) throws(ShipmentRefusal) {
        var book = lots
        var parts: [Part] = []
        var expired: [ShipmentRefusal.Expired] = []
        for line in wanted.sorted(by: { $0.line < $1.line }) {
            let taken = book.pick(line.units, of: line.row, on: day)
            parts += taken.map { Part(line: line.line, row: line.row, lot: $0.code, units: $0.units) }
            let missing = line.units - taken.reduce(0) { $0 + $1.units }
            guard missing > 0 else { continue }
            let past = book.lots(of: line.row).reduce(0) { $0 + ($1.isPast(on: day) ? $1.freeUnits : 0) }
            expired.append(.init(line: line.line, missingUnits: missing, expiredUnits: past))
        }
        guard expired.isEmpty else { throw .lotsExpired(expired) }
        self.parts = parts
        self.book = book
    }
}
