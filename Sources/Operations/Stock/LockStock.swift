import Commerce
import Postgres

/// Locks stock rows in key order and returns what they really hold. An UPDATE joined to unnest() may visit rows in any order, so
/// without this two servers could deadlock. Rows that don't exist aren't returned: there is nothing to hold.
///
/// A lateral query with a lock of its own is run once for each key, in the order of the arrays, by the primary key. Written as a join or with IN it
/// may be turned round while the table is small (each row compared with every key), and such a generic plan stays while the table grows.
struct LockStock: Statement {
    struct Result: RowDecodable {
        let key: StockKey
        let level: StockLevel
        init(from row: inout RowReader) throws {
            key = StockKey(warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()))
            level = StockLevel(
                onHand: try row.next(), reserved: try row.next(), poolReserved: try row.next(), safetyStock: try row.next())
        }
    }
    static let sql = """
        SELECT l.warehouse_id, l.sku_id, l.on_hand, l.reserved, l.pool_reserved, l.safety_stock
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT warehouse_id, sku_id, on_hand, reserved, pool_reserved, safety_stock
            FROM stock_levels WHERE warehouse_id = u.w AND sku_id = u.s FOR NO KEY UPDATE) l
        """
    /// Sorted and without repetition.
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}

/// What is held of the pool by these distributors. Read after the stock rows are locked, whose locks guard these rows too: a pool
/// share only ever changes under the lock of its stock row. OFFSET 0 keeps the lateral query what it is: one look by key for each share.
struct ReadPoolShares: Statement {
    struct Result: RowDecodable {
        let key: PoolShareKey
        let held: Int64
        init(from row: inout RowReader) throws {
            key = PoolShareKey(
                distributor: OrganizationID(try row.next()), warehouse: WarehouseID(try row.next()), sku: SKUID(try row.next()))
            held = try row.next()
        }
    }
    static let sql = """
        SELECT p.distributor_id, p.warehouse_id, p.sku_id, p.held
        FROM unnest($1::bigint[], $2::int[], $3::int[]) AS u (d, w, s), LATERAL (
            SELECT distributor_id, warehouse_id, sku_id, held FROM pool_shares
            WHERE distributor_id = u.d AND warehouse_id = u.w AND sku_id = u.s OFFSET 0) p
        """
    let keys: [PoolShareKey]

    var isNeeded: Bool { !keys.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.distributor.rawValue))
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}

/// Adds to holds on rows that this transaction has locked; a negative number gives back. The CHECKs stand behind it.
struct ChangeHolds: Statement {
    static let sql = """
        UPDATE stock_levels l SET reserved = l.reserved + u.general, pool_reserved = l.pool_reserved + u.pool
        FROM unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[]) AS u (warehouse, sku, general, pool)
        WHERE l.warehouse_id = u.warehouse AND l.sku_id = u.sku
        """
    let changes: [HoldChange]

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.key.warehouse.rawValue))
        parameters.append(changes.map(\.key.sku.rawValue))
        parameters.append(changes.map(\.general))
        parameters.append(changes.map(\.pool))
    }
}

struct HoldChange: Sendable {
    let key: StockKey
    var general: Int64
    var pool: Int64
}

/// Sets what distributors hold of pools after this transaction; rows appear with the first hold.
struct ChangePoolShares: Statement {
    static let sql = """
        INSERT INTO pool_shares AS p (distributor_id, warehouse_id, sku_id, held)
        SELECT d, w, s, h FROM unnest($1::bigint[], $2::int[], $3::int[], $4::bigint[]) AS u (d, w, s, h)
        ON CONFLICT (distributor_id, warehouse_id, sku_id) DO UPDATE SET held = p.held + excluded.held
        """
    /// By how much each share changes.
    let changes: [(key: PoolShareKey, units: Int64)]

    var isNeeded: Bool { !changes.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(changes.map(\.key.distributor.rawValue))
        parameters.append(changes.map(\.key.warehouse.rawValue))
        parameters.append(changes.map(\.key.sku.rawValue))
        parameters.append(changes.map(\.units))
    }
}
