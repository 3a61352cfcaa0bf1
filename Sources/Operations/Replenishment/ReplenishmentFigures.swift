import Commerce
import Postgres

/// What the rule of the reorder point needs, of every SKU that a distributor's stores were sent in the window.
///
/// What counts as sold is what was sent to stores and didn't come back: from the distributor's own warehouses, and from the pool and the region
/// too, since that is what it would have sold had it had it. What stores report from their tills doesn't count: it leaves their shelves, not the
/// distributor's. What was dismissed is left out for the policy's cycle.
///
/// Goods that left the brand for the distributor count as coming until it books them: whatever one of its warehouses receives of the SKU after
/// they left, or is sent there from beyond its own, covers them, the oldest first, so that they count once whether receipt is confirmed before it is
/// booked or after. What isn't booked within `bookingDays` of its delivery counts no more: it was lost, or goes where nothing is booked, as with a
/// distributor that has no warehouse.
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
    /// For how long delivered goods that weren't booked count as coming.
    static let bookingDays = 30
    static let sql = """
        WITH sent AS (
            SELECT s.order_id, h.line_no, h.sku_id, sum(h.posted_units) AS units FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
            WHERE s.organization_id > $1 AND s.organization_id < $2 AND s.shipped_at > $3::timestamptz - interval '\(ReorderPoint.windowDays) days'
            GROUP BY s.order_id, h.line_no, h.sku_id),
        returned AS (
            SELECT r.order_id, l.order_line_no AS line_no, sum(l.restocked_units + l.quarantined_units + l.scrapped_units) AS units
            FROM returns r JOIN return_lines l ON l.return_id = r.id
            WHERE r.organization_id > $1 AND r.organization_id < $2 AND r.received_at > $3::timestamptz - interval '\(ReorderPoint.windowDays) days'
            GROUP BY r.order_id, l.order_line_no),
        sold AS (
            SELECT s.sku_id, sum(greatest(s.units - coalesce(r.units, 0), 0))::bigint AS units FROM sent s LEFT JOIN returned r USING (order_id, line_no)
            GROUP BY s.sku_id HAVING sum(greatest(s.units - coalesce(r.units, 0), 0)) > 0),
        free AS (
            SELECT l.sku_id, sum(l.on_hand - l.reserved - l.pool_reserved) AS units FROM warehouses w JOIN stock_levels l ON l.warehouse_id = w.id
            WHERE w.organization_id = $1 AND w.active GROUP BY l.sku_id),
        moved AS (
            SELECT h.sku_id, greatest(s.shipped_at, $3::timestamptz - interval '\(bookingDays) days') AS at, h.posted_units AS units
            FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
            WHERE s.organization_id = $1 AND s.shipped_at > $3::timestamptz - interval '\(deliveryDays) days'
              AND (s.delivered_at IS NULL OR s.delivered_at > $3::timestamptz - interval '\(bookingDays) days')
            UNION ALL
            -- A transfer between warehouses of its own comes to nothing.
            SELECT m.sku_id, m.at, -sum(m.units) FROM warehouses w JOIN stock_movements m ON m.warehouse_id = w.id
            WHERE w.organization_id = $1 AND m.kind IN ('receipt', 'transfer') AND m.at > $3::timestamptz - interval '\(bookingDays) days'
              AND m.at <= $3
            GROUP BY m.id, m.sku_id, m.at HAVING sum(m.units) > 0),
        unbooked AS (
            -- A receipt beyond what had left by then covers nothing that leaves later, so what was at most too much of it is given back.
            SELECT sku_id, sum(units) - least(min(balance), 0) AS units
            FROM (SELECT sku_id, units, sum(units) OVER (PARTITION BY sku_id ORDER BY at, units DESC) AS balance FROM moved) m GROUP BY sku_id),
        coming AS (
            SELECT sku_id, sum(units) AS units FROM (
                SELECT l.sku_id, l.backordered_units AS units FROM orders o JOIN order_lines l ON l.order_id = o.id
                WHERE o.organization_id = $1 AND o.status NOT IN ('fulfilled', 'cancelled')
                UNION ALL
                SELECT h.sku_id, h.units - h.voided_units FROM orders o JOIN shipments s ON s.order_id = o.id JOIN stock_holds h ON h.shipment_id = s.id
                WHERE o.organization_id = $1 AND o.status NOT IN ('fulfilled', 'cancelled') AND s.shipped_at IS NULL AND s.status <> 'cancelled'
                UNION ALL
                SELECT sku_id, units FROM unbooked) c
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
