import Postgres

extension AuditBrand {
    static let pointChecks: [any AuditCheck] = [PointBalanceAudit(), PointHoldAudit(), EarnedPointsAudit(), PointsGivenAudit(), PaidForShipmentAudit()]
}

struct PointBalanceAudit: AuditCheck {
    static let subject = "point_accounts.points"
    static let rule = "its entries add up to it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text) || ' by ' || owner_id,
               coalesce(e.points, 0)::text, coalesce(a.points, 0)::text
        FROM point_accounts a FULL JOIN (SELECT organization_id, owner_id, sum(points) AS points FROM point_entries GROUP BY 1, 2) e
        USING (organization_id, owner_id)
        WHERE coalesce(a.points, 0) <> coalesce(e.points, 0)
        """
}

/// Points, and the fen that they pay: those taken, those that came back with what was given up, those that came back with what was refunded.
struct PointHoldAudit: AuditCheck {
    static let subject = "point_holds"
    static let rule = "so many points its entries took and brought back, and it pays what the order's tender says"
    static let differences = """
        SELECT 'order ' || order_id, concat_ws(' ', e.organization_id, e.owner_id, e.taken, e.released, e.refunded, t.points_fen),
               concat_ws(' ', h.organization_id, h.owner_id, h.points || '/' || h.amount_fen, h.voided_points || '/' || h.voided_fen,
                         h.refunded_points || '/' || h.refunded_fen, h.amount_fen)
        FROM point_holds h FULL JOIN (
            SELECT order_id, organization_id, owner_id,
                   coalesce(-sum(points) FILTER (WHERE kind = 'redeemed'), 0) || '/' || coalesce(sum(fen) FILTER (WHERE kind = 'redeemed'), 0) AS taken,
                   coalesce(sum(points) FILTER (WHERE kind = 'released'), 0) || '/' || coalesce(sum(fen) FILTER (WHERE kind = 'released'), 0) AS released,
                   coalesce(sum(points) FILTER (WHERE kind = 'refunded'), 0) || '/' || coalesce(sum(fen) FILTER (WHERE kind = 'refunded'), 0) AS refunded
            FROM point_entries WHERE kind NOT IN ('earned', 'reversed') GROUP BY 1, 2, 3) e USING (order_id)
        FULL JOIN (SELECT order_id, points_fen FROM order_tenders WHERE points_fen > 0) t USING (order_id)
        WHERE (h.organization_id, h.owner_id, h.points || '/' || h.amount_fen, h.voided_points || '/' || h.voided_fen,
               h.refunded_points || '/' || h.refunded_fen, h.amount_fen)
              IS DISTINCT FROM (e.organization_id, e.owner_id, e.taken, e.released, e.refunded, t.points_fen)
        """
}

/// The rule, from what was paid and what came back: floor(paid × earnBps / 10000), less the refunded part of it, rounded down. What the budget had
/// no room for is withheld of it.
struct EarnedPointsAudit: AuditCheck {
    static let subject = "order_points.points"
    static let rule = "what its entries gave, and what was paid in money for what arrived, less refunds, earns by its rule"
    static let differences = """
        SELECT 'order ' || order_id, concat_ws(' ', f.paid, f.refunded, f.due, e.points), concat_ws(' ', p.paid_fen, p.refunded_fen, p.points + p.withheld_points, p.points)
        FROM order_points p FULL JOIN (SELECT order_id, sum(points)::bigint AS points FROM point_entries WHERE kind IN ('earned', 'reversed') GROUP BY 1) e
        USING (order_id)
        LEFT JOIN LATERAL (
            SELECT paid, refunded,
                   CASE WHEN refunded >= paid THEN 0 ELSE floor(paid * p.earn_bps / 10000) - div(floor(paid * p.earn_bps / 10000) * refunded, paid) END AS due
            FROM (SELECT (SELECT coalesce(sum(s.paid_fen), 0)::numeric FROM shipments s WHERE s.order_id = p.order_id AND s.status = 'delivered') AS paid,
                         (SELECT coalesce(sum(t.amount_fen), 0)::numeric FROM returns r JOIN account_transfers t ON t.reference = r.id AND t.kind = 'refund'
                          WHERE r.order_id = p.order_id) AS refunded) s) f ON true
        WHERE (f.paid, f.refunded, f.due, coalesce(e.points, 0)) IS DISTINCT FROM (p.paid_fen, p.refunded_fen, p.points + p.withheld_points, p.points)
        """
}

struct PointsGivenAudit: AuditCheck {
    static let subject = "points_given"
    static let rule = "what a distributor's orders have of the campaign's points, at what these pay"
    static let differences = """
        SELECT 'campaign ' || campaign_id || ' of ' || organization_id, concat_ws(' ', coalesce(p.fen, 0), coalesce(p.uses, 0)),
               concat_ws(' ', coalesce(g.fen, 0), coalesce(g.uses, 0))
        FROM points_given g FULL JOIN (
            SELECT campaign_id, organization_id, sum(points * fen_per_point) AS fen, count(*) AS uses FROM order_points WHERE points > 0 GROUP BY 1, 2) p
        USING (campaign_id, organization_id)
        WHERE (coalesce(p.fen, 0), coalesce(p.uses, 0)) <> (coalesce(g.fen, 0), coalesce(g.uses, 0))
        """
}

struct PaidForShipmentAudit: AuditCheck {
    static let subject = "shipments.paid_fen"
    static let rule = "of an order that earns points, its sale"
    static let differences = """
        SELECT 'shipment ' || s.number, coalesce(t.fen, 0)::text, s.paid_fen::text
        FROM shipments s JOIN order_points p ON p.order_id = s.order_id
        LEFT JOIN (SELECT reference, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'sale' GROUP BY 1) t ON t.reference = s.id
        WHERE s.paid_fen <> coalesce(t.fen, 0)
        """
}
