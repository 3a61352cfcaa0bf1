import Commerce

extension AuditTests {
    static let rebates = [
        Corruption(what: "a statement tells of less than was posted", sql: "UPDATE rebate_statements SET posted_fen = 799 WHERE campaign_id = 502", breaks: ["rebate_statements.posted_fen"]),
        Corruption(
            what: "a statement was lost", sql: "DELETE FROM rebate_statements WHERE campaign_id = 502",
            breaks: ["rebate_statements.posted_fen", "rebate_statements.settled_fen"]),
        Corruption(
            what: "a rebate names another campaign", sql: "UPDATE account_transfers SET reference = 999 WHERE kind = 'rebate' AND amount_fen = 800",
            breaks: ["rebate_statements.posted_fen"]),
        Corruption(
            what: "a rebate made up for more than another was relieved of", sql: "UPDATE rebate_statements SET settled_fen = 299 WHERE campaign_id = 503",
            breaks: ["rebate_statements.settled_fen"]),
    ]

    /// Two periods of the first distributor: goods of the first came back, and 300 of the 800 fen that it was given for them the second made up for.
    static let rebated = """
        INSERT INTO campaigns (id, organization_id, created_at, starts_at, ends_at, status, kind, name)
        SELECT i, 0, now(), now(), now() + interval '1 day', 'live', 'tiered', 'x' FROM (VALUES (502), (503)) AS v (i);
        INSERT INTO rebate_statements (campaign_id, organization_id, units, earned_fen, posted_fen, settled_fen, updated_at)
        SELECT c, \(StockBrand.first.organization.rawValue), u, e, p, s, now() FROM (VALUES (502, 10, 500, 800, -300), (503, 9, 900, 600, 300)) AS v (c, u, e, p, s);
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind)
        SELECT t.id, now(), s.id, p.id, t.fen, p.organization_id, t.reference, 'rebate'
        FROM (VALUES (33, 800, 502), (34, 600, 503)) AS t (id, fen, reference),
             (SELECT * FROM accounts WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue)) p,
             (SELECT * FROM accounts WHERE kind = 'sales') s;
        UPDATE accounts SET balance_fen = balance_fen + 1400 WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue);
        """
}
