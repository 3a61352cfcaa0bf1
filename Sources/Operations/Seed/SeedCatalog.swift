import Postgres

// Codes are resolved by LEFT JOIN: a code that nobody has becomes NULL and fails at a named or NOT NULL constraint, where an inner join
// would drop the row in silence.

struct InsertOrganizations: Statement {
    static let sql = """
        INSERT INTO organizations (id, parent_id, code, kind, name, tier, latitude_e6, longitude_e6, last_child, address)
        SELECT id, parent_id, code, kind, name, tier, latitude_e6, longitude_e6, last_child, address
        FROM pg_temp.seed_organizations ORDER BY id
        """
}

struct InsertClients: Statement {
    static let sql = """
        INSERT INTO api_clients (organization_id, client_id, name) SELECT id, code, name FROM organizations ORDER BY id
        """
}

/// A salt of 122 random bits each; materialized, so that the salt kept is the salt digested.
struct InsertDemoSecrets: Statement {
    static let sql = """
        WITH salted AS MATERIALIZED (SELECT client_id, uuid_send(gen_random_uuid()) AS salt FROM api_clients)
        INSERT INTO client_secrets (client_id, salt, digest, demo)
        SELECT client_id, salt, sha256(salt || convert_to('demo', 'UTF8')), true FROM salted ORDER BY client_id
        """
}

struct InsertWarehouses: Statement {
    static let sql = """
        INSERT INTO warehouses (id, code, organization_id, kind, name, latitude_e6, longitude_e6)
        SELECT w.id, w.code, o.id, w.kind, w.name, w.latitude_e6, w.longitude_e6
        FROM pg_temp.seed_warehouses w LEFT JOIN organizations o ON o.code = w.organization ORDER BY w.id
        """
}

struct InsertSKUs: Statement {
    static let sql = """
        INSERT INTO skus (id, owner_id, code, name, initials, brand, series, category, aroma, abv_tenths, volume_ml, units_per_case,
            case_weight_grams, shelf_life_days, loose_sale, price_band, list_price_fen, floor_price_fen, suggested_price_fen, status, gtin)
        SELECT s.id, o.id, s.code, s.name, s.initials, s.brand, s.series, s.category, s.aroma, s.abv_tenths, s.volume_ml, s.units_per_case,
            s.case_weight_grams, s.shelf_life_days, s.loose_sale, s.price_band, s.list_price_fen, s.floor_price_fen, s.suggested_price_fen,
            s.status, s.gtin
        FROM pg_temp.seed_skus s LEFT JOIN organizations o ON o.code = s.owner ORDER BY s.id
        """
}

struct InsertPriceLists: Statement {
    static let sql = """
        INSERT INTO price_lists (id, code, name, scope, organization_id, tier, valid_from, valid_to)
        SELECT l.id, l.code, l.name, l.scope, o.id, l.tier, l.valid_from, l.valid_to
        FROM pg_temp.seed_price_lists l LEFT JOIN organizations o ON o.code = l.organization ORDER BY l.id
        """
}

struct InsertPrices: Statement {
    static let sql = """
        INSERT INTO prices (price_list_id, sku_id, min_units, unit_price_fen)
        SELECT l.id, s.id, p.min_units, p.unit_price_fen
        FROM pg_temp.seed_prices p LEFT JOIN price_lists l ON l.code = p.price_list LEFT JOIN skus s ON s.code = p.sku
        ORDER BY l.id, s.id, p.min_units
        """
}
