import Postgres

/// What a past of storefronts is written to, and which columns of it; the others have their standard values.
///
/// Rows go through temporary tables of the same columns, because COPY doesn't go into a table under row-level security.
enum TradeTable: String, CaseIterable, Sendable {
    case storefrontItems = "storefront_items", stockLevels = "stock_levels", stockLots = "stock_lots", stockMovements = "stock_movements"
    case orders, orderLines = "order_lines", shipments, stockHolds = "stock_holds", accountHolds = "account_holds", orderTraces = "order_traces"
    case supplyCharges = "supply_charges", unmetDemand = "unmet_demand", storeSales = "store_sales", storeChanges = "store_changes"
    case orderNumberBlocks = "order_number_blocks", accountTransfers = "account_transfers"

    var columns: String {
        switch self {
        case .storefrontItems: "organization_id, price_fen, core_fen, potential_fen, sku_id"
        case .stockLevels: "organization_id, on_hand, reserved, warehouse_id, sku_id"
        case .stockLots: "organization_id, on_hand, warehouse_id, sku_id"
        case .stockMovements: "id, at, organization_id, units, reference, warehouse_id, sku_id, kind, reason"
        case .orders:
            "id, organization_id, placed_at, promised_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen, policy_version, "
                + "latitude_e6, longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by"
        case .orderLines: "order_id, units, unit_price_fen, line_no, sku_id, quantity, by_case"
        case .shipments:
            "id, order_id, organization_id, warehouse_organization_id, distance_metres, cost_fen, created_at, promised_at, picked_at, shipped_at, "
                + "delivered_at, warehouse_id, status, number"
        case .stockHolds: "shipment_id, units, posted_units, line_no, warehouse_id, sku_id, from_pool, tier"
        case .accountHolds: "order_id, organization_id, amount_fen, posted_fen"
        case .orderTraces: "order_id, placed_at, policy_version, trace"
        case .supplyCharges: "order_id, organization_id, unit_price_fen, units, posted_units, line_no"
        case .unmetDemand: "at, organization_id, units, sku_id"
        case .storeSales: "organization_id, units, sku_id, day"
        case .storeChanges: "id, organization_id, at, kind, was, became, reason, actor, figures"
        case .orderNumberBlocks: "day, next"
        // Its accounts are found when all are there.
        case .accountTransfers: "id, at, organization_id, amount_fen, reference, kind, memo"
        }
    }

    var temporary: String { "trade_" + rawValue }
    var copy: String { "COPY pg_temp.\(temporary) (\(columns)) FROM STDIN" }
}

/// They go with the transaction.
struct MakeTradeTables: Statement {
    static let sql = block { "CREATE TEMPORARY TABLE \($0.temporary) ON COMMIT DROP AS SELECT \($0.columns) FROM \($0.rawValue) WITH NO DATA" }

    fileprivate static func block(_ statement: (TradeTable) -> String?) -> String {
        "DO $$ BEGIN\n" + TradeTable.allCases.compactMap(statement).map { "    \($0);\n" }.joined() + "END $$"
    }
}

struct FillTradeTables: Statement {
    static let sql = MakeTradeTables.block { table in
        table == .accountTransfers ? nil : "INSERT INTO \(table.rawValue) (\(table.columns)) SELECT \(table.columns) FROM pg_temp.\(table.temporary)"
    }
}

/// A thousand ids each, in rising order.
struct TakeIDBlocks: Statement {
    typealias Result = Int64
    static let sql = "SELECT nextval('entity_ids') FROM generate_series(1, $1::bigint)"
    let count: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(count)
    }
}

/// Ids of the brand for those that a past is counted by, 1, 2, 3 ….
struct TradeIDs: Sendable {
    static let block = 1000
    let blocks: [Int64]

    subscript(_ id: Int) -> Int64 { blocks[(id - 1) / Self.block] + Int64((id - 1) % Self.block) }
}
