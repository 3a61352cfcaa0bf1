import Postgres

extension AuditBrand {
    static let storedValueChecks: [any AuditCheck] = [
        TopUpAudit(), BonusAudit(), BonusHeldAudit(), OrderTenderAudit(), StoredSpendAudit(), OrphanTenderAudit(), GiftChargeAudit(),
    ]
}

struct TopUpAudit: AuditCheck {
    static let subject = "stored_top_ups"
    static let rule = "its principal was moved and its bonus given, to the same distributor"
    static let differences = """
        SELECT 'top-up ' || id, coalesce(u.organization_id || ': ' || u.principal_fen || ' ' || u.bonus_fen, 'none'),
               coalesce(t.organization_id || ': ' || t.principal || ' ' || t.bonus, 'none')
        FROM stored_top_ups u FULL JOIN (
            SELECT reference AS id, organization_id, coalesce(sum(amount_fen) FILTER (WHERE kind = 'topUp'), 0) AS principal,
                   coalesce(sum(amount_fen) FILTER (WHERE kind = 'bonus'), 0) AS bonus
            FROM account_transfers WHERE kind IN ('topUp', 'bonus') GROUP BY 1, 2) t
        USING (id)
        WHERE (u.organization_id, u.principal_fen, u.bonus_fen) IS DISTINCT FROM (t.organization_id, t.principal, t.bonus)
        """
}

struct BonusAudit: AuditCheck {
    static let subject = "stored_bonuses.balance_fen"
    static let rule = "a distributor's bonuses add up to its account of them"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text), coalesce(a.balance_fen, 0)::text,
               coalesce(b.fen, 0)::text
        FROM (SELECT organization_id, balance_fen FROM accounts WHERE kind = 'storedBonus') a
        FULL JOIN (SELECT organization_id, sum(balance_fen) AS fen FROM stored_bonuses GROUP BY 1) b USING (organization_id)
        WHERE coalesce(a.balance_fen, 0) <> coalesce(b.fen, 0)
        """
}

struct BonusHeldAudit: AuditCheck {
    static let subject = "stored_bonuses.held_fen"
    static let rule = "what orders hold of it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text) || ' until ' || until,
               coalesce(h.fen, 0)::text, coalesce(b.held_fen, 0)::text
        FROM (SELECT organization_id, coalesce(expires_at, 'infinity') AS until, held_fen FROM stored_bonuses) b
        FULL JOIN (SELECT organization_id, coalesce(expires_at, 'infinity') AS until, sum(amount_fen - posted_fen - voided_fen) AS fen
                   FROM stored_holds WHERE account = 'storedBonus' GROUP BY 1, 2) h
        USING (organization_id, until)
        WHERE coalesce(b.held_fen, 0) <> coalesce(h.fen, 0)
        """
}

/// What an order takes of each means is frozen over what it came to, so the sums of all means are the order's own figures.
struct OrderTenderAudit: AuditCheck {
    static let subject = "order_tenders"
    static let rule = "money, stored value and points come to the order's total, and so does what became of them"
    static let differences = """
        SELECT 'order ' || t.order_id, concat_ws(' ', p.total, p.stored, p.posted, p.voided, p.refunded),
               concat_ws(' ', t.total_fen, t.stored_fen, t.posted_fen, t.voided_fen, t.refunded_fen)
        FROM order_tenders t LEFT JOIN LATERAL (
            SELECT h.amount_fen + s.amount + q.amount AS total, s.amount AS stored, h.posted_fen + s.posted + q.posted AS posted, h.voided_fen + s.voided + q.voided AS voided,
                   (SELECT coalesce(sum(r.refund_fen), 0) FROM returns r WHERE r.order_id = t.order_id) AS refunded
            FROM account_holds h, (
                SELECT coalesce(sum(amount_fen), 0) AS amount, coalesce(sum(posted_fen), 0) AS posted, coalesce(sum(voided_fen), 0) AS voided
                FROM stored_holds WHERE order_id = t.order_id) s, (
                SELECT coalesce(sum(amount_fen), 0) AS amount, coalesce(sum(posted_fen), 0) AS posted, coalesce(sum(voided_fen), 0) AS voided
                FROM point_holds WHERE order_id = t.order_id) q
            WHERE h.order_id = t.order_id) p ON true
        WHERE (t.total_fen, t.stored_fen, t.posted_fen, t.voided_fen, t.refunded_fen)
            IS DISTINCT FROM (p.total, p.stored, p.posted, p.voided, p.refunded)
        """
}

struct StoredSpendAudit: AuditCheck {
    static let subject = "stored_holds"
    static let rule = "the order's shipments were paid with what is posted of each account, its returns gave back what is refunded"
    static let differences = """
        SELECT 'order ' || coalesce(order_id::text, 'none') || ' ' || account, concat_ws(' ', coalesce(t.posted, 0), coalesce(t.refunded, 0)),
               concat_ws(' ', coalesce(h.posted, 0), coalesce(h.refunded, 0))
        FROM (SELECT order_id, account, sum(posted_fen) AS posted, sum(refunded_fen) AS refunded FROM stored_holds GROUP BY 1, 2) h
        FULL JOIN (
            SELECT coalesce(s.order_id, r.order_id) AS order_id, a.kind AS account, sum(t.amount_fen) FILTER (WHERE t.kind = 'storedSpend') AS posted,
                   sum(t.amount_fen) FILTER (WHERE t.kind = 'storedRefund') AS refunded
            FROM account_transfers t JOIN accounts a ON a.id = CASE t.kind WHEN 'storedSpend' THEN t.debit_account ELSE t.credit_account END
            LEFT JOIN shipments s ON t.kind = 'storedSpend' AND s.id = t.reference
            LEFT JOIN returns r ON t.kind = 'storedRefund' AND r.id = t.reference
            WHERE t.kind IN ('storedSpend', 'storedRefund') GROUP BY 1, 2) t
        USING (order_id, account)
        WHERE (coalesce(h.posted, 0), coalesce(h.refunded, 0)) <> (coalesce(t.posted, 0), coalesce(t.refunded, 0))
        """
}

struct OrphanTenderAudit: AuditCheck {
    static let subject = "order_tenders.order_id"
    static let rule = "it has its order, and its parts have it, all of the same buyer"
    static let differences = """
        SELECT 'order ' || t.order_id || ' tender', coalesce(o.organization_id::text, 'an order'), t.organization_id::text
        FROM order_tenders t LEFT JOIN orders o ON o.id = t.order_id WHERE o.organization_id IS DISTINCT FROM t.organization_id
        UNION ALL
        SELECT 'order ' || h.order_id || ' part ' || h.part, coalesce(t.organization_id::text, 'a tender'), h.organization_id::text
        FROM stored_holds h LEFT JOIN order_tenders t ON t.order_id = h.order_id WHERE t.organization_id IS DISTINCT FROM h.organization_id
        """
}

/// Of each top-up rounded up, as `PaidOutPrincipal` counts it.
struct GiftChargeAudit: AuditCheck {
    static let subject = "stored_top_ups.withdrawn_fen"
    static let rule = "gifts were paid for as far as the principal they were given for was paid out"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text), coalesce(u.fen, 0)::text, coalesce(t.fen, 0)::text
        FROM (SELECT organization_id, sum(ceil(least(gift_fen, principal_fen)::numeric * withdrawn_fen / principal_fen)) AS fen FROM stored_top_ups GROUP BY 1) u
        FULL JOIN (SELECT organization_id, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'giftCharge' GROUP BY 1) t USING (organization_id)
        WHERE coalesce(u.fen, 0) <> coalesce(t.fen, 0)
        """
}
