import Postgres

extension AuditBrand {
    static let drawChecks: [any AuditCheck] = [DrawSeriesAudit(), DrawStockAudit(), DrawLogAudit(), DrawMoneyAudit()]
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
