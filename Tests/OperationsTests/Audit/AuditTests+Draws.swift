import Commerce

extension AuditTests {
    static let draws = [
        Corruption(what: "a draw was made that nobody counted", sql: "UPDATE draw_seeds SET drawn = 1", breaks: ["draw_seeds.drawn"]),
        Corruption(what: "more money was won than the log tells", sql: "UPDATE draw_seeds SET spent_fen = 51", breaks: ["draw_seeds.drawn"]),
        Corruption(what: "a prize came back", sql: "UPDATE draw_seeds SET remaining = '{NULL,3}'", breaks: ["draw_seeds.remaining"]),
        Corruption(what: "the log tells of another amount", sql: "UPDATE draw_log SET fen = 49 WHERE number = 1; UPDATE draw_seeds SET spent_fen = 49", breaks: ["draws"]),
        Corruption(what: "a draw's line was lost from the log's start", sql: "UPDATE draws SET number = 9 WHERE number = 2", breaks: ["draws"]),
        Corruption(
            what: "a draw won more than was paid", sql: "UPDATE draws SET fen = 51 WHERE number = 1; UPDATE draw_log SET fen = 51 WHERE number = 1; UPDATE draw_seeds SET spent_fen = 51",
            breaks: ["draws.fen"]),
        Corruption(what: "more was taken back than left the account", sql: "UPDATE draws SET state = 'reversed', reversed_fen = 10 WHERE number = 1", breaks: ["draws.reversed_fen"]),
        Corruption(what: "an order of something else sends a prize", sql: "UPDATE draws SET state = 'sent', sent_at = now(), order_id = 1 WHERE number = 2", breaks: ["draws.order_id"]),
        Corruption(what: "a box cost more than was paid", sql: "UPDATE draws SET price_fen = 71 WHERE number = 2", breaks: ["draws.fen"]),
    ]

    /// What came of a campaign's first two draws: 50 fen, and one of three bottles, which was in a box for 70.
    static let drawn = """
        INSERT INTO campaigns (id, organization_id, created_at, starts_at, ends_at, status, kind, name)
        VALUES (501, 0, now(), now(), now() + interval '1 day', 'live', 'luckyDraw', 'x');
        INSERT INTO draw_seeds (campaign_id, drawn, spent_fen, seed, remaining) VALUES (501, 2, 50, decode(repeat('00', 32), 'hex'), '{NULL,2}');
        INSERT INTO draw_commitments (campaign_id, commitment, stock) VALUES (501, sha256(decode(repeat('00', 32), 'hex')), '{NULL,3}');
        INSERT INTO draw_log (campaign_id, number, fen, prize, token_digest, remaining) VALUES (501, 1, 50, 0, 'a', '{NULL,3}'), (501, 2, NULL, 1, 'b', '{NULL,3}');
        INSERT INTO draws (id, campaign_id, number, organization_id, purchase_id, price_fen, fen, at, token, sku, state)
        SELECT 600 + n, 501, n, \(StockBrand.first.organization.rawValue), p, c, f, now(), 't' || n, s, z
        FROM (VALUES (1, NULL::bigint, 0, 50, NULL, 'credited'), (2, 700, 70, 0, 'A', 'open')) AS v (n, p, c, f, s, z);
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind)
        SELECT t.id, now(), CASE WHEN t.kind = 'box' THEN p.id ELSE s.id END, CASE WHEN t.kind = 'box' THEN s.id ELSE p.id END, t.fen, p.organization_id, t.reference, t.kind
        FROM (VALUES (31, 50, 601, 'reward'), (32, 70, 700, 'box')) AS t (id, fen, reference, kind),
             (SELECT * FROM accounts WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue)) p,
             (SELECT * FROM accounts WHERE kind = 'sales') s;
        UPDATE accounts SET balance_fen = balance_fen + 50 - 70 WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue);
        """
}
