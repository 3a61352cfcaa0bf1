import Postgres

extension AuditBrand {
    static let memberChecks: [any AuditCheck] = [
        MemberLiabilityAudit(), MemberBalanceAudit(), MemberBonusAudit(), MemberTransferAudit(), MemberSpendAudit(), MemberRefundAudit(), MemberCouponAudit(),
    ]
}

struct MemberLiabilityAudit: AuditCheck {
    static let subject = "member_accounts liability"
    static let rule = "what a store owes its members is the sum of their principal and bonus"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = a.organization_id), a.organization_id::text),
               coalesce(sum(a.balance) FILTER (WHERE a.kind IN ('principal', 'bonus')), 0)::text,
               coalesce(sum(a.balance) FILTER (WHERE a.kind = 'liability'), 0)::text
        FROM member_accounts a GROUP BY a.organization_id
        HAVING coalesce(sum(a.balance) FILTER (WHERE a.kind IN ('principal', 'bonus')), 0) <> coalesce(sum(a.balance) FILTER (WHERE a.kind = 'liability'), 0)
        """
}

/// The store's other sides keep no balance.
struct MemberBalanceAudit: AuditCheck {
    static let subject = "member_accounts.balance"
    static let rule = "a member's account has its credits less its debits; a store's other sides keep nothing"
    static let differences = """
        SELECT a.kind || ' of ' || coalesce((SELECT code FROM members m WHERE m.id = a.member_id), 'store ' || a.organization_id),
               CASE WHEN a.member_id IS NULL THEN 0 ELSE coalesce(t.n, 0) END::text, a.balance::text
        FROM member_accounts a LEFT JOIN (
            SELECT account, sum(n) AS n FROM (
                SELECT credit_account AS account, amount AS n FROM member_transfers
                UNION ALL
                SELECT debit_account, -amount FROM member_transfers) e
            GROUP BY account) t ON t.account = a.id
        WHERE a.kind <> 'liability' AND a.balance <> CASE WHEN a.member_id IS NULL THEN 0 ELSE coalesce(t.n, 0) END
        """
}

struct MemberBonusAudit: AuditCheck {
    static let subject = "member_bonuses.fen"
    static let rule = "a member's bonuses by their times add up to its bonus account"
    static let differences = """
        SELECT 'member ' || member_id, coalesce(a.balance, 0)::text, coalesce(b.fen, 0)::text
        FROM (SELECT member_id, balance FROM member_accounts WHERE kind = 'bonus') a
        FULL JOIN (SELECT member_id, sum(fen) AS fen FROM member_bonuses GROUP BY 1) b USING (member_id)
        WHERE coalesce(a.balance, 0) <> coalesce(b.fen, 0)
        """
}

struct MemberTransferAudit: AuditCheck {
    static let subject = "member_transfers"
    static let rule = "one side is an account of the member it names, the other of the member's store"
    static let differences = """
        SELECT t.kind || ' ' || t.id, 'member ' || t.member_id || ' and store ' || t.organization_id,
               concat_ws(' ', d.kind, d.organization_id, d.member_id) || ' to ' || concat_ws(' ', c.kind, c.organization_id, c.member_id)
        FROM member_transfers t LEFT JOIN member_accounts d ON d.id = t.debit_account LEFT JOIN member_accounts c ON c.id = t.credit_account
             LEFT JOIN members m ON m.id = t.member_id
        WHERE (d.organization_id = t.organization_id AND c.organization_id = t.organization_id AND m.organization_id = t.organization_id
               AND (d.member_id = t.member_id AND c.member_id IS NULL OR c.member_id = t.member_id AND d.member_id IS NULL)) IS NOT TRUE
        """
}

struct MemberSpendAudit: AuditCheck {
    static let subject = "member_spends"
    static let rule = "what a purchase took of each account is in the ledger"
    static let differences = """
        SELECT 'spend ' || spend_id, coalesce(t.paid, '0/0/0/0'), coalesce(s.paid, '0/0/0/0')
        FROM (SELECT id AS spend_id, concat_ws('/', principal_fen, bonus_fen, redeemed_points, earned_points) AS paid FROM member_spends) s
        FULL JOIN (
            SELECT t.spend_id, concat_ws('/', coalesce(sum(t.amount) FILTER (WHERE t.kind = 'spend' AND a.kind = 'principal'), 0),
                       coalesce(sum(t.amount) FILTER (WHERE t.kind = 'spend' AND a.kind = 'bonus'), 0),
                       coalesce(sum(t.amount) FILTER (WHERE t.kind = 'redeemed'), 0), coalesce(sum(t.amount) FILTER (WHERE t.kind = 'earned'), 0)) AS paid
            FROM member_transfers t LEFT JOIN member_accounts a ON a.member_id = t.member_id AND a.id IN (t.debit_account, t.credit_account)
            WHERE t.kind IN ('spend', 'redeemed', 'earned') GROUP BY 1) t
        USING (spend_id)
        WHERE s.paid IS DISTINCT FROM t.paid AND coalesce(s.paid, '0/0/0/0') <> coalesce(t.paid, '0/0/0/0')
        """
}

/// Of the first so many fen each part is rounded down.
struct MemberRefundAudit: AuditCheck {
    static let subject = "member_spends.refunded_fen"
    static let rule = "what went back of a purchase went to its accounts in the ratio in which they paid it"
    static let differences = """
        SELECT 'spend ' || spend_id, coalesce(s.back, '0/0/0'), coalesce(t.back, '0/0/0')
        FROM (SELECT id AS spend_id, concat_ws('/', div((principal_fen + bonus_fen)::numeric * refunded_fen, amount_fen),
                         div(redeemed_points::numeric * refunded_fen, amount_fen), div(earned_points::numeric * refunded_fen, amount_fen)) AS back
              FROM member_spends) s
        FULL JOIN (
            SELECT spend_id, concat_ws('/', coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0), coalesce(sum(amount) FILTER (WHERE kind = 'returned'), 0),
                       coalesce(sum(amount) FILTER (WHERE kind = 'reversed'), 0)) AS back
            FROM member_transfers WHERE kind IN ('refund', 'returned', 'reversed') GROUP BY 1) t
        USING (spend_id)
        WHERE coalesce(s.back, '0/0/0') <> coalesce(t.back, '0/0/0')
        """
}

struct MemberCouponAudit: AuditCheck {
    static let subject = "member_coupons.used"
    static let rule = "a coupon was used as often as purchases have it that it didn't come back from"
    static let differences = """
        SELECT c.code || ' of store ' || c.organization_id, u.n::text, c.used::text
        FROM member_coupons c, LATERAL (
            SELECT count(*) AS n FROM member_coupon_uses u WHERE u.coupon_id = c.id AND u.organization_id = c.organization_id AND u.returned_at IS NULL) u
        WHERE c.used <> u.n
        """
}
