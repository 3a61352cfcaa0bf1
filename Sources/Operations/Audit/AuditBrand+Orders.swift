import Postgres

extension AuditBrand {
    static let orderChecks: [any AuditCheck] = [LineUnitsAudit(), SubtotalAudit(), ReturnedUnitsAudit()]
    static let stateChecks: [any AuditCheck] = [OrderStateAudit(), ShipmentStateAudit(), ShipmentTimesAudit()]
}

struct LineUnitsAudit: AuditCheck {
    static let subject = "order_lines.units"
    static let rule = "held or shipped, waiting, and cancelled units add up to it"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = order_id), order_id::text) || ' line ' || line_no,
               l.units::text, (coalesce(h.units, 0) + coalesce(l.backordered_units, 0) + coalesce(l.cancelled_units, 0))::text
        FROM order_lines l FULL JOIN (
            SELECT s.order_id, h.line_no, sum(h.units - h.voided_units) AS units
            FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id GROUP BY 1, 2) h
        USING (order_id, line_no)
        WHERE l.units IS DISTINCT FROM coalesce(h.units, 0) + coalesce(l.backordered_units, 0) + coalesce(l.cancelled_units, 0)
        """
}

/// What was cut off when the order was placed was never charged, and what was cancelled later was taken off.
struct SubtotalAudit: AuditCheck {
    static let subject = "orders.subtotal_fen"
    static let rule = "the price of its units that weren't cancelled"
    static let differences = """
        SELECT 'order ' || o.number, l.fen::text, o.subtotal_fen::text
        FROM orders o JOIN (
            SELECT order_id, sum(unit_price_fen * (units - cancelled_units)) AS fen FROM order_lines GROUP BY 1) l ON l.order_id = o.id
        WHERE o.subtotal_fen <> l.fen
        """
}

struct ReturnedUnitsAudit: AuditCheck {
    static let subject = "return_lines.units"
    static let rule = "no more comes back than was shipped"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = b.order_id), b.order_id::text) || ' line ' || b.line_no,
               'at most ' || coalesce(p.units, 0), b.units::text
        FROM (SELECT r.order_id, l.order_line_no AS line_no, l.warehouse_id, sum(l.units) AS units
              FROM return_lines l JOIN returns r ON r.id = l.return_id WHERE r.status <> 'refused' GROUP BY 1, 2, 3) b
        LEFT JOIN (SELECT s.order_id, h.line_no, h.warehouse_id, sum(h.posted_units) AS units
                   FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id GROUP BY 1, 2, 3) p
        ON (p.order_id, p.line_no, p.warehouse_id) = (b.order_id, b.line_no, b.warehouse_id)
        WHERE b.units > coalesce(p.units, 0)
        """
}

struct OrderStateAudit: AuditCheck {
    static let subject = "orders.status"
    static let rule = "it follows from the order's shipments and waiting units, and from whether its balance is paid"
    /// An order that awaits its group may be one in advance, too; that there is such a group is another rule.
    private static let awaiting = """
        CASE WHEN o.status = 'awaitingGroup' THEN 'awaitingGroup' WHEN a.status = 'unpaid' THEN 'awaitingBalance' WHEN a.status = 'paid' THEN 'confirmed'
             ELSE 'awaitingGroup' END
        """
    static let differences = """
        SELECT 'order ' || o.number,
               CASE WHEN l.waiting THEN 'backordered' WHEN s.awaits THEN \(awaiting) WHEN s.open THEN 'confirmed' WHEN s.delivered THEN 'fulfilled' ELSE 'cancelled' END,
               o.status
        FROM orders o
        JOIN (SELECT order_id, bool_or(backordered_units > 0) AS waiting FROM order_lines GROUP BY 1) l ON l.order_id = o.id
        LEFT JOIN (SELECT order_id, bool_or(status = 'waiting') AS awaits, bool_or(status IN ('released', 'picked', 'shipped')) AS open, bool_or(status = 'delivered') AS delivered
                   FROM shipments GROUP BY 1) s ON s.order_id = o.id
        LEFT JOIN order_advances a ON a.order_id = o.id
        WHERE o.status <> CASE WHEN l.waiting THEN 'backordered' WHEN s.awaits THEN \(awaiting) WHEN s.open THEN 'confirmed' WHEN s.delivered THEN 'fulfilled'
                               ELSE 'cancelled' END
        """
}

struct ShipmentStateAudit: AuditCheck {
    static let subject = "shipments.status"
    static let rule = "it follows from the holds that feed the shipment"
    static let differences = """
        SELECT 'shipment ' || s.number,
               CASE WHEN h.pending > 0 AND h.posted = 0 THEN 'waiting, released or picked' WHEN h.posted > 0 AND h.pending = 0 THEN 'shipped or delivered'
                    WHEN h.posted > 0 THEN 'not in part' ELSE 'cancelled' END,
               s.status
        FROM shipments s LEFT JOIN (
            SELECT shipment_id, sum(units - posted_units - voided_units) AS pending, sum(posted_units) AS posted FROM stock_holds GROUP BY 1) h
        ON h.shipment_id = s.id
        WHERE NOT CASE WHEN s.status IN ('waiting', 'released', 'picked') THEN h.pending > 0 AND h.posted = 0
                       WHEN s.status = 'cancelled' THEN coalesce(h.pending, 0) = 0 AND coalesce(h.posted, 0) = 0
                                ELSE coalesce(h.pending = 0 AND h.posted > 0, false) END
        """
}

struct ShipmentTimesAudit: AuditCheck {
    static let subject = "shipments times"
    static let rule = "each step that was taken has its time, in their order"
    static let differences = """
        SELECT 'shipment ' || number, status,
               concat_ws(', ', 'picked ' || picked_at, 'shipped ' || shipped_at, 'delivered ' || delivered_at, 'cancelled ' || cancelled_at)
        FROM shipments
        WHERE (status = 'picked' AND picked_at IS NULL)
           OR (status IN ('shipped', 'delivered')) <> (shipped_at IS NOT NULL)
           OR (status = 'delivered') <> (delivered_at IS NOT NULL)
           OR (status = 'cancelled') <> (cancelled_at IS NOT NULL)
           OR shipped_at < picked_at OR delivered_at < shipped_at
        """
}
