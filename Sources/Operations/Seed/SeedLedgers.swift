import Commerce
import Postgres

struct InsertStockLevels: Statement {
    static let sql = """
        INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id)
        SELECT w.organization_id, t.units, w.id, s.id
        FROM pg_temp.seed_stock t LEFT JOIN warehouses w ON w.code = t.warehouse LEFT JOIN skus s ON s.code = t.sku
        ORDER BY w.id, s.id
        """
}

/// Lots were made so many days before today in Shanghai, and keep as long as their SKU does.
struct InsertLots: Statement {
    static let sql = """
        INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id, lot, production_date, best_before)
        SELECT w.organization_id, t.units, w.id, s.id, t.lot, d.today - t.produced_days_ago, d.today - t.produced_days_ago + s.shelf_life_days
        FROM pg_temp.seed_lots t LEFT JOIN warehouses w ON w.code = t.warehouse LEFT JOIN skus s ON s.code = t.sku,
             (SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date AS today) d
        ORDER BY w.id, s.id, t.lot
        """
}

/// What stands in no lot. The join is full so that more in lots than there is, or lots of what isn't there, fails.
struct InsertUnnamedLots: Statement {
    static let sql = """
        INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id)
        SELECT l.organization_id, coalesce(l.on_hand, 0) - coalesce(t.units, 0), warehouse_id, sku_id
        FROM stock_levels l
        FULL JOIN (SELECT warehouse_id, sku_id, sum(on_hand) AS units FROM stock_lots GROUP BY 1, 2) t USING (warehouse_id, sku_id)
        WHERE coalesce(l.on_hand, 0) <> coalesce(t.units, 0)
        ORDER BY warehouse_id, sku_id
        """
}

/// One receipt a warehouse, made from the levels just written, so that the two can't differ: of each what no other movement brought.
struct InsertOpeningReceipts: Statement {
    static let sql = """
        INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind, reason)
        SELECT i.id, $1, l.organization_id, l.on_hand - coalesce(m.units, 0), l.warehouse_id, l.sku_id, 'receipt', '期初库存'
        FROM stock_levels l
        JOIN (SELECT id, row_number() OVER (ORDER BY id) AS position FROM warehouses) w ON w.id = l.warehouse_id
        JOIN pg_temp.seed_ids i USING (position)
        LEFT JOIN (SELECT warehouse_id, sku_id, sum(units)::bigint AS units FROM stock_movements GROUP BY 1, 2) m USING (warehouse_id, sku_id)
        WHERE l.on_hand <> coalesce(m.units, 0)
        ORDER BY l.warehouse_id, l.sku_id
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

/// The other sides of deposits and sales. Their balance is the sum of their transfers and never kept in the row.
struct InsertHeadquartersAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind)
        SELECT id, side FROM organizations, unnest(ARRAY['cash', 'sales']) side WHERE kind = 'headquarters'
        """
}

/// Every distributor gets an account, whether the file names it or not. The join is full so that a line of the file that names no
/// distributor fails.
struct InsertPrepaidAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind, balance_fen, credit_limit_fen)
        SELECT o.id, 'prepaid', coalesce(a.balance_fen, 0), coalesce(a.credit_limit_fen, 0)
        FROM (SELECT id, code FROM organizations WHERE kind = 'distributor') o
        FULL JOIN pg_temp.seed_accounts a ON a.organization = o.code
        ORDER BY o.id
        """
}

/// One deposit a distributor, from the balances just written; ids follow those of the warehouses' receipts.
struct InsertOpeningDeposits: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind, memo)
        SELECT i.id, $1, cash.id, a.id, a.balance_fen, a.organization_id, 'deposit', '期初余额'
        FROM (SELECT *, row_number() OVER (ORDER BY organization_id) + (SELECT count(*) FROM warehouses) AS position
              FROM accounts WHERE kind = 'prepaid') a
        JOIN accounts cash ON cash.kind = 'cash' AND cash.organization_id = 0
        JOIN pg_temp.seed_ids i USING (position)
        WHERE a.balance_fen > 0
        ORDER BY a.organization_id
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}
