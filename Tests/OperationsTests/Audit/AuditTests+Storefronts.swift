import Commerce

extension AuditTests {
    static let stores = [
        Corruption(what: "a suspended store may still order", sql: "UPDATE stores SET status = 'suspended'; DELETE FROM store_changes", breaks: ["stores.status"]),
        Corruption(what: "a store is nobody's customer", sql: "DELETE FROM stores; DELETE FROM store_changes", breaks: ["stores.status"]),
        Corruption(what: "a tier changed and nobody noted why", sql: "UPDATE stores SET tier = 'potential'", breaks: ["store_changes"]),
        Corruption(
            what: "a sale stands in the books of somebody who didn't sell",
            sql: """
                INSERT INTO accounts (organization_id, kind) VALUES (\(StockBrand.first.organization.rawValue), 'sales');
                UPDATE account_transfers SET credit_account = (SELECT max(id) FROM accounts) WHERE id = 21;
                """,
            breaks: ["account_transfers"]),
    ]

    /// The store was approved and became core, as its last changes tell.
    static let ranked = """
        INSERT INTO store_changes (id, organization_id, at, kind, was, became, reason, actor)
        SELECT n, \(StockBrand.store.organization.rawValue), now(), k, w, b, 'x', 'D-1'
        FROM (VALUES (801, 'status', NULL, 'pending'), (802, 'tier', 'nurture', 'potential'), (803, 'status', 'pending', 'approved'),
              (804, 'tier', 'potential', 'core')) AS v (n, k, w, b);
        UPDATE stores SET tier = 'core';
        """
}
