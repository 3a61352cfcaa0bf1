import Commerce
import Operations
import TestSupport
import Testing

struct AuditTests {
    /// One thing that went wrong in the tables, and the rules that it breaks.
    struct Corruption: CustomTestStringConvertible {
        let what: String
        let sql: String
        let breaks: Set<String>
        var testDescription: String { what }
    }

    @Test func `a brand in which everything has happened is clean`() async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + Self.drawn + Self.rebated + Self.stored + Self.ranked)
            let report = try await house.brand.audit()
            #expect(report.isClean, "\(report.text)")
            #expect(report.text.hasSuffix("\(report.checks.count) rules hold.\n"))
        }
    }

    @Test func `what was sent before there were lots has none, and that is no difference`() async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + Self.withoutLots)
            let report = try await house.brand.audit()
            #expect(report.isClean, "\(report.text)")
        }
    }

    @Test(arguments: corruptions)
    func `a corrupted copy is told apart`(_ corruption: Corruption) async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + Self.drawn + Self.rebated + Self.stored + Self.ranked)
            try await house.sql(corruption.sql)
            let report = try await house.brand.audit()
            #expect(Set(report.checks.filter { $0.count > 0 }.map(\.name)) == corruption.breaks, "\(report.text)")
            #expect(!report.isClean)
        }
    }

    @Test func `every rule is broken by some corruption`() async throws {
        try await StockBrand.with { house in
            let rules = Set(try await house.brand.audit().checks.map(\.name))
            let known = Self.corruptions + Self.points + StorefrontAuditTests.corruptions + MemberAuditTests.corruptions
            #expect(rules.subtracting(known.flatMap(\.breaks)) == [])
        }
    }

    @Test func `the report names the row, what it should be and what it is`() async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + """
                UPDATE stock_levels SET on_hand = on_hand + 1 WHERE warehouse_id = 1 AND sku_id = 1;
                UPDATE stock_lots SET on_hand = on_hand + 1 WHERE warehouse_id = 1 AND sku_id = 1 AND lot = '';
                """)
            let report = try await house.brand.audit()
            #expect(report.checks.first?.differences == [AuditReport.Difference(key: "WH-1/A", expected: "90", found: "91")])
            #expect(report.text.hasPrefix("DIFF  stock_levels.on_hand"))
            #expect(report.text.contains("\n      WH-1/A: expected 90, found 91\n"))
            #expect(report.text.hasSuffix("1 differences from \(report.checks.count) rules.\n"))
        }
    }

    @Test func `of many differences the first are shown and all are counted`() async throws {
        try await StockBrand.with { house in
            try await house.sql("""
                INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind)
                SELECT 1, now(), 0, 1, 1, 1000 + n, 'receipt' FROM generate_series(1, 120) n
                """)
            let check = try await house.brand.audit().checks[0]
            #expect(check.count == 120)
            #expect(check.differences.count == 50)
            #expect(try await house.brand.audit().text.contains("\n      and 70 more\n"))
        }
    }

    /// Four orders of D-1 on SKU A at 100 fen: order 1 delivered from WH-1 (general 6, pool 4), of which 3 came back and were refunded;
    /// order 2 released, waiting for 2, with 120 fen off by a campaign; order 3 cancelled; order 4 shipped, with 5 units cut off when it was placed. And a
    /// share that order 2 draws on. Lot L1 is what was shipped of all orders but for 4 bottles.
    static let history = """
        INSERT INTO stock_levels (organization_id, on_hand, reserved, pool_reserved, warehouse_id, sku_id) VALUES (0, 90, 7, 3, 1, 1), (\(1 << 40), 8, 0, 0, 3, 1);
        INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id, lot, production_date, best_before) VALUES
            (0, 62, 1, 1, '', NULL, NULL), (0, 28, 1, 1, 'L1', '2026-01-01', '2027-01-01'), (\(1 << 40), 8, 3, 1, '', NULL, NULL);
        INSERT INTO shipment_lots (shipment_id, units, restocked_units, line_no, warehouse_id, sku_id, lot) VALUES
            (101, 4, 0, 0, 1, 1, ''), (101, 6, 3, 0, 1, 1, 'L1'), (104, 15, 0, 0, 1, 1, 'L1');
        INSERT INTO stock_movements (id, at, organization_id, units, reference, warehouse_id, sku_id, kind) VALUES
            (10, now(), 0, 120, NULL, 1, 1, 'receipt'), (11, now(), 0, -8, NULL, 1, 1, 'transfer'), (11, now(), \(1 << 40), 8, NULL, 3, 1, 'transfer'),
            (12, now(), 0, -10, 101, 1, 1, 'despatch'), (13, now(), 0, -15, 104, 1, 1, 'despatch'), (14, now(), 0, 3, 201, 1, 1, 'return');
        INSERT INTO orders (id, organization_id, placed_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen, policy_version,
            latitude_e6, longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by)
        SELECT i, \(StockBrand.first.organization.rawValue), now(), f, d, f - d, 1, 0, 1, 0, 0, true, true, true, s, 'SO-' || i, 'D-1'
        FROM (VALUES (1, 1000, 0, 'fulfilled'), (2, 1200, 120, 'backordered'), (3, 0, 0, 'cancelled'), (4, 1500, 0, 'confirmed')) AS v (i, f, d, s);
        INSERT INTO order_lines (order_id, line_no, units, quantity, unit_price_fen, backordered_units, cancelled_units, sku_id, by_case)
        VALUES (1, 0, 10, 10, 100, 0, 0, 1, false), (2, 0, 12, 12, 100, 2, 0, 1, false), (3, 0, 5, 5, 100, 0, 5, 1, false), (4, 0, 20, 20, 100, 0, 5, 1, false);
        UPDATE order_lines SET discount_fen = 120 WHERE order_id = 2;
        INSERT INTO order_campaigns (order_id, campaign_id, organization_id, placed_at, fen, version, lines, line_units, line_fen, line_given)
        VALUES (2, 401, \(StockBrand.first.organization.rawValue), now(), 120, 1, '{0}', '{12}', '{120}', '{12}');
        INSERT INTO campaign_usage (campaign_id, subject_id, held_fen, uses)
        VALUES (401, -1, 120, 1), (401, \(StockBrand.first.organization.region?.rawValue ?? 0), 120, 1), (401, \(StockBrand.first.organization.rawValue), 120, 1),
               (401, \(StockBrand.second.organization.rawValue), 0, 0);
        INSERT INTO shipments (id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at,
            picked_at, shipped_at, delivered_at, cancelled_at, warehouse_id, status, number)
        SELECT 100 + i, i, \(StockBrand.first.organization.rawValue), 0, 1, 1, now(), now(), CASE WHEN i IN (1, 4) THEN now() END,
               CASE WHEN i IN (1, 4) THEN now() END, CASE WHEN i = 1 THEN now() END, CASE WHEN i = 3 THEN now() END, 1, s, 'SH-' || i
        FROM (VALUES (1, 'delivered'), (2, 'released'), (3, 'cancelled'), (4, 'shipped')) AS v (i, s);
        INSERT INTO stock_holds (shipment_id, line_no, units, posted_units, voided_units, warehouse_id, sku_id, from_pool, tier) VALUES
            (101, 0, 6, 6, 0, 1, 1, false, 'hq'), (101, 0, 4, 4, 0, 1, 1, true, 'pool'), (102, 0, 7, 0, 0, 1, 1, false, 'hq'),
            (102, 0, 3, 0, 0, 1, 1, true, 'pool'), (103, 0, 5, 0, 5, 1, 1, false, 'hq'), (104, 0, 15, 15, 0, 1, 1, false, 'hq');
        INSERT INTO pool_shares (distributor_id, warehouse_id, sku_id, held) VALUES (\(StockBrand.first.organization.rawValue), 1, 1, 3);
        INSERT INTO account_holds (order_id, organization_id, amount_fen, posted_fen, voided_fen)
        SELECT i, \(StockBrand.first.organization.rawValue), a, p, v FROM (VALUES (1, 1000, 1000, 0), (2, 1080, 0, 0), (3, 500, 0, 500), (4, 1500, 1500, 0)) AS w (i, a, p, v);
        INSERT INTO returns (id, order_id, organization_id, requested_at, received_at, refund_fen, status, number)
        VALUES (201, 1, \(StockBrand.first.organization.rawValue), now(), now(), 300, 'refunded', 'RT-1');
        INSERT INTO return_lines (return_id, units, refund_fen, restocked_units, order_line_no, warehouse_id, sku_id) VALUES (201, 3, 300, 3, 0, 1, 1);
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind)
        SELECT t.id, now(), CASE WHEN t.kind = 'sale' THEN p.id ELSE s.id END, CASE WHEN t.kind = 'sale' THEN s.id ELSE p.id END, t.fen,
               p.organization_id, t.reference, t.kind
        FROM (VALUES (21, 1000, 101, 'sale'), (22, 1500, 104, 'sale'), (23, 300, 201, 'refund')) AS t (id, fen, reference, kind),
             (SELECT * FROM accounts WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue)) p,
             (SELECT * FROM accounts WHERE kind = 'sales') s;
        UPDATE accounts SET balance_fen = 1000000 - 2500 + 300, held_fen = 1080
        WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue);
        INSERT INTO allocations (id, giver_id, valid_from, valid_to, sku_id) VALUES (301, 0, now(), now() + interval '1 day', 1);
        INSERT INTO allocation_shares (allocation_id, organization_id, units, used) VALUES (301, \(StockBrand.first.organization.rawValue), 50, 9);
        INSERT INTO allocation_draws (order_id, line_no, allocation_id, organization_id, units, voided_units)
        VALUES (2, 0, 301, \(StockBrand.first.organization.rawValue), 12, 3), (2, 0, 999, \(StockBrand.first.organization.rawValue), 12, 0);
        INSERT INTO order_traces (order_id, placed_at, policy_version, trace) SELECT id, placed_at, 1, '' FROM orders;
        """
}
