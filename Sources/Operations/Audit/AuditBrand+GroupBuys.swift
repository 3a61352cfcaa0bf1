import Postgres

struct GroupSeatsAudit: AuditCheck {
    static let subject = "group_buys.joined"
    static let rule = "its seats that weren't freed add up to it"
    static let differences = """
        SELECT 'group ' || g.id, coalesce(s.taken, 0)::text, g.joined::text
        FROM group_buys g LEFT JOIN (SELECT group_id, count(*) FILTER (WHERE NOT freed) AS taken FROM group_buy_seats GROUP BY 1) s ON s.group_id = g.id
        WHERE g.joined <> coalesce(s.taken, 0)
        """
}

/// An order that is cancelled while its group is full or closes keeps its seat; one that awaits a group has a seat in one that isn't settled.
struct GroupOrdersAudit: AuditCheck {
    static let subject = "group_buy_seats.order_id"
    static let rule = "it is an order of the same buyer, which waits as long as its group does"
    static let differences = """
        SELECT 'order ' || coalesce(o.number, s.order_id::text) || ' in group ' || s.group_id,
               CASE WHEN o.organization_id <> s.organization_id THEN s.organization_id::text WHEN o.status = 'awaitingGroup' THEN 'no waiting'
                    ELSE 'awaitingGroup' END,
               coalesce(CASE WHEN o.organization_id <> s.organization_id THEN o.organization_id::text ELSE o.status END, 'nothing')
        FROM group_buy_seats s JOIN group_buys g ON g.id = s.group_id LEFT JOIN orders o ON o.id = s.order_id
        WHERE o.organization_id IS DISTINCT FROM s.organization_id
           OR (o.status = 'awaitingGroup' AND (s.freed OR g.status IN ('released', 'failed')))
           OR (o.status <> 'awaitingGroup' AND NOT s.freed AND g.status = 'open')
        UNION ALL
        SELECT 'order ' || o.number, 'a seat', 'nothing' FROM orders o
        WHERE o.status = 'awaitingGroup' AND NOT EXISTS (SELECT 1 FROM group_buy_seats s WHERE s.order_id = o.id)
        """
}
