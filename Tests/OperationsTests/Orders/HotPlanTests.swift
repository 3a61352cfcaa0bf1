import Commerce
import Postgres
import TestSupport
import Testing

@testable import Operations

/// The statements of the hot path go by key whatever the tables hold: under the settings of the intake's sessions none of their plans reads a
/// table from one end to the other.
@Suite(.timeLimit(.minutes(20))) struct HotPlanTests {
    @Test func `no statement of the intake reads a whole table`() async throws {
        try await TestBrand.with { test in
            try await test.sql(Self.filled)
            try await test.sql(Self.planning)
            for statement in Self.statements {
                let plan = try await test.plan(of: statement)
                #expect(plan.contains("Node Type"), "\(statement.name)")
                #expect(!plan.contains("Seq Scan"), "\(statement.name): \(plan)")
            }
        }
    }

    @Test func `rows are looked up key by key even where tables were analysed while they held next to nothing`() async throws {
        try await TestBrand.with { test in
            try await test.sql("SET search_path = tributary; INSERT INTO pool_shares (distributor_id, warehouse_id, sku_id) VALUES (1, 1, 1); \(Self.lot) ANALYZE;")
            try await test.sql(Self.planning)
            for statement: any Statement.Type in [LockStock.self, ReadPoolShares.self, LockLots.self, ReadLotsOfRows.self] {
                let plan = try await test.plan(of: statement)
                #expect(plan.contains("(warehouse_id = u.w) AND (sku_id = u.s)"), "\(statement.name): \(plan)")
                #expect(plan.contains("Index Scan"), "\(statement.name): \(plan)")
            }
        }
    }

    private static let lot = "INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id, lot) VALUES (0, 1, 1, 1, 'X');"

    private static let statements: [any Statement.Type] = [
        LockAccounts.self, LockStock.self, ReadPoolShares.self, StoredAnswers.self, RestrictedSKUs.self, LockAllocationShares.self,
        WaitingOrders.self, WaitingLines.self, ShipmentCounts.self, LockOrderAndWaiting.self, AwaitedOfOrder.self, OrderHolds.self,
    ]

    /// Enough rows that reading them all would cost more than looking a few up.
    private static let filled = """
        SET search_path = tributary;
        INSERT INTO organizations (id, parent_id, code, kind, name)
        SELECT (1::bigint << 40) + (n::bigint << 20), 1::bigint << 40, 'X-' || n, 'distributor', 'x' FROM generate_series(100, 2100) n;
        INSERT INTO accounts (organization_id, kind) SELECT id, 'prepaid' FROM organizations WHERE code LIKE 'X-%';
        INSERT INTO skus (owner_id, list_price_fen, floor_price_fen, abv_tenths, volume_ml, units_per_case, case_weight_grams, code, name, brand, series,
                          category, aroma, gtin, price_band)
        SELECT 0, 100, 7, 520, 500, 6, 6000, 'X-' || n, 'x', 'x', 'x', 'baijiu', '浓香', lpad(n::text, 13, '0'), 'mid' FROM generate_series(1, 500) n;
        INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id)
        SELECT 0, 100, w, s.id FROM generate_series(1, 4) w, skus s WHERE s.code LIKE 'X-%';
        INSERT INTO pool_shares (distributor_id, held, warehouse_id, sku_id)
        SELECT o.id, 0, 1, s FROM organizations o, generate_series(1, 4) s WHERE o.code LIKE 'X-%';
        INSERT INTO idempotency_keys (created_at, status, key, request_digest, body)
        SELECT now(), 201, substr(sha256(n::text::bytea), 1, 16), 'd', 'b' FROM generate_series(1, 10000) n;
        INSERT INTO allocations (id, giver_id, valid_from, valid_to, sku_id)
        SELECT s.id * 100 + n, 0, timestamptz '2020-01-01' + n * interval '1 day', timestamptz '2020-01-02' + n * interval '1 day', s.id
        FROM skus s, generate_series(1, 4) n WHERE s.code LIKE 'X-%';
        INSERT INTO allocation_shares (allocation_id, organization_id, units)
        SELECT a.id, o.id, 10 FROM allocations a JOIN organizations o ON o.code IN ('X-100', 'X-101', 'X-102');
        INSERT INTO orders (id, organization_id, placed_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen, policy_version, latitude_e6,
                            longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by)
        SELECT -n, (1::bigint << 40) + ((100 + n % 2000)::bigint << 20), now(), 0, 0, 0, 0, 0, 1, 0, 0, true, false, true,
               CASE WHEN n % 100 = 0 THEN 'backordered' ELSE 'confirmed' END, 'X' || n, 'x' FROM generate_series(1, 10000) n;
        INSERT INTO order_lines (order_id, units, unit_price_fen, backordered_units, line_no, sku_id, quantity, by_case)
        SELECT -n, 6, 1, CASE WHEN n % 100 = 0 THEN 6 ELSE 0 END, l, 1 + (n + l) % 500, 1, true
        FROM generate_series(1, 10000) n, generate_series(0, 1) l;
        INSERT INTO shipments (id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at, warehouse_id,
                               status, number)
        SELECT -n, -n, 0, 0, 0, 0, now(), now(), 1, 'released', 'X' || n FROM generate_series(1, 10000) n;
        INSERT INTO stock_holds (shipment_id, units, line_no, warehouse_id, sku_id, from_pool, tier)
        SELECT -n, 6, 0, 1, 1, false, 'hq' FROM generate_series(1, 10000) n;
        ANALYZE;
        """

    private static let planning = """
        CREATE FUNCTION public.test_plan(query text, arguments text) RETURNS text LANGUAGE plpgsql AS $$
        DECLARE plan json;
        BEGIN
            \(BrandSettings.intakeSession().map { "PERFORM set_config('\($0.0)', '\($0.1)', true);" }.joined(separator: "\n    "))
            PERFORM set_config('search_path', 'tributary, public', true);
            EXECUTE 'PREPARE asked AS ' || query;
            EXECUTE 'EXPLAIN (FORMAT JSON) EXECUTE asked' || arguments INTO plan;
            DEALLOCATE asked;
            RETURN plan::text;
        END $$;
        """
}

extension TestBrand {
    /// The generic plan of a statement, as JSON.
    fileprivate func plan(of statement: any Statement.Type) async throws -> String {
        let count = statement.sql.matches(of: /\$(\d+)/).compactMap { Int($0.1) }.max() ?? 0
        let arguments = count == 0 ? "" : "(" + Array(repeating: "NULL", count: count).joined(separator: ", ") + ")"
        return try await value("SELECT public.test_plan($query$\(statement.sql)$query$, '\(arguments)')") ?? ""
    }
}
