import Postgres

extension AuditBrand {
    static let lotChecks: [any AuditCheck] = [LotsOnHandAudit(), LotsPickedAudit(), ShipmentLotsAudit(), LotOwnerAudit()]
}

struct LotsOnHandAudit: AuditCheck {
    static let subject = "stock_lots.on_hand"
    static let rule = "the lots of a level add up to its on_hand"
    static let differences = """
        SELECT \(stockKey("warehouse_id", "sku_id")), coalesce(l.on_hand, 0)::text, coalesce(t.units, 0)::text
        FROM stock_levels l FULL JOIN (SELECT warehouse_id, sku_id, sum(on_hand) AS units FROM stock_lots GROUP BY 1, 2) t
        USING (warehouse_id, sku_id)
        WHERE coalesce(l.on_hand, 0) <> coalesce(t.units, 0)
        """
}

struct LotsPickedAudit: AuditCheck {
    static let subject = "stock_lots.picked"
    static let rule = "what picked shipments have of the lot adds up to it"
    static let differences = """
        SELECT \(stockKey("warehouse_id", "sku_id")) || ' lot ' || lot, coalesce(p.units, 0)::text, coalesce(l.picked, 0)::text
        FROM stock_lots l FULL JOIN (
            SELECT x.warehouse_id, x.sku_id, x.lot, sum(x.units) AS units FROM shipment_lots x JOIN shipments s ON s.id = x.shipment_id
            WHERE s.status = 'picked' GROUP BY 1, 2, 3) p
        USING (warehouse_id, sku_id, lot)
        WHERE coalesce(l.picked, 0) <> coalesce(p.units, 0)
        """
}

/// What was sent before there were lots has none.
struct ShipmentLotsAudit: AuditCheck {
    static let subject = "shipment_lots.units"
    static let rule = "a picked shipment's lots add up to what it holds, a sent one's to what left"
    static let differences = """
        SELECT 'shipment ' || coalesce((SELECT number FROM shipments s WHERE s.id = shipment_id), shipment_id::text) || ' line ' || line_no,
               coalesce(h.units, 0)::text, coalesce(l.units, 0)::text
        FROM (SELECT h.shipment_id, h.line_no,
                     sum(CASE WHEN s.status = 'picked' THEN h.units - h.posted_units - h.voided_units
                              WHEN s.status IN ('shipped', 'delivered') THEN h.posted_units ELSE 0 END) AS units
              FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id
              WHERE s.status = 'picked' OR h.shipment_id IN (SELECT shipment_id FROM shipment_lots)
              GROUP BY 1, 2) h
        FULL JOIN (SELECT shipment_id, line_no, sum(units) AS units FROM shipment_lots GROUP BY 1, 2) l USING (shipment_id, line_no)
        WHERE coalesce(h.units, 0) <> coalesce(l.units, 0)
        """
}

struct LotOwnerAudit: AuditCheck {
    static let subject = "stock_lots.organization_id"
    static let rule = "it is the warehouse's owner, whose reach decides who sees the lot"
    static let differences = """
        SELECT \(stockKey("l.warehouse_id", "l.sku_id")) || ' lot ' || l.lot, coalesce(w.organization_id::text, 'an owner'), l.organization_id::text
        FROM stock_lots l LEFT JOIN warehouses w ON w.id = l.warehouse_id
        WHERE l.organization_id IS DISTINCT FROM w.organization_id
        """
}
