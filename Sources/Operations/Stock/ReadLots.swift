import Commerce
import Postgres

/// Lots with a last day, of each row what expires first first, for prices that hang on it. Only units that no picked shipment has count
/// (`StockLot.freeUnits`); those that unpicked orders wait for are among them, for nobody knows yet which lots they will be of. A hint without
/// locks, one look by key for each row.
struct ReadLots: Statement {
    typealias Result = LotRow
    static let sql = """
        SELECT \(LotRow.columns)
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT warehouse_id, sku_id, lot, production_date, best_before, on_hand, picked
            FROM stock_lots WHERE warehouse_id = u.w AND sku_id = u.s AND best_before IS NOT NULL AND on_hand > picked
            ORDER BY best_before, production_date, lot OFFSET 0) l
        """
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}
