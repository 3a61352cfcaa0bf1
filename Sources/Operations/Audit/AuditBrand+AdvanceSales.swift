import Postgres

/// An order that is shorted to nothing is cancelled and keeps what its advance was.
struct AdvanceOrdersAudit: AuditCheck {
    static let subject = "order_advances.order_id"
    static let rule = "it is an order of the same buyer, which awaits its balance as long as that is unpaid"
    static let differences = """
        SELECT 'order ' || coalesce(o.number, a.order_id::text, o.id::text), coalesce(a.organization_id || ' ' || a.status, 'no advance'),
               coalesce(o.organization_id || ' ' || o.status, 'nothing')
        FROM order_advances a FULL JOIN (SELECT * FROM orders WHERE status = 'awaitingBalance' OR id IN (SELECT order_id FROM order_advances)) o
        ON o.id = a.order_id
        WHERE a.organization_id IS DISTINCT FROM o.organization_id
           OR (a.status = 'unpaid' AND o.status NOT IN ('awaitingGroup', 'awaitingBalance'))
           OR (a.status <> 'unpaid' AND o.status = 'awaitingBalance')
           OR (a.status IN ('forfeited', 'givenBack') AND o.status <> 'cancelled')
        """
}

struct ForfeitAudit: AuditCheck {
    static let subject = "order_advances.forfeited_fen"
    static let rule = "so much of the order's buyer's became the brand's"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = coalesce(a.order_id, t.reference)), a.order_id::text, t.reference::text, '?'),
               coalesce(t.organization_id || ': ' || t.fen, 'nothing'), coalesce(a.organization_id || ': ' || a.forfeited_fen, 'nothing')
        FROM (SELECT order_id, organization_id, forfeited_fen FROM order_advances WHERE forfeited_fen > 0) a
        FULL JOIN (SELECT reference, organization_id, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'forfeit' GROUP BY 1, 2) t
        ON t.reference = a.order_id
        WHERE (a.organization_id, a.forfeited_fen) IS DISTINCT FROM (t.organization_id, t.fen)
        """
}
