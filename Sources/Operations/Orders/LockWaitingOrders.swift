import Commerce
import Postgres

extension Work {
    /// Locks the orders that wait for these SKUs, oldest first. A work that will free stock does this before it locks any: orders are locked
    /// before stock everywhere, and whoever fills backorders for another reason holds them in this order, too.
    ///
    /// - Parameter isLate: the work holds stock already, and waits for no order: when one of them is somebody else's, it is run again from its
    ///   start like after any conflict.
    /// - Returns: those of the SKUs that are waited for. Their rows (`rowsToFill`) are locked together with the work's own.
    @discardableResult
    func lockWaitingOrders(of skus: some Sequence<SKUID>, orBeginAnew isLate: Bool = false) async throws -> Set<SKUID> {
        let skus = Set(skus).sorted()
        do {
            let awaited: Rows<AwaitedSKU>
            if isLate {
                (_, awaited) = try await run(LockWaitingOrdersNow(skus: skus), AwaitedAmong(skus: skus))
            } else {
                (_, awaited) = try await run(LockWaitingOrders(skus: skus), AwaitedAmong(skus: skus))
            }
            return Set(awaited.map(\.sku))
        } catch let error as PostgresError where isLate && error.sqlState == LockWaitingOrdersNow.isHeld {
            throw PostgresError(
                kind: .server, sqlState: LockWaitingOrdersNow.beginAnew, statement: error.statement, message: "an order that waits is locked elsewhere")
        }
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

private struct LockWaitingOrdersNow: Statement {
    /// `lock_not_available`.
    static let isHeld = "55P03"
    /// `serialization_failure`: what the transaction's one place of retries answers by running the work again.
    static let beginAnew = "40001"
    static let sql = LockWaitingOrders.sql + " NOWAIT"
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
