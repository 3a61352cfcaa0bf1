/// What a movement does to the lots of the rows it touches: decided on locked lots, all lines or none.
///
/// - A receipt goes into the lot it names, otherwise into the row's unnamed one. A lot's dates are one fact wherever it lies: a receipt that
///   says others than are known is refused.
/// - An adjustment down and a transfer take the lot they name, otherwise what expires first. Units that a picked shipment has stay.
/// - An adjustment up goes into the lot it names, otherwise into the unnamed one.
/// - What a transfer brings keeps its lots and dates.
package struct LotMovement: Sendable {
    package struct Line: Equatable, Sendable {
        package let sku: SKUID
        /// Below zero when an adjustment takes away.
        package let units: Int64
        package let lot: Code?
        /// Of a receipt into a named lot: what was said, and what follows from the SKU's shelf life.
        package let productionDate: CalendarDay?
        package let bestBefore: CalendarDay?
        package let shelfLifeDays: Int?

        package init(
            sku: SKUID, units: Int64, lot: Code? = nil, productionDate: CalendarDay? = nil, bestBefore: CalendarDay? = nil, shelfLifeDays: Int? = nil
        ) {
            self.sku = sku
            self.units = units
            self.lot = lot
            self.productionDate = productionDate
            self.bestBefore = bestBefore
            self.shelfLifeDays = shelfLifeDays
        }
    }

    /// The lots of both warehouses afterwards.
    package let book: LotBook
    /// By line: the dates of the lot that it names.
    package let dates: [LotDates?]

    /// - Parameters:
    ///   - book: all lots of the rows that are touched.
    ///   - known: the dates that a lot of a SKU has where the warehouse's owner may know of it.
    /// - Throws: with every line that it applies to, the first of `.unknownLots`, `.lotDatesDiffer`, `.outOfStock`.
    package init(
        kind: MovementKind, warehouse: WarehouseID, toWarehouse: WarehouseID?, lines: [Line], book: LotBook, known: (SKUID, Code) -> LotDates?
    ) throws(MovementRefusal) {
        var turn = Turn(book: book)
        for (index, line) in lines.enumerated() {
            let row = StockKey(warehouse: warehouse, sku: line.sku)
            if kind == .receipt {
                turn.receive(line, index, at: row, known: line.lot.flatMap { known(line.sku, $0) })
            } else if let lot = line.lot, turn.book.lot(LotKey(row: row, code: lot)) == nil {
                turn.unknown.append(index)
            } else if kind == .adjustment, line.units > 0 {
                let key = LotKey(row: row, code: line.lot)
                turn.book.add(line.units, to: key, dates: LotDates())
                turn.dates.append(line.lot.flatMap { _ in turn.book.lot(key)?.dates })
            } else {
                turn.take(line, index, at: row, bringingTo: toWarehouse.map { StockKey(warehouse: $0, sku: line.sku) })
            }
        }
        guard turn.unknown.isEmpty else { throw .unknownLots(lines: turn.unknown) }
        guard turn.conflicts.isEmpty else { throw .lotDatesDiffer(turn.conflicts) }
        guard turn.shortfalls.isEmpty else { throw .outOfStock(turn.shortfalls) }
        self.book = turn.book
        dates = turn.dates
    }

    private struct Turn {
        var book: LotBook
        var dates: [LotDates?] = []
        var unknown: [Int] = []
        var conflicts: [MovementRefusal.LotConflict] = []
        var shortfalls: [MovementRefusal.Shortfall] = []

        mutating func receive(_ line: Line, _ index: Int, at row: StockKey, known elsewhere: LotDates?) {
            let key = LotKey(row: row, code: line.lot)
            guard let lot = line.lot, let productionDate = line.productionDate else {
                book.add(line.units, to: key, dates: LotDates())
                dates.append(nil)
                return
            }
            let said = LotDates(productionDate: productionDate, bestBefore: line.bestBefore, shelfLifeDays: line.shelfLifeDays)
            let known = book.lot(key)?.dates ?? elsewhere
            if let known, known.productionDate != productionDate {
                conflicts.append(.init(line: index, field: "productionDate", lot: lot, known: known.productionDate))
            } else if let known, let bestBefore = line.bestBefore, known.bestBefore != bestBefore {
                conflicts.append(.init(line: index, field: "bestBefore", lot: lot, known: known.bestBefore))
            }
            book.add(line.units, to: key, dates: known ?? said)
            dates.append(known ?? said)
        }

        mutating func take(_ line: Line, _ index: Int, at row: StockKey, bringingTo receiver: StockKey?) {
            let units = abs(line.units)
            let taken: [LotUnits]
            if let lot = line.lot {
                let key = LotKey(row: row, code: lot)
                let there = book.lot(key) ?? StockLot(code: lot)
                let count = min(units, there.freeUnits)
                _ = book.change(key, onHand: -count)
                taken = [LotUnits(code: lot, dates: there.dates, units: count)]
                dates.append(there.dates)
            } else {
                taken = book.remove(units, of: row)
                dates.append(nil)
            }
            let found = taken.reduce(0) { $0 + $1.units }
            if found < units { shortfalls.append(.init(line: index, wantedUnits: units, availableUnits: found)) }
            guard let receiver else { return }
            for part in taken where part.units > 0 {
                let key = LotKey(row: receiver, code: part.code)
                if let lot = part.code, let there = book.lot(key), there.dates != part.dates {
                    conflicts.append(.init(line: index, field: line.lot == nil ? "sku" : "lot", lot: lot, known: there.dates.productionDate))
                }
                book.add(part.units, to: key, dates: part.dates)
            }
        }
    }
}
