import Commerce
import Postgres

/// What was on hand when the days began: what is there now less what came and went since, so that the months before needn't be read. One
/// statement sees one moment, so a movement in between doesn't count twice.
struct ReadOpeningStock: Statement {
    struct Result: RowDecodable {
        let row: StockKey
        let level: StockLevel
        init(from reader: inout RowReader) throws {
            row = StockKey(warehouse: WarehouseID(try reader.next()), sku: SKUID(try reader.next()))
            level = StockLevel(onHand: try reader.next(), safetyStock: try reader.next())
        }
    }
    static let sql = """
        SELECT warehouse_id, sku_id, l.on_hand - coalesce(m.units, 0), l.safety_stock
        FROM stock_levels l
        LEFT JOIN (SELECT warehouse_id, sku_id, sum(units)::bigint AS units FROM stock_movements WHERE at >= $1 GROUP BY 1, 2) m
            USING (warehouse_id, sku_id)
        WHERE l.on_hand > coalesce(m.units, 0)
        LIMIT $2
        """
    let from: Instant
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(from))
        parameters.append(limit)
    }
}

/// What came and went by itself: receipts, adjustments, returns, the two ends of a transfer as one, and what earlier orders had been promised
/// and hadn't been sent when the days began. What was sent for orders of the days themselves is what a replay decides.
///
/// At one moment what comes is told before what goes.
struct ReadStockChanges: Statement {
    struct Result: RowDecodable {
        let change: StockHistory.Change
        init(from row: inout RowReader) throws {
            let at: Timestamp = try row.next()
            let sku = SKUID(try row.next())
            let source: Int32? = try row.next()
            let destination: Int32? = try row.next()
            change = StockHistory.Change(
                at: Instant(at), sku: sku, source: source.map { WarehouseID($0) }, destination: destination.map { WarehouseID($0) },
                units: try row.next())
        }
    }
    static let sql = """
        WITH moved AS (
            SELECT at, id, sku_id, warehouse_id, units, kind FROM stock_movements WHERE at >= $1 AND at < $2 AND kind <> 'despatch'
        )
        SELECT at, sku_id, source, destination, units FROM (
            SELECT at, sku_id, CASE WHEN units < 0 THEN warehouse_id END AS source, CASE WHEN units > 0 THEN warehouse_id END AS destination,
                   abs(units) AS units
            FROM moved WHERE kind <> 'transfer'
            UNION ALL
            SELECT min(at), sku_id, min(warehouse_id) FILTER (WHERE units < 0), min(warehouse_id) FILTER (WHERE units > 0), max(units)
            FROM moved WHERE kind = 'transfer' GROUP BY id, sku_id
            UNION ALL
            SELECT greatest(s.created_at, $1), h.sku_id, h.warehouse_id, NULL, h.units - h.voided_units
            FROM shipments s JOIN orders o ON o.id = s.order_id JOIN stock_holds h ON h.shipment_id = s.id
            WHERE (s.shipped_at >= $1 OR s.status IN ('waiting', 'released', 'picked')) AND s.created_at < $2 AND o.placed_at < $1
              AND h.units > h.voided_units) c
        ORDER BY at, source IS NOT NULL, sku_id, source, destination, units
        LIMIT $3
        """
    let from: Instant
    let to: Instant
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(from))
        parameters.append(Timestamp(to))
        parameters.append(limit)
    }
}

/// Who asked for what: the lines of orders that weren't cancelled, with what was cut off, left waiting or shorted of them; and what was refused.
///
/// Who is refused often asks again, and then for less. So of one buyer, SKU and day the largest refusal counts, and of that what isn't on an
/// order of the day. The two are put together by grouping: a join would be planned on nobody's statistics.
struct ReadDemand: Statement {
    struct Result: RowDecodable {
        let demand: StockHistory.Demand
        init(from row: inout RowReader) throws {
            let at: Timestamp = try row.next()
            demand = StockHistory.Demand(
                at: Instant(at), buyer: OrganizationID(try row.next()), sku: SKUID(try row.next()), units: try row.next())
        }
    }
    static let sql = """
        WITH placed AS (
            SELECT o.placed_at AS at, o.organization_id, l.sku_id, l.units, o.id, l.line_no, (o.placed_at AT TIME ZONE 'Asia/Shanghai')::date AS day
            FROM orders o JOIN order_lines l ON l.order_id = o.id
            WHERE o.placed_at >= $1 AND o.placed_at < $2 AND o.status <> 'cancelled'
        ), refused AS (
            SELECT min(at) AS at, organization_id, sku_id, (max(refused) - sum(had))::bigint AS units
            FROM (SELECT NULL::timestamptz AS at, organization_id, sku_id, day, 0 AS refused, units AS had FROM placed
                  UNION ALL
                  SELECT at, organization_id, sku_id, (at AT TIME ZONE 'Asia/Shanghai')::date, units, 0 FROM unmet_demand
                  WHERE at >= $1 AND at < $2) u
            GROUP BY organization_id, sku_id, day HAVING max(refused) > sum(had)
        )
        SELECT at, organization_id, sku_id, units FROM (
            SELECT at, organization_id, sku_id, units, id, line_no FROM placed
            UNION ALL
            SELECT at, organization_id, sku_id, units, 0, 0 FROM refused) d
        ORDER BY at, id, line_no, organization_id, sku_id
        LIMIT $3
        """
    let from: Instant
    let to: Instant
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(from))
        parameters.append(Timestamp(to))
        parameters.append(limit)
    }
}

/// The regions that let storefronts sell from their warehouse.
struct ReadOpenRegions: Statement {
    typealias Result = Int64
    static let sql = "SELECT organization_id FROM storefront_policies WHERE region_stock"
}
