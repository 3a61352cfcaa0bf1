/// Which lots restocked goods go back to: those that the order's shipments left with, the last-expiring first. Goods of shipments that left
/// before lots were kept go into the unnamed lot.
package struct RestockPlan: Sendable {
    /// Units of a lot that left a warehouse for a line and haven't been restocked.
    package struct Sent: Equatable, Sendable {
        package let shipment: ShipmentID
        package let line: Int
        package let row: StockKey
        package let lot: Code?
        package var units: Int64

        package init(shipment: ShipmentID, line: Int, row: StockKey, lot: Code?, units: Int64) {
            self.shipment = shipment
            self.line = line
            self.row = row
            self.lot = lot
            self.units = units
        }
    }

    package struct Part: Equatable, Sendable {
        package let line: Int
        package let row: StockKey
        package let units: Int64

        package init(line: Int, row: StockKey, units: Int64) {
            self.line = line
            self.row = row
            self.units = units
        }
    }

    /// What each shipment gets back of its lots.
    package let restocked: [Sent]
    package let book: LotBook

    /// - Parameter lots: all lots of the rows that goods go back to.
    package init(_ parts: [Part], sent: [Sent], lots: LotBook) {
        var book = lots
        var left = sent
        var restocked: [Sent] = []
        for part in parts {
            var rest = part.units
            for lot in lots.lots(of: part.row).reversed() {
                for index in left.indices where rest > 0 && left[index].row == part.row && left[index].line == part.line && left[index].lot == lot.code {
                    let count = min(rest, left[index].units)
                    guard count > 0 else { continue }
                    book.add(count, to: LotKey(row: part.row, code: lot.code), dates: lot.dates)
                    left[index].units -= count
                    rest -= count
                    restocked.append(Sent(shipment: left[index].shipment, line: part.line, row: part.row, lot: lot.code, units: count))
                }
            }
            if rest > 0 { book.add(rest, to: LotKey(row: part.row, code: nil), dates: LotDates()) }
        }
        self.restocked = restocked
        self.book = book
    }
}
