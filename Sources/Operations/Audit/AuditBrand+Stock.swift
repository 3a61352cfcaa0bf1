import Postgres

extension AuditBrand {
    static let stockChecks: [any AuditCheck] = [
        OnHandAudit(), ReservedAudit(), PoolReservedAudit(), PoolShareAudit(), LevelOwnerAudit(), TransferAudit(), DespatchAudit(),
        RestockAudit(), AllocationUseAudit(),
    ]
}

/// Names a stock row by its codes, `warehouse/sku`, even when its warehouse or SKU is gone.
func stockKey(_ warehouse: String, _ sku: String) -> String {
    "coalesce((SELECT code FROM warehouses WHERE id = \(warehouse)), \(warehouse)::text) || '/' "
        + "|| coalesce((SELECT code FROM skus WHERE id = \(sku)), \(sku)::text)"
}

struct OnHandAudit: AuditCheck {
    static let subject = "stock_levels.on_hand"
    static let rule = "the row's movements add up to it"
    static let differences = """
        SELECT \(stockKey("warehouse_id", "sku_id")), coalesce(m.units, 0)::text, l.on_hand::text
        FROM stock_levels l FULL JOIN (SELECT warehouse_id, sku_id, sum(units) AS units FROM stock_movements GROUP BY 1, 2) m
        USING (warehouse_id, sku_id)
        WHERE l.on_hand IS DISTINCT FROM coalesce(m.units, 0)
        """
}

/// What is pending of the holds on each stock row.
private func pendingHolds(fromPool: Bool) -> String {
    """
    SELECT warehouse_id, sku_id, sum(units - posted_units - voided_units) AS units FROM stock_holds
    WHERE from_pool = \(fromPool) AND units > posted_units + voided_units GROUP BY 1, 2
    """
}

struct ReservedAudit: AuditCheck {
    static let subject = "stock_levels.reserved"
    static let rule = "the row's pending ordinary holds add up to it"
    static let differences = """
        SELECT \(stockKey("warehouse_id", "sku_id")), coalesce(h.units, 0)::text, l.reserved::text
        FROM stock_levels l FULL JOIN (\(pendingHolds(fromPool: false))) h USING (warehouse_id, sku_id)
        WHERE l.reserved IS DISTINCT FROM coalesce(h.units, 0)
        """
}

struct PoolReservedAudit: AuditCheck {
    static let subject = "stock_levels.pool_reserved"
    static let rule = "the row's pending pool holds add up to it"
    static let differences = """
        SELECT \(stockKey("warehouse_id", "sku_id")), coalesce(h.units, 0)::text, l.pool_reserved::text
        FROM stock_levels l FULL JOIN (\(pendingHolds(fromPool: true))) h USING (warehouse_id, sku_id)
        WHERE l.pool_reserved IS DISTINCT FROM coalesce(h.units, 0)
        """
}

struct PoolShareAudit: AuditCheck {
    static let subject = "pool_shares.held"
    static let rule = "the pending pool holds of the distributor and its stores on the row add up to it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations WHERE id = distributor_id), distributor_id::text) || ' at '
                   || \(stockKey("warehouse_id", "sku_id")), coalesce(h.units, 0)::text, coalesce(p.held, 0)::text
        FROM pool_shares p FULL JOIN (
            SELECT s.organization_id & ~1048575::bigint AS distributor_id, h.warehouse_id, h.sku_id, sum(h.units - h.posted_units - h.voided_units) AS units
            FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id
            WHERE h.from_pool AND h.units > h.posted_units + h.voided_units GROUP BY 1, 2, 3) h
        USING (distributor_id, warehouse_id, sku_id)
        WHERE coalesce(p.held, 0) <> coalesce(h.units, 0)
        """
}

struct LevelOwnerAudit: AuditCheck {
    static let subject = "stock_levels.organization_id"
    static let rule = "it is the warehouse's owner, whose reach decides who sees the row"
    static let differences = """
        SELECT \(stockKey("l.warehouse_id", "l.sku_id")), w.organization_id::text, l.organization_id::text
        FROM stock_levels l JOIN warehouses w ON w.id = l.warehouse_id
        WHERE l.organization_id <> w.organization_id
        """
}

struct TransferAudit: AuditCheck {
    static let subject = "stock_movements transfer"
    static let rule = "what leaves one warehouse arrives in another"
    static let differences = """
        SELECT 'document ' || id || ' SKU ' || sku_id, '0', sum(units)::text
        FROM stock_movements WHERE kind = 'transfer' GROUP BY id, sku_id HAVING sum(units) <> 0
        """
}

struct DespatchAudit: AuditCheck {
    static let subject = "stock_movements despatch"
    static let rule = "what is posted of a shipment's holds left its warehouse"
    static let differences = """
        SELECT 'shipment ' || coalesce((SELECT number FROM shipments s WHERE s.id = shipment_id), shipment_id::text) || ' '
                   || \(stockKey("warehouse_id", "sku_id")), (-coalesce(h.units, 0))::text, (-coalesce(m.units, 0))::text
        FROM (SELECT shipment_id, warehouse_id, sku_id, sum(posted_units) AS units FROM stock_holds
              WHERE posted_units > 0 GROUP BY 1, 2, 3) h
        FULL JOIN (SELECT reference AS shipment_id, warehouse_id, sku_id, -sum(units) AS units FROM stock_movements
                   WHERE kind = 'despatch' GROUP BY 1, 2, 3) m
        USING (shipment_id, warehouse_id, sku_id)
        WHERE coalesce(h.units, 0) <> coalesce(m.units, 0)
        """
}

struct RestockAudit: AuditCheck {
    static let subject = "stock_movements return"
    static let rule = "what a return restocked came back into the warehouse"
    static let differences = """
        SELECT 'return ' || coalesce((SELECT number FROM returns r WHERE r.id = return_id), return_id::text) || ' '
                   || \(stockKey("warehouse_id", "sku_id")), coalesce(l.units, 0)::text, coalesce(m.units, 0)::text
        FROM (SELECT return_id, warehouse_id, sku_id, sum(restocked_units) AS units FROM return_lines GROUP BY 1, 2, 3) l
        FULL JOIN (SELECT reference AS return_id, warehouse_id, sku_id, sum(units) AS units FROM stock_movements
                   WHERE kind = 'return' GROUP BY 1, 2, 3) m
        USING (return_id, warehouse_id, sku_id)
        WHERE coalesce(l.units, 0) <> coalesce(m.units, 0)
        """
}

/// Draws on allocations that were taken back remain as history and count for nothing.
struct AllocationUseAudit: AuditCheck {
    static let subject = "allocation_shares.used"
    static let rule = "the share's draws that weren't given back add up to it"
    static let differences = """
        SELECT 'allocation ' || s.allocation_id || ' of ' || coalesce((SELECT code FROM organizations WHERE id = s.organization_id), '?'),
               coalesce(d.units, 0)::text, s.used::text
        FROM allocation_shares s LEFT JOIN (
            SELECT allocation_id, organization_id, sum(units - voided_units) AS units FROM allocation_draws GROUP BY 1, 2) d
        USING (allocation_id, organization_id)
        WHERE s.used <> coalesce(d.units, 0)
        """
}
