import Operations
import Postgres

/// The schema that the bench orders from: the demo brand with stock and balances that no load can empty.
struct BenchBrand {
    static let schema = "tributary_bench"
    let deployment: Deployment

    func prepare() async throws {
        let administrator = try await Connection.open(
            deployment.configuration(role: nil, size: 1), logger: deployment.logger, name: "bench")
        try await administrator.script("DROP SCHEMA IF EXISTS \(Self.schema) CASCADE")
        _ = try await Migrator(directory: deployment.settings.schemasDirectory + "/migrations", schema: Self.schema)
            .migrate(using: deployment.configuration(role: nil, size: 1), logger: deployment.logger)
        try await administrator.script(FloorScript.tables)
        await administrator.close()
        let database = writer()
        _ = try await SeedBrand(directory: deployment.settings.seedDirectory, withCampaigns: false, withStorefronts: false).run(database: database)
        _ = try await database.run(AmpleStock(), AmpleReceipts(), AmpleLots(), AmpleMoney(), AmpleDeposits())
        try await BenchStorefronts.furnish(database)
        await database.close()
    }

    func writer() -> Database {
        var configuration = deployment.configuration(role: "tributary_writer", size: 2)
        configuration.schema = Self.schema
        configuration.statementTimeoutMilliseconds = 0
        return Database(configuration, logger: deployment.logger, name: "bench")
    }

    /// Orders of the past, so that latency can be measured with many of them there: ten lines and ten holds each, all delivered.
    func addHistory(orders: Int) async throws {
        let database = writer()
        let step = 100_000
        for first in stride(from: 0, to: orders, by: step) {
            let count = min(step, orders - first)
            let start = Int64(1) << 40 + Int64(first)
            _ = try await database.run(
                PastOrders(first: start, count: count), PastLines(first: start, count: count), PastShipments(first: start, count: count),
                PastHolds(first: start, count: count))
        }
        _ = try await database.run(RefreshStatistics())
        await database.close()
    }
}

/// In whole cases and with a receipt for each, so that the audit stays clean.
private struct AmpleReceipts: Statement {
    static let sql = """
        INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind, reason)
        SELECT nextval('entity_ids'), now(), l.organization_id, l.on_hand - m.units, l.warehouse_id, l.sku_id, 'receipt', 'bench'
        FROM stock_levels l JOIN (SELECT warehouse_id, sku_id, sum(units) AS units FROM stock_movements GROUP BY 1, 2) m USING (warehouse_id, sku_id)
        WHERE l.on_hand > m.units
        """
}

private struct AmpleStock: Statement {
    static let sql = """
        UPDATE stock_levels l SET on_hand = 100000000::bigint * s.units_per_case
        FROM skus s WHERE s.id = l.sku_id AND s.series <> '稀缺'
        """
}

private struct AmpleLots: Statement {
    static let sql = """
        INSERT INTO stock_lots AS t (organization_id, on_hand, warehouse_id, sku_id)
        SELECT l.organization_id, l.on_hand - m.units, l.warehouse_id, l.sku_id
        FROM stock_levels l JOIN (SELECT warehouse_id, sku_id, sum(on_hand) AS units FROM stock_lots GROUP BY 1, 2) m USING (warehouse_id, sku_id)
        WHERE l.on_hand > m.units
        ON CONFLICT (warehouse_id, sku_id, lot) DO UPDATE SET on_hand = t.on_hand + excluded.on_hand
        """
}

private struct AmpleMoney: Statement {
    static let sql = """
        UPDATE accounts a SET balance_fen = 100000000000000
        FROM organizations o WHERE o.id = a.organization_id AND o.kind = 'distributor' AND a.kind = 'prepaid'
        """
}

private struct AmpleDeposits: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind, memo)
        SELECT nextval('entity_ids'), now(), c.id, a.id, a.balance_fen - t.fen, a.organization_id, 'deposit', 'bench'
        FROM accounts a JOIN accounts c ON c.kind = 'cash' AND c.organization_id = 0
        JOIN (SELECT credit_account, sum(amount_fen) AS fen FROM account_transfers GROUP BY 1) t ON t.credit_account = a.id
        WHERE a.kind = 'prepaid' AND a.balance_fen > t.fen AND a.organization_id & 1048575 = 0
        """
}

private struct PastOrders: Statement {
    static let sql = """
        INSERT INTO orders (id, organization_id, placed_at, promised_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen, policy_version,
                            latitude_e6, longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by)
        SELECT i, o.id, now() - interval '90 days', now() - interval '89 days', 100000, 0, 100000, 4000, 0, 1, 39900000, 116400000, true, false, false,
               'fulfilled', 'SO' || i, 'bench'
        FROM generate_series($1::bigint, $1::bigint + $2::bigint - 1) i
        JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS size FROM organizations WHERE kind = 'distributor') o
          ON o.place = i % o.size
        """
    let first: Int64
    let count: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(first)
        parameters.append(Int64(count))
    }
}

private struct PastLines: Statement {
    static let sql = """
        INSERT INTO order_lines (order_id, units, unit_price_fen, line_no, sku_id, quantity, by_case)
        SELECT i, 6, 1000, n, 1 + (i * 7 + n * 53) % 500, 1, true
        FROM generate_series($1::bigint, $1::bigint + $2::bigint - 1) i, generate_series(0, 9) n
        """
    let first: Int64
    let count: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(first)
        parameters.append(Int64(count))
    }
}

private struct PastShipments: Statement {
    static let sql = """
        INSERT INTO shipments (id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at, delivered_at,
                               warehouse_id, status, number)
        SELECT id, id, organization_id, 0, 100000, 4000, placed_at, promised_at, promised_at, 1, 'delivered', number || '-1'
        FROM orders WHERE id >= $1 AND id < $1 + $2
        """
    let first: Int64
    let count: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(first)
        parameters.append(Int64(count))
    }
}

private struct PastHolds: Statement {
    static let sql = """
        INSERT INTO stock_holds (shipment_id, units, posted_units, line_no, warehouse_id, sku_id, from_pool, tier)
        SELECT order_id, units, units, line_no, 1, sku_id, false, 'hq' FROM order_lines WHERE order_id >= $1 AND order_id < $1 + $2
        """
    let first: Int64
    let count: Int

    func bind(_ parameters: inout Parameters) {
        parameters.append(first)
        parameters.append(Int64(count))
    }
}

private struct RefreshStatistics: Statement {
    static let sql = "SELECT refresh_statistics()"
}
