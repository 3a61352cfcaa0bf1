import Postgres

extension AuditBrand {
    static let storefrontChecks: [any AuditCheck] = [SupplyUnitsAudit(), SupplyTransferAudit(), SupplyRefundAudit()]
}

/// Both ledgers of a store's order tell of the same goods.
struct SupplyUnitsAudit: AuditCheck {
    static let subject = "supply_charges.units"
    static let rule = "a store's order is charged to its distributor for exactly the brand's goods that it holds, was sent and gave up"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = order_id), order_id::text) || ' line ' || line_no,
               concat_ws('/', h.distributor, h.units, h.posted, h.voided), concat_ws('/', c.organization_id, c.units, c.posted_units, c.voided_units)
        FROM supply_charges c FULL JOIN (
            SELECT s.order_id, h.line_no, s.organization_id & ~1048575::bigint AS distributor, sum(h.units) AS units, sum(h.posted_units) AS posted,
                   sum(h.voided_units) AS voided
            FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id
            WHERE h.tier <> 'own' AND EXISTS (SELECT 1 FROM organizations g WHERE g.id = s.organization_id AND g.kind = 'store') GROUP BY 1, 2, 3) h
        USING (order_id, line_no)
        WHERE (c.organization_id, c.units, c.posted_units, c.voided_units) IS DISTINCT FROM (h.distributor, h.units, h.posted, h.voided)
        """
}

struct SupplyTransferAudit: AuditCheck {
    static let subject = "supply transfers"
    static let rule = "what left for a store was charged to its distributor, shipment by shipment"
    static let differences = """
        SELECT 'shipment ' || coalesce((SELECT number FROM shipments s WHERE s.id = reference), reference::text), coalesce(p.fen, 0)::text,
               coalesce(t.fen, 0)::text
        FROM (SELECT reference, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'supply' GROUP BY 1) t
        FULL JOIN (
            SELECT s.id AS reference, sum(h.posted_units * c.unit_price_fen) AS fen
            FROM supply_charges c JOIN shipments s ON s.order_id = c.order_id
                 JOIN stock_holds h ON h.shipment_id = s.id AND h.line_no = c.line_no AND h.tier <> 'own'
            WHERE h.posted_units > 0 GROUP BY 1) p
        USING (reference)
        WHERE coalesce(t.fen, 0) <> coalesce(p.fen, 0)
        """
}

struct SupplyRefundAudit: AuditCheck {
    static let subject = "supply_charges.returned_units"
    static let rule = "what came back to the brand was paid back to the distributor, order by order"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = order_id), order_id::text), coalesce(c.fen, 0)::text, coalesce(t.fen, 0)::text
        FROM (SELECT order_id, sum(returned_units * unit_price_fen) AS fen FROM supply_charges GROUP BY 1) c
        FULL JOIN (
            SELECT r.order_id, sum(t.amount_fen) AS fen
            FROM account_transfers t LEFT JOIN returns r ON r.id = t.reference WHERE t.kind = 'supplyRefund' GROUP BY 1) t
        USING (order_id)
        WHERE coalesce(c.fen, 0) <> coalesce(t.fen, 0)
        """
}
