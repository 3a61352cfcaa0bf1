import Commerce
import Postgres

extension AuditBrand {
    static let accountChecks: [any AuditCheck] = [
        BalanceAudit(), HeldAudit(), HoldAmountAudit(), HoldPostedAudit(), HoldPendingAudit(), RefundAudit(), TransferOwnerAudit(),
    ]
}

/// The other sides, cash and sales, keep no balance: every order meets them.
struct BalanceAudit: AuditCheck {
    static let subject = "accounts.balance_fen"
    static let rule = "a buyer's account: its credits less its debits; nothing on the sellers' sides"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = a.organization_id), a.organization_id::text) || ' ' || a.kind,
               CASE WHEN a.kind IN ('cash', 'sales') THEN 0 ELSE coalesce(t.fen, 0) END::text, a.balance_fen::text
        FROM accounts a LEFT JOIN (
            SELECT account, sum(fen) AS fen FROM (
                SELECT credit_account AS account, amount_fen AS fen FROM account_transfers
                UNION ALL
                SELECT debit_account, -amount_fen FROM account_transfers) e
            GROUP BY account) t ON t.account = a.id
        WHERE a.balance_fen <> CASE WHEN a.kind IN ('cash', 'sales') THEN 0 ELSE coalesce(t.fen, 0) END
        """
}

struct HeldAudit: AuditCheck {
    static let subject = "accounts.held_fen"
    static let rule = "the pending holds of its orders, and of what the brand supplies its stores with, add up to it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = organization_id), organization_id::text) || coalesce(' ' || nullif(kind, 'prepaid'), ''),
               coalesce(h.fen, 0)::text, a.held_fen::text
        FROM (SELECT organization_id, kind, held_fen FROM accounts WHERE kind NOT IN ('cash', 'sales')) a
        FULL JOIN (SELECT organization_id, kind, sum(fen) AS fen FROM (
                       SELECT organization_id, 'prepaid' AS kind, amount_fen - posted_fen - voided_fen AS fen FROM account_holds
                       UNION ALL
                       SELECT organization_id, 'prepaid', unit_price_fen * (units - posted_units - voided_units) FROM supply_charges
                       UNION ALL
                       SELECT organization_id, account, amount_fen - posted_fen - voided_fen FROM stored_holds) p
                   GROUP BY 1, 2 HAVING sum(fen) > 0) h
        USING (organization_id, kind)
        WHERE a.held_fen IS DISTINCT FROM coalesce(h.fen, 0)
        """
}

/// What is given up later is voided on the hold and taken off the order. Of an order that was sold in advance the balance isn't held before it
/// is paid, and a forfeited deposit stays when the order comes to nothing.
struct HoldAmountAudit: AuditCheck {
    static let subject = "account_holds.amount_fen"
    static let rule = "every order holds its total on its buyer's accounts and points, apart from what was given up and from an unpaid balance"
    static let differences = """
        SELECT 'order ' || coalesce(o.number, h.order_id::text), o.organization_id || ': ' || o.fen, h.organization_id || ': ' || h.fen
        FROM (SELECT o.id, o.number, o.organization_id,
                     o.total_fen + coalesce(a.forfeited_fen - CASE WHEN a.status = 'unpaid' THEN a.balance_fen ELSE 0 END, 0) AS fen
              FROM orders o LEFT JOIN order_advances a ON a.order_id = o.id) o
        FULL JOIN (
            SELECT h.order_id, h.organization_id, h.amount_fen - h.voided_fen + coalesce(s.fen, 0) + coalesce(p.amount_fen - p.voided_fen, 0) AS fen
            FROM account_holds h LEFT JOIN (
                SELECT order_id, organization_id, sum(amount_fen - voided_fen) AS fen FROM stored_holds GROUP BY 1, 2) s USING (order_id, organization_id)
            LEFT JOIN point_holds p USING (order_id, organization_id)) h
        ON h.order_id = o.id
        WHERE (o.organization_id, o.fen) IS DISTINCT FROM (h.organization_id, h.fen)
        """
}

