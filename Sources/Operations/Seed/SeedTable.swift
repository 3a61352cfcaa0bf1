import Postgres

/// The files of a seed and the temporary tables they are read into, column for column.
enum SeedTable: String, CaseIterable, Sendable {
    case organizations, warehouses, skus, priceLists = "price_lists", prices, stock, lots, accounts
    /// Not every brand has storefronts: the file may be missing, and then there are no stores either.
    case storefronts

    var file: String { rawValue + ".csv" }

    /// HEADER MATCH refuses a file whose columns are not the table's.
    var copy: String { "COPY pg_temp.seed_\(rawValue) FROM STDIN (FORMAT csv, HEADER match, ENCODING 'UTF8')" }
}

/// They go with the transaction. Constraints are left to the real tables, so that each rule is written once.
struct MakeSeedTables: Statement {
    static let sql = """
        DO $$ BEGIN
            CREATE TEMPORARY TABLE seed_organizations (id bigint, parent_id bigint, code text, kind text, name text, tier text,
                latitude_e6 int, longitude_e6 int, last_child int, address text) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_warehouses (id int, code text, organization text, kind text, name text, latitude_e6 int,
                longitude_e6 int) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_skus (id int, owner text, code text, name text, initials text, brand text, series text,
                category text, aroma text, abv_tenths int, volume_ml int, units_per_case int, case_weight_grams int,
                shelf_life_days int, loose_sale boolean, price_band text, list_price_fen bigint, floor_price_fen bigint,
                suggested_price_fen bigint, status text, gtin text) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_price_lists (id int, code text, name text, scope text, organization text, tier text,
                valid_from timestamptz, valid_to timestamptz) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_prices (price_list text, sku text, min_units bigint, unit_price_fen bigint) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_stock (warehouse text, sku text, units bigint) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_lots (warehouse text, sku text, lot text, units bigint, produced_days_ago int) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_accounts (organization text, balance_fen bigint, credit_limit_fen bigint) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_storefronts (distributor text, name text, open boolean, min_order_fen bigint, delivery_weekdays text,
                window_days int, core_orders bigint, core_fen bigint, potential_orders bigint, potential_fen bigint) ON COMMIT DROP;
            CREATE TEMPORARY TABLE seed_ids (position bigint, id bigint) ON COMMIT DROP;
        END $$
        """
}

/// Two seeds at once would both find the schema empty; the second waits here for the first.
struct LockOrganizations: Statement {
    static let sql = "LOCK TABLE organizations IN SHARE ROW EXCLUSIVE MODE"
}

struct CountOrganizations: Statement {
    struct Result: RowDecodable {
        let count: Int64
        init(from row: inout RowReader) throws { count = try row.next() }
    }
    static let sql = "SELECT count(*) FROM organizations"
}

/// Takes as many ids as there will be documents, one a warehouse's receipt and one a deposit, in the blocks that servers take them in.
/// The CTE is materialized so that a block is drawn once however the join runs.
struct TakeSeedIDs: Statement {
    static let sql = """
        WITH blocks AS MATERIALIZED (
            SELECT nextval('entity_ids') AS first
            FROM generate_series(0, ((SELECT count(*) FROM warehouses) + (SELECT count(*) FROM organizations)) / 1000))
        INSERT INTO pg_temp.seed_ids (position, id)
        SELECT row_number() OVER (ORDER BY first + step), first + step FROM blocks, generate_series(0, 999) step
        """
}

/// The rows were written with the files' ids, so the sequences behind them are moved past those. Drawing moves them as far as setval
/// would, and needs no more right to them than the writer has.
struct AdvanceIdentities: Statement {
    static let sql = """
        SELECT (SELECT max(nextval(pg_get_serial_sequence('skus', 'id'))) FROM generate_series(1, (SELECT max(id) FROM skus))),
               (SELECT max(nextval(pg_get_serial_sequence('warehouses', 'id'))) FROM generate_series(1, (SELECT max(id) FROM warehouses))),
               (SELECT max(nextval(pg_get_serial_sequence('price_lists', 'id'))) FROM generate_series(1, (SELECT max(id) FROM price_lists)))
        """
}

/// Plans made from the statistics of empty tables are bad plans, and autovacuum comes a minute late.
struct RefreshStatistics: Statement {
    static let sql = "SELECT refresh_statistics()"
}
