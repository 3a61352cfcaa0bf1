import Commerce
import Postgres

extension Work {
    /// Locks the orders that wait for these SKUs, oldest first. A work that will free stock does this before it locks any: orders are locked
    /// before stock everywhere, and whoever fills backorders for another reason holds them in this order, too.
    func lockWaitingOrders(of skus: some Sequence<SKUID>) async throws {
        _ = try await run(LockWaitingOrders(skus: Set(skus).sorted()))
    }

    /// Locks an order together with those that wait for any of its SKUs, as one row of locks, and reads it as `lockOrder` does.
    func lockOrderAndWaiting(_ key: OrderKey) async throws -> LockedOrder? {
        _ = try await run(LockOrderAndWaiting(key: key))
        return try await lockOrder(key)
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
private struct LockOrderAndWaiting: Statement {
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
