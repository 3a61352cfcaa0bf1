import Postgres

extension AuditBrand {
    static let accountChecks: [any AuditCheck] = [
        BalanceAudit(), HeldAudit(), HoldAmountAudit(), HoldPostedAudit(), HoldPendingAudit(), RefundAudit(), TransferOwnerAudit(),
    ]
}

/// The other sides, cash and sales, keep no balance: every order meets them.
struct BalanceAudit: AuditCheck {
    static let subject = "accounts.balance_fen"
    static let rule = "a prepaid account's credits less its debits; nothing on the sellers' sides"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = a.organization_id), a.organization_id::text) || ' ' || a.kind,
               CASE WHEN a.kind = 'prepaid' THEN coalesce(t.fen, 0) ELSE 0 END::text, a.balance_fen::text
        FROM accounts a LEFT JOIN (
            SELECT account, sum(fen) AS fen FROM (
                SELECT credit_account AS account, amount_fen AS fen FROM account_transfers
                UNION ALL
                SELECT debit_account, -amount_fen FROM account_transfers) e
            GROUP BY account) t ON t.account = a.id
        WHERE a.balance_fen <> CASE WHEN a.kind = 'prepaid' THEN coalesce(t.fen, 0) ELSE 0 END
        """
}

struct HeldAudit: AuditCheck {
    static let subject = "accounts.held_fen"
    static let rule = "the pending holds of its orders, and of what the brand supplies its stores with, add up to it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text),
               coalesce(h.fen, 0)::text, a.held_fen::text
        FROM (SELECT organization_id, held_fen FROM accounts WHERE kind = 'prepaid') a
        FULL JOIN (SELECT organization_id, sum(fen) AS fen
                   FROM (SELECT organization_id, amount_fen - posted_fen - voided_fen AS fen FROM account_holds
                         UNION ALL
                         SELECT organization_id, unit_price_fen * (units - posted_units - voided_units) FROM supply_charges) p
                   GROUP BY 1 HAVING sum(fen) > 0) h
        USING (organization_id)
        WHERE a.held_fen IS DISTINCT FROM coalesce(h.fen, 0)
        """
}

/// What is given up later is voided on the hold and taken off the order.
struct HoldAmountAudit: AuditCheck {
    static let subject = "account_holds.amount_fen"
    static let rule = "every order holds its total on its buyer's account, apart from what was given up"
    static let differences = """
        SELECT 'order ' || coalesce(o.number, h.order_id::text), o.organization_id || ': ' || o.total_fen,
               h.organization_id || ': ' || (h.amount_fen - h.voided_fen)
        FROM orders o FULL JOIN account_holds h ON h.order_id = o.id
        WHERE (o.organization_id, o.total_fen) IS DISTINCT FROM (h.organization_id, h.amount_fen - h.voided_fen)
        """
}

struct HoldPostedAudit: AuditCheck {
    static let subject = "account_holds.posted_fen"
    static let rule = "the sales of the order's shipments add up to it"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = order_id), order_id::text), coalesce(t.fen, 0)::text,
               coalesce(h.posted_fen, 0)::text
        FROM account_holds h FULL JOIN (
            SELECT s.order_id, sum(t.amount_fen) AS fen
            FROM account_transfers t LEFT JOIN shipments s ON s.id = t.reference WHERE t.kind = 'sale' GROUP BY 1) t
        USING (order_id)
        WHERE coalesce(h.posted_fen, 0) <> coalesce(t.fen, 0)
        """
}

/// What is still held is the price of what is still to come. Orders with discounts split them to the fen by a rule of its own and are
/// left to the checks of sums.
struct HoldPendingAudit: AuditCheck {
    static let subject = "account_holds pending"
    static let rule = "what is still held pays for the units still to come"
    static let differences = """
        SELECT 'order ' || o.number, w.fen::text, (h.amount_fen - h.posted_fen - h.voided_fen)::text
        FROM orders o JOIN account_holds h ON h.order_id = o.id JOIN (
            SELECT l.order_id, sum(l.unit_price_fen * (l.units - l.cancelled_units - coalesce(p.units, 0))) AS fen
            FROM order_lines l LEFT JOIN (
                SELECT s.order_id, h.line_no, sum(h.posted_units) AS units
                FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id WHERE h.posted_units > 0 GROUP BY 1, 2) p
            USING (order_id, line_no)
            GROUP BY 1) w ON w.order_id = o.id
        WHERE o.discount_fen = 0 AND w.fen <> h.amount_fen - h.posted_fen - h.voided_fen
        """
}

struct RefundAudit: AuditCheck {
    static let subject = "returns.refund_fen"
    static let rule = "a return's lines add up to it, and so much was paid back"
    static let differences = """
        SELECT 'return ' || coalesce(r.number, t.return_id::text),
               'lines ' || coalesce(l.fen, 0) || ', paid ' || coalesce(r.refund_fen, 0),
               'lines ' || coalesce(r.refund_fen, 0) || ', paid ' || coalesce(t.fen, 0)
        FROM returns r LEFT JOIN (SELECT return_id, sum(refund_fen) AS fen FROM return_lines GROUP BY 1) l ON l.return_id = r.id
        FULL JOIN (SELECT reference AS return_id, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'refund' GROUP BY 1) t
        ON t.return_id = r.id
        WHERE coalesce(r.refund_fen, 0) <> coalesce(l.fen, 0) OR coalesce(r.refund_fen, 0) <> coalesce(t.fen, 0)
        """
}

struct TransferOwnerAudit: AuditCheck {
    static let subject = "account_transfers"
    static let rule = "both sides are accounts: the prepaid account of whom it names, and one of its seller's"
    static let differences = """
        SELECT t.kind || ' ' || t.id, 'prepaid account of ' || t.organization_id || ', and its seller''s',
               coalesce(d.kind || ' of ' || d.organization_id, 'no account') || ' to ' || coalesce(c.kind || ' of ' || c.organization_id, 'no account')
        FROM account_transfers t LEFT JOIN accounts d ON d.id = t.debit_account LEFT JOIN accounts c ON c.id = t.credit_account,
             LATERAL (SELECT CASE WHEN t.organization_id & 1048575 = 0 THEN 0 ELSE t.organization_id & ~1048575::bigint END AS id) seller
        WHERE d.id IS NULL OR c.id IS NULL
           OR NOT (CASE WHEN t.kind IN ('sale', 'box', 'supply')
                        THEN d.kind = 'prepaid' AND d.organization_id = t.organization_id AND c.organization_id = seller.id
                        ELSE c.kind = 'prepaid' AND c.organization_id = t.organization_id AND d.organization_id = seller.id END)
        """
}
