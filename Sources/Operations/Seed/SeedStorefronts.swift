import Commerce
import Postgres

/// The storefronts of the file. Rules that it gives are kept as a distributor would have put them; without any the standard ones hold.
struct InsertStorefronts: Statement {
    static let sql = """
        INSERT INTO storefronts (organization_id, min_order_fen, created_at, updated_at, open, name, delivery_weekdays, tier_rules)
        SELECT o.id, f.min_order_fen, $1, $1, f.open, f.name, coalesce(string_to_array(f.delivery_weekdays, NULL)::int[], '{}'),
               CASE WHEN f.window_days IS NOT NULL THEN format(
                   '{"windowDays":%s,"core":{"minOrders":%s,"minFen":%s},"potential":{"minOrders":%s,"minFen":%s}}',
                   f.window_days, f.core_orders, f.core_fen, f.potential_orders, f.potential_fen) END
        FROM pg_temp.seed_storefronts f LEFT JOIN organizations o ON o.code = f.distributor ORDER BY o.id
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

/// Zhejiang holds its stores to non-saturated supply (非饱和销售), and
/// Guangdong lets storefronts sell from the regional warehouse.
struct InsertStorefrontPolicies: Statement {
    static let sql = """
        INSERT INTO storefront_policies (organization_id, updated_at, cap_enabled, region_stock)
        SELECT id, $1, code = 'R-33', code = 'R-44' FROM organizations WHERE code IN ('R-33', 'R-44')
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

/// Distributors with a storefront are told of what has run down to its last cases: their warehouses hold some dozens of each SKU, of which the
/// standard thirty cases would be an alarm about nearly everything.
struct InsertReplenishmentPolicies: Statement {
    static let sql = "INSERT INTO replenishment_policies (organization_id, updated_at, low_stock_cases) SELECT organization_id, $1, 3 FROM storefronts"
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

/// Every distributor with a storefront has a warehouse where it is itself.
struct InsertStorefrontWarehouses: Statement {
    static let sql = """
        INSERT INTO warehouses (id, organization_id, created_at, latitude_e6, longitude_e6, code, name, kind)
        SELECT (SELECT max(id) FROM warehouses) + row_number() OVER (ORDER BY o.id), o.id, $1, o.latitude_e6, o.longitude_e6,
               'DW-' || substr(o.code, 3), replace(o.name, '经销商', '仓'), 'distributor'
        FROM storefronts f JOIN organizations o ON o.id = f.organization_id
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}

struct LoadStorefronts: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        let tier: String?
        let isOpen: Bool
        let minOrderFen: Int64
        let rules: TierRules
        let warehouse: TradeWarehouse
        init(from row: inout RowReader) throws {
            id = OrganizationID(try row.next())
            tier = try row.next()
            isOpen = try row.next()
            minOrderFen = try row.next()
            rules = try row.next(String?.self).map { try TierRules(stored: $0) } ?? .standard
            warehouse = TradeWarehouse(
                id: WarehouseID(try row.next()), organization: id, place: Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next()))
        }
    }
    static let sql = """
        SELECT o.id, o.tier, f.open, f.min_order_fen, f.tier_rules, w.id, w.latitude_e6, w.longitude_e6
        FROM storefronts f JOIN organizations o ON o.id = f.organization_id JOIN warehouses w ON w.organization_id = o.id ORDER BY o.id
        """
}

struct LoadStoresOfStorefronts: Statement {
    struct Result: RowDecodable {
        let store: TradeStore
        init(from row: inout RowReader) throws {
            store = TradeStore(
                id: OrganizationID(try row.next()), code: Code(stored: try row.next()),
                place: Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next()))
        }
    }
    static let sql = """
        SELECT s.id, s.code, s.latitude_e6, s.longitude_e6 FROM organizations s JOIN storefronts f ON f.organization_id = s.parent_id ORDER BY s.id
        """
}

/// What headquarters sells; a storefront asks no more for it than is suggested.
struct LoadTradeGoods: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        let suggestedPriceFen: Int64
        let isScarce: Bool
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            suggestedPriceFen = try row.next()
            isScarce = try row.next()
        }
    }
    static let sql = """
        SELECT id, coalesce(suggested_price_fen, list_price_fen), series = '稀缺' FROM skus WHERE status = 'active' AND owner_id = 0 ORDER BY id
        """
}

struct LoadCentralUnits: Statement {
    struct Result: RowDecodable {
        let row: StockKey
        let units: Int64
        init(from reader: inout RowReader) throws {
            row = StockKey(warehouse: WarehouseID(try reader.next()), sku: SKUID(try reader.next()))
            units = try reader.next()
        }
    }
    static let sql = """
        SELECT l.warehouse_id, l.sku_id, l.on_hand FROM stock_levels l JOIN warehouses w ON w.id = l.warehouse_id WHERE w.kind = 'hq'
        """
}

struct LoadHardPressed: Statement {
    typealias Result = Int64
    static let sql = "SELECT id FROM organizations WHERE code = 'R-31'"
}
