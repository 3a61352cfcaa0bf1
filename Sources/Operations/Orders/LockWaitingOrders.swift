import Commerce
import Postgres

extension Work {
    /// Locks the orders that wait for these SKUs, oldest first. A work that will free stock does this before it locks any: orders are locked
    /// before stock everywhere, and whoever fills backorders for another reason holds them in this order, too.
    ///
    /// - Returns: those of the SKUs that are waited for. Their rows (`rowsToFill`) are locked together with the work's own.
    @discardableResult
    func lockWaitingOrders(of skus: some Sequence<SKUID>) async throws -> Set<SKUID> {
        let skus = Set(skus).sorted()
        let (_, awaited) = try await run(LockWaitingOrders(skus: skus), AwaitedAmong(skus: skus))
        return Set(awaited.map(\.sku))
    }

    /// Every row that orders waiting for these SKUs may be filled from. Who frees stock of one row locks all of them at once, in key order:
    /// what is freed goes to backorders in the same transaction, and their plans may draw on any warehouse. Taken one after the other, they
    /// would be locked against the order in which new orders lock them.
    func rowsToFill(_ awaited: Set<SKUID>) -> Set<StockKey> {
        guard !awaited.isEmpty else { return [] }
        return Set(
            brand.catalog.current.warehouses.brand.flatMap { warehouse in awaited.map { StockKey(warehouse: warehouse.id, sku: $0) } })
    }
}

private struct LockWaitingOrders: Statement {
    static let sql = """
        SELECT 1 FROM orders
        WHERE id IN (SELECT order_id FROM order_lines WHERE backordered_units > 0 AND sku_id = ANY($1::int[]))
        ORDER BY placed_at, id
        FOR NO KEY UPDATE
        """
    let skus: [SKUID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
    }
}

/// A union of ids rather than a condition with OR, which would look at every order.
struct LockOrderAndWaiting: Statement {
    static let sql = """
        SELECT 1 FROM orders
        WHERE id IN (
            SELECT \(OrderKey.sql)
            UNION
            SELECT w.order_id FROM order_lines w
            WHERE w.backordered_units > 0 AND w.sku_id IN (SELECT l.sku_id FROM order_lines l WHERE l.order_id = \(OrderKey.sql)))
        ORDER BY placed_at, id
        FOR NO KEY UPDATE
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}

/// Read after the lock, so that orders it waited for are seen as they became.
private struct AwaitedAmong: Statement {
    typealias Result = AwaitedSKU
    static let sql = "SELECT DISTINCT sku_id FROM order_lines WHERE backordered_units > 0 AND sku_id = ANY($1::int[])"
    let skus: [SKUID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(skus.map(\.rawValue))
    }
}

struct AwaitedOfOrder: Statement {
    typealias Result = AwaitedSKU
    static let sql = """
        SELECT DISTINCT w.sku_id FROM order_lines w
        WHERE w.backordered_units > 0 AND w.sku_id IN (SELECT l.sku_id FROM order_lines l WHERE l.order_id = \(OrderKey.sql))
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}

struct AwaitedSKU: RowDecodable {
    let sku: SKUID
    init(from row: inout RowReader) throws { sku = SKUID(try row.next()) }
}
