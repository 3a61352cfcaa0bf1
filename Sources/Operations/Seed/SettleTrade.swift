import Postgres

// What follows from the rows of a past, made from them, so that the two can't differ.

/// The pool's part of headquarters' rows is held until it leaves.
struct HoldTradePool: Statement {
    static let sql = """
        UPDATE stock_levels l SET pool_reserved = h.units
        FROM (SELECT warehouse_id, sku_id, sum(units - posted_units) AS units FROM pg_temp.trade_stock_holds
              WHERE from_pool AND units > posted_units GROUP BY 1, 2) h
        WHERE (l.warehouse_id, l.sku_id) = (h.warehouse_id, h.sku_id)
        """
}

struct InsertTradeShares: Statement {
    static let sql = """
        INSERT INTO pool_shares (distributor_id, held, warehouse_id, sku_id)
        SELECT s.organization_id & ~1048575::bigint, sum(h.units - h.posted_units), h.warehouse_id, h.sku_id
        FROM pg_temp.trade_stock_holds h JOIN pg_temp.trade_shipments s ON s.id = h.shipment_id
        WHERE h.from_pool AND h.units > h.posted_units GROUP BY 1, 3, 4 ORDER BY 1, 3, 4
        """
}

/// Every store has an account with its distributor; those of open storefronts have paid something in.
struct InsertStoreAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind, balance_fen, held_fen)
        SELECT o.id, 'prepaid', coalesce(t.fen, 0), coalesce(h.fen, 0)
        FROM organizations o
        LEFT JOIN (SELECT organization_id, sum(CASE kind WHEN 'deposit' THEN amount_fen ELSE -amount_fen END) AS fen
                   FROM pg_temp.trade_account_transfers GROUP BY 1) t ON t.organization_id = o.id
        LEFT JOIN (SELECT organization_id, sum(amount_fen - posted_fen) AS fen FROM pg_temp.trade_account_holds GROUP BY 1) h ON h.organization_id = o.id
        WHERE o.kind = 'store' ORDER BY o.id
        """
}

struct InsertSellerAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind) SELECT organization_id, side FROM storefronts, unnest('{cash,sales}'::text[]) side ORDER BY 1, 2
        """
}

/// What the brand still holds of its distributors' money for goods that haven't left yet.
struct HoldTradeSupply: Statement {
    static let sql = """
        UPDATE accounts a SET held_fen = a.held_fen + c.fen
        FROM (SELECT organization_id, sum(unit_price_fen * (units - posted_units)) AS fen FROM pg_temp.trade_supply_charges GROUP BY 1) c
        WHERE a.organization_id = c.organization_id AND a.kind = 'prepaid'
        """
}

/// Between the same accounts as any transfer of its kind.
struct InsertTradeTransfers: Statement {
    static let sql = """
        WITH sides AS (
            SELECT t.*, kind IN ('sale', 'supply') AS pays,
                   CASE WHEN organization_id & 1048575 = 0 THEN 0 ELSE organization_id & ~1048575::bigint END AS seller
            FROM pg_temp.trade_account_transfers t
        )
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind, memo)
        SELECT s.id, s.at, CASE WHEN pays THEN buyer.id ELSE other.id END, CASE WHEN pays THEN other.id ELSE buyer.id END,
               s.amount_fen, s.organization_id, s.reference, s.kind, s.memo
        FROM sides s
        LEFT JOIN accounts buyer ON buyer.organization_id = s.organization_id AND buyer.kind = 'prepaid'
        LEFT JOIN accounts other ON other.organization_id = s.seller AND other.kind = CASE WHEN pays THEN 'sales' ELSE 'cash' END
        ORDER BY s.id
        """
}

struct SetStoreTiers: Statement {
    static let sql = """
        UPDATE stores s SET tier = c.became, tier_since = c.at FROM pg_temp.trade_store_changes c WHERE c.organization_id = s.organization_id
        """
}
