import Postgres

extension AuditBrand {
    /// The hot tables have no foreign keys: looking a parent up for every row would cost more than the row.
    static let parentChecks: [any AuditCheck] = [
        LinelessOrderAudit(), TracelessOrderAudit(), OrphanLineAudit(), OrphanShipmentAudit(), OrphanHoldAudit(), OrphanDrawAudit(),
        OrphanTraceAudit(), OrphanMovementAudit(),
    ]
}

struct LinelessOrderAudit: AuditCheck {
    static let subject = "orders without lines"
    static let rule = "an order has lines, and a distributor or a store who buys"
    static let differences = """
        SELECT 'order ' || o.number, 'a buyer and lines',
               coalesce((SELECT kind FROM organizations g WHERE g.id = o.organization_id), 'nobody') || ' and '
                   || (SELECT count(*) FROM order_lines l WHERE l.order_id = o.id)
        FROM orders o
        WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)
           OR NOT EXISTS (SELECT 1 FROM organizations g WHERE g.id = o.organization_id AND g.kind IN ('distributor', 'store'))
        """
}

struct TracelessOrderAudit: AuditCheck {
    static let subject = "orders without traces"
    static let rule = "an order has the trace of its sourcing"
    static let differences = """
        SELECT 'order ' || o.number, 'a trace', 'nothing' FROM orders o
        WHERE NOT EXISTS (SELECT 1 FROM order_traces t WHERE t.order_id = o.id)
        """
}

struct OrphanLineAudit: AuditCheck {
    static let subject = "order_lines.order_id"
    static let rule = "a line has its order, and its SKU exists"
    static let differences = """
        SELECT 'order ' || l.order_id || ' line ' || l.line_no, 'order and SKU',
               concat_ws(' and ', (SELECT number FROM orders o WHERE o.id = l.order_id), (SELECT code FROM skus k WHERE k.id = l.sku_id))
        FROM order_lines l
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = l.order_id) OR NOT EXISTS (SELECT 1 FROM skus k WHERE k.id = l.sku_id)
        """
}

struct OrphanShipmentAudit: AuditCheck {
    static let subject = "shipments.order_id"
    static let rule = "a shipment has its order's buyer and its warehouse's owner"
    static let differences = """
        SELECT 'shipment ' || s.number, concat_ws(' from ', o.organization_id, w.organization_id),
               s.organization_id || ' from ' || s.warehouse_organization_id
        FROM shipments s LEFT JOIN orders o ON o.id = s.order_id LEFT JOIN warehouses w ON w.id = s.warehouse_id
        WHERE s.organization_id IS DISTINCT FROM o.organization_id OR s.warehouse_organization_id IS DISTINCT FROM w.organization_id
        """
}

struct OrphanHoldAudit: AuditCheck {
    static let subject = "stock_holds.shipment_id"
    static let rule = "a hold feeds a shipment from its warehouse, for a line of its SKU"
    static let differences = """
        SELECT 'shipment ' || coalesce(s.number, h.shipment_id::text) || ' line ' || h.line_no, concat_ws('/', s.warehouse_id, l.sku_id),
               h.warehouse_id || '/' || h.sku_id
        FROM stock_holds h LEFT JOIN shipments s ON s.id = h.shipment_id
        LEFT JOIN order_lines l ON l.order_id = s.order_id AND l.line_no = h.line_no
        WHERE h.warehouse_id IS DISTINCT FROM s.warehouse_id OR h.sku_id IS DISTINCT FROM l.sku_id
        """
}

struct OrphanDrawAudit: AuditCheck {
    static let subject = "allocation_draws.order_id"
    static let rule = "a draw belongs to an order line and is no larger"
    static let differences = """
        SELECT 'order ' || d.order_id || ' line ' || d.line_no, 'at most ' || l.units, d.units::text
        FROM allocation_draws d LEFT JOIN order_lines l ON l.order_id = d.order_id AND l.line_no = d.line_no
        WHERE l.units IS NULL OR d.units > l.units
        """
}

struct OrphanTraceAudit: AuditCheck {
    static let subject = "order_traces.order_id"
    static let rule = "a trace has its order"
    static let differences = """
        SELECT DISTINCT 'order ' || t.order_id, 'an order', 'nothing' FROM order_traces t
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = t.order_id)
        """
}

struct OrphanMovementAudit: AuditCheck {
    static let subject = "stock_movements.organization_id"
    static let rule = "it is the owner of the movement's warehouse"
    static let differences = """
        SELECT m.kind || ' ' || m.id || ' ' || m.warehouse_id || '/' || m.sku_id, w.organization_id::text, m.organization_id::text
        FROM stock_movements m LEFT JOIN warehouses w ON w.id = m.warehouse_id
        WHERE m.organization_id IS DISTINCT FROM w.organization_id
        """
}
