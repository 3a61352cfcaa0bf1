import Operations
import Postgres

/// 200 open storefronts of 200 SKUs each, of which their distributors have the first half themselves and the pool has the rest, and five stores each, in stock
/// and money that no load can empty.
struct BenchStorefronts {
    static let prefix = "B-"

    static func furnish(_ database: Database) async throws {
        _ = try await database.run(
            OpenShops(), FillShops(), OpenWarehouses(), StockWarehouses(), ReceiveStock(), KeepLots(), RegisterStores(), ApproveStores(), OpenSides(), FillPurses())
        _ = try await database.run(PayIn(), LetIn(), GiveSecrets())
    }
}

/// The distributors that have a shop: the first 200.
private let shops = "(SELECT id, code, latitude_e6, longitude_e6 FROM organizations WHERE kind = 'distributor' ORDER BY id LIMIT 200)"
/// The SKUs that each sells, with their places from 0.
private let goods = """
    (SELECT id, list_price_fen, units_per_case, row_number() OVER (ORDER BY code) - 1 AS place FROM skus
     WHERE status = 'active' AND owner_id = 0 AND series <> '稀缺' ORDER BY code LIMIT 200)
    """

private struct OpenShops: Statement {
    static let sql = """
        INSERT INTO storefronts (organization_id, created_at, updated_at, open, name) SELECT id, now(), now(), true, code FROM \(shops) d
        ON CONFLICT (organization_id) DO UPDATE SET open = true, min_order_fen = 0, delivery_weekdays = '{}'
        """
}

private struct FillShops: Statement {
    static let sql = """
        INSERT INTO storefront_items (organization_id, sku_id, price_fen) SELECT d.id, g.id, g.list_price_fen + 100 FROM \(shops) d, \(goods) g
        ON CONFLICT (organization_id, sku_id) DO UPDATE SET price_fen = excluded.price_fen, core_fen = NULL, potential_fen = NULL, nurture_fen = NULL, max_units = NULL
        """
}

private struct OpenWarehouses: Statement {
    static let sql = """
        INSERT INTO warehouses (organization_id, latitude_e6, longitude_e6, code, name, kind)
        SELECT id, latitude_e6, longitude_e6, 'BW-' || code, code, 'distributor' FROM \(shops) d
        """
}

private struct StockWarehouses: Statement {
    static let sql = """
        INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id)
        SELECT w.organization_id, 100000000::bigint * g.units_per_case, w.id, g.id FROM warehouses w, \(goods) g WHERE w.code LIKE 'BW-%' AND g.place < 100
        """
}

private struct ReceiveStock: Statement {
    static let sql = """
        INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind, reason)
        SELECT nextval('entity_ids'), now(), l.organization_id, l.on_hand, l.warehouse_id, l.sku_id, 'receipt', 'bench'
        FROM stock_levels l JOIN warehouses w ON w.id = l.warehouse_id WHERE w.code LIKE 'BW-%'
        """
}

private struct KeepLots: Statement {
    static let sql = """
        INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id)
        SELECT l.organization_id, l.on_hand, l.warehouse_id, l.sku_id FROM stock_levels l JOIN warehouses w ON w.id = l.warehouse_id WHERE w.code LIKE 'BW-%'
        """
}

private struct RegisterStores: Statement {
    static let sql = """
        INSERT INTO organizations (id, parent_id, code, kind, name, latitude_e6, longitude_e6)
        SELECT d.id + (SELECT last_child FROM organizations o WHERE o.id = d.id) + n, d.id, '\(BenchStorefronts.prefix)' || d.code || '-' || n, 'store', d.code || ' ' || n,
               d.latitude_e6 + n * 1000, d.longitude_e6 + n * 1000
        FROM \(shops) d, generate_series(1, 5) n
        """
}

private struct ApproveStores: Statement {
    static let sql = """
        INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
        SELECT id, now(), now(), now(), 'approved' FROM organizations WHERE code LIKE '\(BenchStorefronts.prefix)%' AND kind = 'store'
        """
}

private struct OpenSides: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind) SELECT d.id, k FROM \(shops) d, unnest('{cash,sales}'::text[]) k ON CONFLICT ON CONSTRAINT accounts_once DO NOTHING
        """
}

private struct FillPurses: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind, balance_fen)
        SELECT id, 'prepaid', 100000000000000 FROM organizations WHERE code LIKE '\(BenchStorefronts.prefix)%' AND kind = 'store'
        """
}

private struct PayIn: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind, memo)
        SELECT nextval('entity_ids'), now(), c.id, a.id, a.balance_fen, a.organization_id, 'deposit', 'bench'
        FROM accounts a JOIN organizations o ON o.id = a.organization_id JOIN accounts c ON c.organization_id = o.parent_id AND c.kind = 'cash'
        WHERE o.code LIKE '\(BenchStorefronts.prefix)%' AND o.kind = 'store' AND a.kind = 'prepaid'
        """
}

private struct LetIn: Statement {
    static let sql = """
        INSERT INTO api_clients (organization_id, client_id) SELECT id, code FROM organizations WHERE code LIKE '\(BenchStorefronts.prefix)%' AND kind = 'store'
        """
}

private struct GiveSecrets: Statement {
    static let sql = """
        INSERT INTO client_secrets (client_id, salt, digest, demo)
        SELECT client_id, convert_to(client_id, 'UTF8'), sha256(convert_to(client_id || 'demo', 'UTF8')), true
        FROM api_clients WHERE client_id LIKE '\(BenchStorefronts.prefix)%'
        """
}
