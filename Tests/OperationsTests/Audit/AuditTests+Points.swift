import Commerce
import Operations
import TestSupport
import Testing

extension AuditTests {
    static let points = [
        Corruption(what: "a point appeared", sql: "UPDATE point_accounts SET points = points + 1", breaks: ["point_accounts.points"]),
        Corruption(what: "an account has no entries", sql: "UPDATE point_entries SET owner_id = 1", breaks: ["point_accounts.points", "point_holds"]),
        Corruption(what: "more came back than was taken for", sql: "UPDATE point_holds SET refunded_points = 9", breaks: ["point_holds"]),
        Corruption(what: "points pay more than they were taken for", sql: "UPDATE order_tenders SET points_fen = 201", breaks: ["point_holds"]),
        Corruption(
            what: "an order earned beyond its rule",
            sql: "UPDATE order_points SET points = 36; UPDATE point_entries SET points = 51 WHERE id = 71; UPDATE point_accounts SET points = points + 1",
            breaks: ["order_points.points", "points_given"]),
        Corruption(what: "points weren't counted against the budget", sql: "UPDATE points_given SET fen = fen - 5", breaks: ["points_given"]),
        Corruption(what: "more was withheld than earned", sql: "UPDATE order_points SET withheld_points = 1", breaks: ["order_points.points"]),
        Corruption(what: "a refund took nothing back", sql: "UPDATE order_points SET refunded_fen = 0", breaks: ["order_points.points"]),
        Corruption(what: "more earned than was paid", sql: "UPDATE shipments SET paid_fen = 1001 WHERE id = 101", breaks: ["order_points.points", "shipments.paid_fen"]),
        Corruption(
            what: "a refund of points isn't told", sql: "UPDATE point_entries SET reference = 202 WHERE kind = 'refunded'", breaks: ["returns.refund_fen"]),
    ]

    @Test func `a brand with points is clean`() async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + Self.pointed)
            let report = try await house.brand.audit()
            #expect(report.isClean, "\(report.text)")
        }
    }

    @Test(arguments: points)
    func `a corrupted copy with points is told apart`(_ corruption: Corruption) async throws {
        try await StockBrand.with { house in
            try await house.sql(Self.history + Self.pointed)
            try await house.sql(corruption.sql)
            let report = try await house.brand.audit()
            #expect(Set(report.checks.filter { $0.count > 0 }.map(\.name)) == corruption.breaks, "\(report.text)")
        }
    }

    /// Order 1, delivered for 1,000 fen of which 300 came back, earned one point for twenty fen. Order 4 is paid by forty points at five fen, for
    /// 200 of its 1,500; a bottle of it came back for 50 fen and 2 points, which aren't money alone: 40 and 10.
    private static let pointed = """
        INSERT INTO order_points (order_id, organization_id, owner_id, campaign_id, earn_bps, paid_fen, refunded_fen, points, fen_per_point, version)
        VALUES (1, \(buyer), 0, 402, 500, 1000, 300, 35, 5, 1);
        INSERT INTO points_given (campaign_id, organization_id, fen, uses) VALUES (402, \(buyer), 175, 1);
        UPDATE shipments SET paid_fen = 1000 WHERE id = 101;
        INSERT INTO order_tenders (order_id, organization_id, total_fen, stored_fen, points_fen, posted_fen, refunded_fen) VALUES (4, \(buyer), 1500, 0, 200, 1500, 50);
        INSERT INTO point_holds (order_id, organization_id, owner_id, points, refunded_points, amount_fen, posted_fen, refunded_fen)
        VALUES (4, \(buyer), 0, 40, 2, 200, 200, 10);
        UPDATE account_holds SET amount_fen = 1300, posted_fen = 1300 WHERE order_id = 4;
        UPDATE account_transfers SET amount_fen = 1300 WHERE id = 22;
        INSERT INTO returns (id, order_id, organization_id, requested_at, received_at, refund_fen, status, number)
        VALUES (202, 4, \(buyer), now(), now(), 40, 'refunded', 'RT-2'), (203, 4, \(buyer), now(), now(), 10, 'refunded', 'RT-3');
        """ + """
        INSERT INTO return_lines (return_id, units, refund_fen, quarantined_units, order_line_no, warehouse_id, sku_id) VALUES (202, 1, 40, 1, 0, 1, 1), (203, 1, 10, 1, 0, 1, 1);
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind)
        SELECT 24, now(), s.id, p.id, 40, p.organization_id, 202, 'refund'
        FROM (SELECT * FROM accounts WHERE kind = 'prepaid' AND organization_id = \(buyer)) p, (SELECT * FROM accounts WHERE kind = 'sales') s;
        UPDATE accounts SET balance_fen = balance_fen + 200 + 40 WHERE kind = 'prepaid' AND organization_id = \(buyer);
        INSERT INTO point_entries (id, at, organization_id, owner_id, order_id, points, fen, reference, kind) VALUES
            (71, now(), \(buyer), 0, 1, 50, 0, 101, 'earned'), (72, now(), \(buyer), 0, 1, -15, 0, 201, 'reversed'),
            (73, now(), \(buyer), 0, 4, -40, 200, NULL, 'redeemed'), (74, now(), \(buyer), 0, 4, 2, 10, 203, 'refunded');
        INSERT INTO point_accounts (organization_id, owner_id, points) VALUES (\(buyer), 0, -3);
        """

    private static let buyer = StockBrand.first.organization.rawValue
}
