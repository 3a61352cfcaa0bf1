import Postgres

extension AuditBrand {
    static let drawChecks: [any AuditCheck] = [DrawSeriesAudit(), DrawStockAudit(), DrawLogAudit(), DrawMoneyAudit(), DrawReversalAudit(), DrawOrderAudit()]
}

struct DrawSeriesAudit: AuditCheck {
    static let subject = "draw_seeds.drawn"
    static let rule = "so many lines has the log, numbered without a gap, and so much money was won"
    static let differences = """
        SELECT 'campaign ' || s.campaign_id, concat_ws(' ', l.lines, l.lines, l.fen), concat_ws(' ', s.drawn, l.last, s.spent_fen)
        FROM draw_seeds s, LATERAL (
            SELECT count(*) AS lines, coalesce(max(number), 0) AS last, coalesce(sum(fen), 0) AS fen FROM draw_log g WHERE g.campaign_id = s.campaign_id) l
        WHERE (l.lines, l.lines, l.fen) <> (s.drawn, l.last, s.spent_fen)
        """
}

struct DrawStockAudit: AuditCheck {
    static let subject = "draw_seeds.remaining"
    static let rule = "of every prize what there was, less what was drawn"
    static let differences = """
        SELECT 'campaign ' || s.campaign_id || ' prize ' || p.place - 1, coalesce((p.stock - l.drawn)::text, 'no end'), coalesce(p.remaining::text, 'no end')
        FROM draw_seeds s LEFT JOIN draw_commitments c ON c.campaign_id = s.campaign_id,
        LATERAL unnest(c.stock, s.remaining) WITH ORDINALITY AS p (stock, remaining, place),
        LATERAL (SELECT count(*) AS drawn FROM draw_log g WHERE g.campaign_id = s.campaign_id AND g.prize = p.place - 1) l
        WHERE p.stock - l.drawn IS DISTINCT FROM p.remaining
        """
}

struct DrawLogAudit: AuditCheck {
    static let subject = "draws"
    static let rule = "each has its line of the log, with what it won, and each line its draw"
    static let differences = """
        SELECT 'campaign ' || coalesce(l.campaign_id, d.campaign_id) || ' draw ' || coalesce(l.number, d.number),
               CASE WHEN l.number IS NULL THEN 'a line' ELSE coalesce(l.fen, 0)::text END, coalesce(d.fen::text, 'no draw')
        FROM draw_log l FULL JOIN draws d ON d.campaign_id = l.campaign_id AND d.number = l.number
        WHERE coalesce(l.fen, 0) IS DISTINCT FROM d.fen OR l.number IS NULL
        """
}

struct DrawMoneyAudit: AuditCheck {
    static let subject = "draws.fen"
    static let rule = "a reward paid what a draw won, and a purchase what its boxes cost, to and by whom drew"
    static let differences = """
        SELECT 'draw ' || coalesce(d.id, t.reference), d.organization_id || ': ' || d.fen, t.organization_id || ': ' || t.amount_fen
        FROM (SELECT id, organization_id, fen FROM draws WHERE fen > 0) d
        FULL JOIN (SELECT reference, organization_id, amount_fen FROM account_transfers WHERE kind = 'reward') t ON t.reference = d.id
        WHERE (d.organization_id, d.fen) IS DISTINCT FROM (t.organization_id, t.amount_fen)
        UNION ALL
        SELECT 'purchase ' || coalesce(d.id, t.reference), d.organization_id || ': ' || d.fen, t.organization_id || ': ' || t.amount_fen
        FROM (SELECT purchase_id AS id, organization_id, sum(price_fen)::bigint AS fen FROM draws WHERE purchase_id IS NOT NULL GROUP BY 1, 2) d
        FULL JOIN (SELECT reference, organization_id, amount_fen FROM account_transfers WHERE kind = 'box') t ON t.reference = d.id
        WHERE (d.organization_id, d.fen) IS DISTINCT FROM (t.organization_id, t.amount_fen)
        """
}

struct DrawReversalAudit: AuditCheck {
    static let subject = "draws.reversed_fen"
    static let rule = "what was taken back of a draw's money, from whom it was paid to"
    static let differences = """
        SELECT 'draw ' || coalesce(d.id, t.reference), d.organization_id || ': ' || d.reversed_fen, t.organization_id || ': ' || t.fen
        FROM (SELECT id, organization_id, reversed_fen FROM draws WHERE reversed_fen > 0) d
        FULL JOIN (
            SELECT reference, organization_id, sum(amount_fen)::bigint AS fen FROM account_transfers WHERE kind = 'rewardReversal' GROUP BY 1, 2) t
        ON t.reference = d.id
        WHERE (d.organization_id, d.reversed_fen) IS DISTINCT FROM (t.organization_id, t.fen)
        """
}

struct DrawOrderAudit: AuditCheck {
    static let subject = "draws.order_id"
    static let rule = "an order of whoever drew that isn't cancelled, with the prize as its only line, at no price"
    static let differences = """
        SELECT 'draw ' || d.id, concat_ws(' ', d.organization_id, d.sku, 1, 0),
               concat_ws(' ', o.organization_id, l.skus, l.units, o.total_fen, CASE WHEN o.status = 'cancelled' THEN o.status END)
        FROM draws d LEFT JOIN orders o ON o.id = d.order_id
        LEFT JOIN LATERAL (
            SELECT string_agg(s.code, ' ') AS skus, sum(n.units) AS units FROM order_lines n JOIN skus s ON s.id = n.sku_id
            WHERE n.order_id = d.order_id AND n.given_by = d.campaign_id) l ON true
        WHERE d.order_id IS NOT NULL
          AND ((o.organization_id, l.skus, l.units, o.total_fen) IS DISTINCT FROM (d.organization_id, d.sku, 1::numeric, 0::bigint) OR o.status = 'cancelled')
        """
}
