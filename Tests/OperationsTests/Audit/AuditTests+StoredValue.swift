import Commerce

extension AuditTests {
    static let storedValue = [
        Corruption(what: "more was stored than was moved", sql: "UPDATE stored_top_ups SET principal_fen = 201", breaks: ["stored_top_ups"]),
        Corruption(what: "a top-up is someone else's", sql: "UPDATE stored_top_ups SET organization_id = \(StockBrand.second.organization.rawValue)", breaks: ["stored_top_ups"]),
        Corruption(what: "a bonus has a fen more than its account", sql: "UPDATE stored_bonuses SET balance_fen = balance_fen + 1", breaks: ["stored_bonuses.balance_fen"]),
        Corruption(what: "principal is gone and its gift isn't paid for", sql: "UPDATE stored_top_ups SET gift_fen = 5, withdrawn_fen = 10", breaks: ["stored_top_ups.withdrawn_fen"]),
        Corruption(what: "a bonus is held for nobody", sql: "UPDATE stored_bonuses SET held_fen = 1", breaks: ["stored_bonuses.held_fen"]),
        Corruption(what: "principal is held for nobody", sql: "UPDATE accounts SET held_fen = 1 WHERE kind = 'storedPrincipal'", breaks: ["accounts.held_fen"]),
        Corruption(
            what: "a fen of principal appeared", sql: "UPDATE accounts SET balance_fen = balance_fen + 1 WHERE kind = 'storedPrincipal'", breaks: ["accounts.balance_fen"]),
        Corruption(what: "an order's tender forgot what shipped", sql: "UPDATE order_tenders SET posted_fen = 999", breaks: ["order_tenders"]),
        Corruption(what: "an order's tender comes to more", sql: "UPDATE order_tenders SET stored_fen = 101", breaks: ["order_tenders"]),
        Corruption(
            what: "the bonus paid what the principal was to", sql: "UPDATE stored_holds SET posted_fen = 89, voided_fen = 1 WHERE part = 0",
            breaks: ["stored_holds", "order_tenders", "account_holds.amount_fen"]),
        Corruption(what: "more of the bonus came back than the ledger says", sql: "UPDATE stored_holds SET refunded_fen = 4 WHERE part = 1", breaks: ["stored_holds"]),
        Corruption(
            what: "a stored value is spent from the wrong side",
            sql: """
                UPDATE account_transfers SET debit_account = (SELECT id FROM accounts WHERE kind = 'storedPrincipal') WHERE id = 36;
                UPDATE accounts SET balance_fen = balance_fen - 10 WHERE kind = 'storedPrincipal';
                UPDATE accounts SET balance_fen = balance_fen + 10 WHERE kind = 'storedBonus';
                UPDATE stored_bonuses SET balance_fen = balance_fen + 10;
                """,
            breaks: ["stored_holds"]),
        Corruption(
            what: "a tender is someone else's", sql: "UPDATE order_tenders SET organization_id = \(StockBrand.second.organization.rawValue)", breaks: ["order_tenders.order_id"]),
        Corruption(
            what: "what came back was paid out of the till", sql: "UPDATE account_transfers SET debit_account = (SELECT id FROM accounts WHERE kind = 'cash') WHERE id = 37",
            breaks: ["account_transfers"]),
    ]

    /// D-1 stored 200 and got 20 on top; 90 and 10 of that paid for a tenth of order 1, and 27 and 3 came back with what was returned of it.
    static let stored = """
        INSERT INTO accounts (organization_id, kind, balance_fen)
        VALUES (\(StockBrand.first.organization.rawValue), 'storedPrincipal', 137), (\(StockBrand.first.organization.rawValue), 'storedBonus', 13);
        INSERT INTO stored_top_ups (id, campaign_id, organization_id, principal_fen, bonus_fen, times, at, expires_at, version)
        VALUES (801, 502, \(StockBrand.first.organization.rawValue), 200, 20, 2, now(), '2040-01-01', 1);
        INSERT INTO stored_bonuses (organization_id, balance_fen, expires_at) VALUES (\(StockBrand.first.organization.rawValue), 13, '2040-01-01');
        INSERT INTO order_tenders (order_id, organization_id, total_fen, stored_fen, posted_fen, refunded_fen)
        VALUES (1, \(StockBrand.first.organization.rawValue), 1000, 100, 1000, 300);
        INSERT INTO stored_holds (order_id, organization_id, amount_fen, posted_fen, refunded_fen, expires_at, part, account) VALUES
            (1, \(StockBrand.first.organization.rawValue), 90, 90, 27, NULL, 0, 'storedPrincipal'),
            (1, \(StockBrand.first.organization.rawValue), 10, 10, 3, '2040-01-01', 1, 'storedBonus');
        UPDATE account_holds SET amount_fen = 900, posted_fen = 900 WHERE order_id = 1;
        UPDATE account_transfers SET amount_fen = 900 WHERE id = 21;
        UPDATE account_transfers SET amount_fen = 270 WHERE id = 23;
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind)
        SELECT t.id, now(), d.id, c.id, t.fen, \(StockBrand.first.organization.rawValue), t.reference, t.kind
        FROM (VALUES (33, 'prepaid', 'storedPrincipal', 200, 801, 'topUp'), (34, 'sales', 'storedBonus', 20, 801, 'bonus'),
                     (35, 'storedPrincipal', 'sales', 90, 101, 'storedSpend'), (36, 'storedBonus', 'sales', 10, 101, 'storedSpend'),
                     (37, 'sales', 'storedPrincipal', 27, 201, 'storedRefund'), (38, 'sales', 'storedBonus', 3, 201, 'storedRefund'))
             AS t (id, debit, credit, fen, reference, kind)
        JOIN accounts d ON d.kind = t.debit AND d.organization_id IN (0, \(StockBrand.first.organization.rawValue))
        JOIN accounts c ON c.kind = t.credit AND c.organization_id IN (0, \(StockBrand.first.organization.rawValue));
        UPDATE accounts SET balance_fen = balance_fen + 100 - 30 - 200
        WHERE kind = 'prepaid' AND organization_id = \(StockBrand.first.organization.rawValue);
        """
}
