import Commerce
import Postgres

extension Work {
    /// Fills backorders from goods that arrive at rows which weren't there yet when orders that wait for them were placed. An order locks the
    /// rows it could draw on and so meets whoever changes them; a row that is being made it can neither see nor lock, and who makes it
    /// doesn't see the order. So, afterwards, whoever is making one of these rows is waited for, and the order is looked at again.
    func fillArrivals(at rows: Set<StockKey>) async throws {
        let warehouses = brand.catalog.current.warehouses
        let wanted = rows.sorted().compactMap { key in warehouses[key.warehouse].map { (owner: $0.organization, key: key) } }
        do {
            // An insertion waits for another one of the same key; it isn't meant to stay.
            try await transaction.savepoint {
                _ = try await run(MakeStockRows(rows: wanted))
                throw Undone()
            }
        } catch is Undone {}
        let arrived = try await run(RowsWithGoods(keys: wanted.map(\.key)))
        guard !arrived.isEmpty else { return }
        try await fillBackorders(of: Set(arrived.map(\.sku)), holdingLocks: false)
    }

    private struct Undone: Error {}
}

private struct RowsWithGoods: Statement {
    typealias Result = AwaitedSKU
    static let sql = """
        SELECT DISTINCT l.sku_id
        FROM unnest($1::int[], $2::int[]) AS u (w, s), LATERAL (
            SELECT sku_id FROM stock_levels WHERE warehouse_id = u.w AND sku_id = u.s AND on_hand > 0 OFFSET 0) l
        """
    let keys: [StockKey]

    func bind(_ parameters: inout Parameters) {
        parameters.append(keys.map(\.warehouse.rawValue))
        parameters.append(keys.map(\.sku.rawValue))
    }
}
