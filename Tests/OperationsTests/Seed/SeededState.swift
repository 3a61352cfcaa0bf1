import Postgres

/// What the demo brand guarantees, counted in the database.
struct SeededPromises: Statement {
    struct Result: RowDecodable {
        let centralSKUs, scarceSKUs, leastAmpleUnits, leastBalanceFen, organizationsWithoutDemoClient, pricesBelowFloor, wrongLastChildren: Int64

        init(from row: inout RowReader) throws {
            centralSKUs = try row.next()
            scarceSKUs = try row.next()
            leastAmpleUnits = try row.next()
            leastBalanceFen = try row.next()
            organizationsWithoutDemoClient = try row.next()
            pricesBelowFloor = try row.next()
            wrongLastChildren = try row.next()
        }
    }
    static let sql = """
        SELECT (SELECT count(*) FROM skus WHERE owner_id = 0 AND status = 'active'),
               (SELECT count(*) FROM skus WHERE series = '稀缺'),
               (SELECT min(coalesce(l.on_hand, 0)) FROM skus s JOIN warehouses w ON w.kind = 'hq'
                LEFT JOIN stock_levels l ON l.warehouse_id = w.id AND l.sku_id = s.id
                WHERE s.owner_id = 0 AND s.status = 'active' AND s.series <> '稀缺'),
               (SELECT min(coalesce(a.balance_fen, 0)) FROM organizations o LEFT JOIN accounts a ON a.organization_id = o.id AND a.kind = 'prepaid'
                WHERE o.kind = 'distributor'),
               (SELECT count(*) FROM organizations o WHERE NOT EXISTS (
                    SELECT FROM api_clients c JOIN client_secrets s USING (client_id)
                    WHERE c.organization_id = o.id AND c.client_id = o.code AND s.demo AND s.digest = sha256(s.salt || convert_to('demo', 'UTF8')))),
               (SELECT count(*) FROM prices p JOIN skus s ON s.id = p.sku_id WHERE p.unit_price_fen < s.floor_price_fen),
               (SELECT count(*) FROM organizations o WHERE o.last_child <> (SELECT count(*) FROM organizations c WHERE c.parent_id = o.id))
        """
}

/// Levels and balances against the ledgers they are the sums of.
struct SeededLedgers: Statement {
    struct Result: RowDecodable {
        let levelsUnlikeMovements, receipts, balancesUnlikeTransfers, cashFen, prepaidFen, documents: Int64

        init(from row: inout RowReader) throws {
            levelsUnlikeMovements = try row.next()
            receipts = try row.next()
            balancesUnlikeTransfers = try row.next()
            cashFen = try row.next()
            prepaidFen = try row.next()
            documents = try row.next()
        }
    }
    static let sql = """
        WITH sides AS (
            SELECT credit_account AS account, amount_fen FROM account_transfers
            UNION ALL SELECT debit_account, -amount_fen FROM account_transfers
        ), sums AS (SELECT account, sum(amount_fen) AS fen FROM sides GROUP BY account)
        SELECT (SELECT count(*) FROM stock_levels l
                FULL JOIN (SELECT warehouse_id, sku_id, sum(units) AS units FROM stock_movements GROUP BY 1, 2) m USING (warehouse_id, sku_id)
                WHERE l.on_hand IS DISTINCT FROM m.units),
               (SELECT count(*) FROM stock_movements WHERE kind = 'receipt'),
               (SELECT count(*) FROM accounts a LEFT JOIN sums s ON s.account = a.id
                WHERE a.kind = 'prepaid' AND a.balance_fen <> coalesce(s.fen, 0)),
               (SELECT coalesce(sum(s.fen), 0)::bigint FROM sums s JOIN accounts a ON a.id = s.account WHERE a.kind = 'cash' AND a.organization_id = 0),
               (SELECT coalesce(sum(balance_fen), 0)::bigint FROM accounts WHERE kind = 'prepaid'),
               (SELECT count(*) FROM (SELECT id FROM stock_movements UNION SELECT id FROM account_transfers) documents)
        """
}

/// Lots against the levels that they lie in, and how soon they expire.
struct SeededLots: Statement {
    struct Result: RowDecodable {
        let levelsUnlikeLots, named, expired, expiringWithin90Days, warehousesWithExpiring: Int64

        init(from row: inout RowReader) throws {
            levelsUnlikeLots = try row.next()
            named = try row.next()
            expired = try row.next()
            expiringWithin90Days = try row.next()
            warehousesWithExpiring = try row.next()
        }
    }
    static let sql = """
        WITH soon AS (SELECT * FROM stock_lots WHERE best_before <= (now() AT TIME ZONE 'Asia/Shanghai')::date + 90)
        SELECT (SELECT count(*) FROM stock_levels l
                FULL JOIN (SELECT warehouse_id, sku_id, sum(on_hand) AS units FROM stock_lots GROUP BY 1, 2) t USING (warehouse_id, sku_id)
                WHERE l.on_hand IS DISTINCT FROM t.units),
               (SELECT count(*) FROM stock_lots WHERE lot <> ''),
               (SELECT count(*) FROM stock_lots WHERE best_before < (now() AT TIME ZONE 'Asia/Shanghai')::date),
               (SELECT count(*) FROM soon), (SELECT count(DISTINCT warehouse_id) FROM soon)
        """
}

struct NextIDs: Statement {
    struct Result: RowDecodable {
        let sku, warehouse, entity, latestDocument: Int64

        init(from row: inout RowReader) throws {
            sku = try row.next()
            warehouse = try row.next()
            entity = try row.next()
            latestDocument = try row.next()
        }
    }
    static let sql = """
        SELECT nextval(pg_get_serial_sequence('skus', 'id')), nextval(pg_get_serial_sequence('warehouses', 'id')), nextval('entity_ids'),
               (SELECT max(id) FROM (SELECT id FROM stock_movements UNION SELECT id FROM account_transfers) documents)
        """
}

/// The kinds that there are templates of.
struct SeededKinds: Statement {
    typealias Result = String
    static let sql = "SELECT DISTINCT kind FROM campaign_templates ORDER BY kind"
}
