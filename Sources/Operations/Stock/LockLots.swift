import Commerce
import Postgres

/// Locks all lots of some stock rows in key order and returns what they really hold. Lots come after the stock levels in the order of locks;
/// who changes `on_hand` has locked the level, so no lot is added to it meanwhile. Picking locks lots alone, so that it holds up no order.
/// One look by key for each row, for the reasons that `LockStock` gives.
struct LockLots: Statement {
    typealias Result = LotRow
    static let sql = """
        SELECT \(LotRow.columns)
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT warehouse_id, sku_id, lot, production_date, best_before, on_hand, picked
            FROM stock_lots WHERE warehouse_id = u.w AND sku_id = u.s ORDER BY lot FOR NO KEY UPDATE) l
        """
    /// Sorted and without repetition.
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}

/// Makes the lots that their rows haven't had yet, empty: an upsert would be checked before it is added to what is there. A lot belongs to
/// the owner of its warehouse.
struct MakeLots: Statement {
    static let sql = """
        INSERT INTO stock_lots (organization_id, warehouse_id, sku_id, lot, production_date, best_before)
        SELECT w.organization_id, u.w, u.s, u.lot, u.made, u.best
        FROM unnest($1::int[], $2::int[], $3::text[], $4::date[], $5::date[]) AS u (w, s, lot, made, best) JOIN warehouses w ON w.id = u.w
        ORDER BY u.w, u.s, u.lot COLLATE "C"
        ON CONFLICT (warehouse_id, sku_id, lot) DO NOTHING
        """
    let changes: [LotChange]

    init(_ book: LotBook) {
        changes = book.changes.filter(\.isNew)
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.key.row.warehouse.rawValue))
        parameters.append(changes.map(\.key.row.sku.rawValue))
        parameters.append(changes.map(\.key.code.storedLot))
        parameters.append(changes.map { $0.dates.productionDate.map { Day($0) } })
        parameters.append(changes.map { $0.dates.bestBefore.map { Day($0) } })
    }
}

/// The lots are locked, and each is changed once; the CHECKs stand behind it.
struct ChangeLots: Statement {
    static let sql = """
        UPDATE stock_lots l SET on_hand = l.on_hand + u.on_hand, picked = l.picked + u.picked
        FROM unnest($1::int[], $2::int[], $3::text[], $4::bigint[], $5::bigint[]) AS u (w, s, lot, on_hand, picked)
        WHERE l.warehouse_id = u.w AND l.sku_id = u.s AND l.lot = u.lot
        """
    let changes: [LotChange]

    init(_ book: LotBook) {
        changes = book.changes
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.key.row.warehouse.rawValue))
        parameters.append(changes.map(\.key.row.sku.rawValue))
        parameters.append(changes.map(\.key.code.storedLot))
        parameters.append(changes.map(\.onHand))
        parameters.append(changes.map(\.picked))
    }
}
