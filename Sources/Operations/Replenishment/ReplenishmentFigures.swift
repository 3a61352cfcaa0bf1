import Commerce
import Postgres

/// What the rule of the reorder point needs, of every SKU that a distributor's stores were sent in the window.
///
/// What counts as sold is what was sent to stores: from the distributor's own warehouses, and from the pool and the region too, since that is
/// what it would have sold had it had it. What stores report from their tills doesn't count: it leaves their shelves, not the distributor's.
/// Goods of a delivered order on the brand count from when the distributor has received them into a warehouse. What was dismissed is left
/// out for the policy's cycle.
struct ReplenishmentFigures: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        let unitsPerCase: Int64
        let availableUnits: Int64
        let point: ReorderPoint
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            unitsPerCase = Int64(try row.next(Int32.self))
            availableUnits = try row.next()
            let soldUnits: Int64 = try row.next()
            let deliveries: Int64 = try row.next()
            let deliverySeconds: Int64 = try row.next()
            let policy = ReplenishmentPolicy(
                leadDays: try row.next(Int32?.self).map { Int64($0) }, safetyDays: Int64(try row.next(Int32.self)),
                cycleDays: Int64(try row.next(Int32.self)))
            point = ReorderPoint(soldUnits: soldUnits, deliveries: deliveries, deliverySeconds: deliverySeconds, policy: policy)
        }
    }
    /// Over how long the brand's deliveries are looked at for the lead time.
    static let deliveryDays = 180
    static let sql = """
        WITH sold AS (
            SELECT h.sku_id, sum(h.posted_units)::bigint AS units FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
            WHERE s.organization_id > $1 AND s.organization_id < $2 AND s.shipped_at > $3::timestamptz - interval '\(ReorderPoint.windowDays) days'
            GROUP BY h.sku_id HAVING sum(h.posted_units) > 0),
        free AS (
            SELECT l.sku_id, sum(l.on_hand - l.reserved - l.pool_reserved) AS units FROM warehouses w JOIN stock_levels l ON l.warehouse_id = w.id
            WHERE w.organization_id = $1 AND w.active GROUP BY l.sku_id),
        coming AS (
            SELECT sku_id, sum(units) AS units FROM (
                SELECT l.sku_id, l.backordered_units AS units FROM orders o JOIN order_lines l ON l.order_id = o.id
                WHERE o.organization_id = $1 AND o.status NOT IN ('fulfilled', 'cancelled')
                UNION ALL
                SELECT h.sku_id, h.units - h.voided_units FROM orders o JOIN shipments s ON s.order_id = o.id JOIN stock_holds h ON h.shipment_id = s.id
                WHERE o.organization_id = $1 AND o.status NOT IN ('fulfilled', 'cancelled') AND s.status NOT IN ('delivered', 'cancelled')) c
            GROUP BY sku_id),
        arrived AS (
            SELECT count(*) AS deliveries, coalesce(sum(extract(epoch FROM s.delivered_at - o.placed_at)), 0)::bigint AS seconds
            FROM shipments s JOIN orders o ON o.id = s.order_id
            WHERE s.organization_id = $1 AND s.shipped_at > $3::timestamptz - interval '\(deliveryDays) days' AND s.delivered_at IS NOT NULL),
        policy AS (
            SELECT max(lead_days) AS lead_days, coalesce(max(safety_days), 7) AS safety_days, coalesce(max(cycle_days), 14) AS cycle_days
            FROM replenishment_policies WHERE organization_id = $1)
        SELECT k.id, k.units_per_case, (coalesce(free.units, 0) + coalesce(coming.units, 0))::bigint, sold.units, a.deliveries, a.seconds,
               p.lead_days, p.safety_days, p.cycle_days
        FROM sold JOIN skus k ON k.id = sold.sku_id LEFT JOIN free ON free.sku_id = sold.sku_id LEFT JOIN coming ON coming.sku_id = sold.sku_id
             CROSS JOIN arrived a CROSS JOIN policy p
        WHERE k.status = 'active' AND NOT EXISTS (
            SELECT FROM replenishment_suggestions d WHERE d.organization_id = $1 AND d.sku_id = k.id AND d.status = 'dismissed'
              AND d.decided_at > $3::timestamptz - make_interval(days => p.cycle_days))
        ORDER BY k.id
        """
    let distributor: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(distributor.reach.upperBound.rawValue)
        parameters.append(Timestamp(at))
    }
}
