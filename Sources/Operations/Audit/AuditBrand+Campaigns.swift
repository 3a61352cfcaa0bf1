import Postgres

extension AuditBrand {
    static let campaignChecks: [any AuditCheck] = [
        CampaignUsageAudit(), CampaignSharesAudit(), OrderDiscountAudit(), OpenCampaignAudit(), OrphanCampaignAudit(),
        GroupSeatsAudit(), GroupOrdersAudit(), AdvanceOrdersAudit(), ForfeitAudit(),
    ]
}

/// A counter counts the orders of a node and everything below it, which is one range of numbers.
struct CampaignUsageAudit: AuditCheck {
    static let subject = "campaign_usage"
    static let rule = "what its orders hold and have posted, used and taken of the quota"
    static let differences = """
        SELECT 'campaign ' || u.campaign_id || concat(' of ' || nullif(u.subject_id, -1), ' on ' || (date '1970-01-01' + nullif(u.day, 0))),
               concat_ws(' ', o.held, o.posted, o.uses, o.units), concat_ws(' ', u.held_fen, u.posted_fen, u.uses, u.units)
        FROM campaign_usage u, LATERAL (
            SELECT coalesce(sum(fen - posted_fen - voided_fen), 0) AS held, coalesce(sum(posted_fen), 0) AS posted,
                   count(*) FILTER (WHERE NOT voided) AS uses, coalesce(sum(quota_units), 0) AS units
            FROM order_campaigns c
            WHERE c.campaign_id = u.campaign_id AND (u.day = 0 OR (c.placed_at AT TIME ZONE 'Asia/Shanghai')::date = date '1970-01-01' + u.day)
              AND (u.subject_id = -1 OR c.organization_id >= u.subject_id AND c.organization_id < u.subject_id
                      + CASE WHEN u.subject_id & ((1::bigint << 40) - 1) = 0 THEN 1::bigint << 40
                             WHEN u.subject_id & ((1::bigint << 20) - 1) = 0 THEN 1::bigint << 20 ELSE 1 END)) o
        WHERE (o.held, o.posted, o.uses, o.units) <> (u.held_fen, u.posted_fen, u.uses, u.units)
        """
}

struct CampaignSharesAudit: AuditCheck {
    static let subject = "order_campaigns.fen"
    static let rule = "the sum of what its lines got"
    static let differences = """
        SELECT 'order ' || order_id || ' campaign ' || campaign_id, (SELECT sum(f) FROM unnest(line_fen) AS f)::text, fen::text
        FROM order_campaigns WHERE fen <> (SELECT sum(f) FROM unnest(line_fen) AS f)
        """
}

/// Each share is rounded by itself when a part of a line is given up, so while parts are gone the two may stand a fen a share apart.
struct OrderDiscountAudit: AuditCheck {
    static let subject = "orders.discount_fen"
    static let rule = "what campaigns gave it and it didn't give up, to a fen a share"
    static let differences = """
        SELECT 'order ' || o.number, coalesce(c.fen, 0)::text, o.discount_fen::text
        FROM orders o LEFT JOIN (
            SELECT order_id, sum(fen - voided_fen) AS fen, sum(cardinality(lines)) AS shares FROM order_campaigns GROUP BY 1) c ON c.order_id = o.id
        WHERE abs(o.discount_fen - coalesce(c.fen, 0)) > coalesce(c.shares, 0)
        """
}

struct OpenCampaignAudit: AuditCheck {
    static let subject = "order_campaigns pending"
    static let rule = "nothing is held for an order of which nothing is on its way"
    static let differences = """
        SELECT 'order ' || o.number || ' campaign ' || c.campaign_id, '0', (c.fen - c.posted_fen - c.voided_fen)::text
        FROM order_campaigns c JOIN orders o ON o.id = c.order_id
        WHERE o.status IN ('fulfilled', 'cancelled') AND c.fen <> c.posted_fen + c.voided_fen
        """
}

struct OrphanCampaignAudit: AuditCheck {
    static let subject = "order_campaigns.order_id"
    static let rule = "it has its order, of the same buyer, and lines of it"
    static let differences = """
        SELECT 'order ' || c.order_id || ' campaign ' || c.campaign_id, coalesce(o.organization_id::text, 'an order'), c.organization_id::text
        FROM order_campaigns c LEFT JOIN orders o ON o.id = c.order_id
        WHERE o.organization_id IS DISTINCT FROM c.organization_id
           OR EXISTS (SELECT 1 FROM unnest(c.lines) AS n WHERE NOT EXISTS (
                SELECT 1 FROM order_lines l WHERE l.order_id = c.order_id AND l.line_no = n))
        UNION ALL
        SELECT 'order ' || p.order_id || ' pricing', 'an order', 'nothing' FROM order_pricings p
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.id = p.order_id)
        UNION ALL
        SELECT 'campaign ' || r.campaign_id || ' coupon ' || r.code, 'its order', 'nothing' FROM coupon_redemptions r
        WHERE NOT EXISTS (SELECT 1 FROM order_campaigns c WHERE c.order_id = r.order_id AND c.campaign_id = r.campaign_id)
        """
}