struct HoldPostedAudit: AuditCheck {
    static let subject = "account_holds.posted_fen"
    static let rule = "the sales of the order's shipments, and its forfeited deposit, add up to it"
    static let differences = """
        SELECT 'order ' || coalesce((SELECT number FROM orders o WHERE o.id = order_id), order_id::text), coalesce(t.fen, 0)::text,
               coalesce(h.posted_fen, 0)::text
        FROM account_holds h FULL JOIN (
            SELECT CASE WHEN t.kind = 'forfeit' THEN t.reference ELSE s.order_id END AS order_id, sum(t.amount_fen) AS fen
            FROM account_transfers t LEFT JOIN shipments s ON s.id = t.reference AND t.kind = 'sale' WHERE t.kind IN ('sale', 'forfeit') GROUP BY 1) t
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
        SELECT 'order ' || o.number, w.fen::text, h.fen::text
        FROM orders o JOIN (
            SELECT order_id, sum(amount_fen - posted_fen - voided_fen) AS fen FROM (
                SELECT order_id, amount_fen, posted_fen, voided_fen FROM account_holds
                UNION ALL
                SELECT order_id, amount_fen, posted_fen, voided_fen FROM stored_holds
                UNION ALL
                SELECT order_id, amount_fen, posted_fen, voided_fen FROM point_holds) p
            GROUP BY 1) h ON h.order_id = o.id JOIN (
            SELECT l.order_id, sum(l.unit_price_fen * (l.units - l.cancelled_units - coalesce(p.units, 0))) AS fen
            FROM order_lines l LEFT JOIN (
                SELECT s.order_id, h.line_no, sum(h.posted_units) AS units
                FROM stock_holds h JOIN shipments s ON s.id = h.shipment_id WHERE h.posted_units > 0 GROUP BY 1, 2) p
            USING (order_id, line_no)
            GROUP BY 1) w ON w.order_id = o.id
        WHERE o.discount_fen = 0 AND w.fen <> h.fen
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
        FULL JOIN (
            SELECT reference AS return_id, sum(fen) AS fen FROM (
                SELECT reference, amount_fen AS fen FROM account_transfers WHERE kind IN ('refund', 'storedRefund')
                UNION ALL
                SELECT reference, fen FROM point_entries WHERE kind = 'refunded') p
            GROUP BY 1) t
        ON t.return_id = r.id
        WHERE coalesce(r.refund_fen, 0) <> coalesce(l.fen, 0) OR coalesce(r.refund_fen, 0) <> coalesce(t.fen, 0)
        """
}

/// What each kind moves money between is the code's own list; a difference names the kind and both accounts.
struct TransferOwnerAudit: AuditCheck {
    static let subject = "account_transfers"
    static let rule = "both sides are accounts that its kind moves money between, of whom it names or of who sells to it"
    static let differences = """
        SELECT t.kind || ' ' || t.id, 'accounts of ' || t.organization_id,
               coalesce(d.kind || ' of ' || d.organization_id, 'no account') || ' to ' || coalesce(c.kind || ' of ' || c.organization_id, 'no account')
        FROM account_transfers t LEFT JOIN accounts d ON d.id = t.debit_account LEFT JOIN accounts c ON c.id = t.credit_account
        WHERE d.id IS NULL OR c.id IS NULL
           OR d.organization_id <> CASE WHEN d.kind IN ('cash', 'sales') THEN \(seller) ELSE t.organization_id END
           OR c.organization_id <> CASE WHEN c.kind IN ('cash', 'sales') THEN \(seller) ELSE t.organization_id END
           OR (t.kind, d.kind, c.kind) NOT IN (\(sides))
        """

    /// `OrganizationID.seller` of whom a transfer names.
    private static let seller = "CASE WHEN t.organization_id & 1048575 <> 0 THEN t.organization_id & ~1048575::bigint ELSE 0 END"

    private static let sides = TransferKind.allCases.flatMap { kind in
        [AccountKind.storedPrincipal, .storedBonus].map { stored in
            let (debit, credit) = kind.sides(stored: stored)
            return "('\(kind.rawValue)', '\(debit.rawValue)', '\(credit.rawValue)')"
        }
    }.joined(separator: ", ")
}
