import Commerce
import Postgres

/// A row of `stock_lots` as rules read it.
struct LotRow: RowDecodable {
    static let columns = "l.warehouse_id, l.sku_id, l.lot, l.production_date, l.best_before, l.on_hand, l.picked"

    let key: StockKey
    let lot: StockLot

    init(from row: inout RowReader) throws {
        key = StockKey(warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()))
        lot = StockLot(
            code: Code(storedLot: try row.next()), dates: try LotDates(stored: &row), onHand: try row.next(), picked: try row.next())
    }
}

extension LotDates {
    /// From the columns `production_date` and `best_before`.
    init(stored row: inout RowReader) throws {
        self.init(
            productionDate: try row.next(Day?.self).map { CalendarDay($0) }, bestBefore: try row.next(Day?.self).map { CalendarDay($0) })
    }
}

extension Code {
    /// From a column `lot`, in which the unnamed lot is empty.
    init?(storedLot text: String) {
        guard !text.isEmpty else { return nil }
        self.init(stored: text)
    }
}

extension Code? {
    /// As it stands in a column `lot`.
    var storedLot: String { self?.text ?? "" }
}

extension LotBook {
    init(_ rows: some Sequence<LotRow>) {
        self.init(rows.map { (row: $0.key, lot: $0.lot) })
    }
}
