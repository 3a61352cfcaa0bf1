import Postgres

extension AuditBrand {
    static let rebateChecks: [any AuditCheck] = [RebatePostedAudit(), RebateSettledAudit()]
}

struct RebatePostedAudit: AuditCheck {
    static let subject = "rebate_statements.posted_fen"
    static let rule = "what was posted to the distributor for the campaign adds up to it"
    static let differences = """
        SELECT 'campaign ' || coalesce(s.campaign_id, t.campaign_id) || ' of ' || coalesce(s.organization_id, t.organization_id),
               coalesce(t.fen, 0)::text, coalesce(s.posted_fen::text, 'no statement')
        FROM rebate_statements s FULL JOIN (
            SELECT reference AS campaign_id, organization_id, sum(amount_fen) AS fen FROM account_transfers WHERE kind = 'rebate' GROUP BY 1, 2) t
        ON t.campaign_id = s.campaign_id AND t.organization_id = s.organization_id
        WHERE coalesce(t.fen, 0) IS DISTINCT FROM s.posted_fen
        """
}

struct RebateSettledAudit: AuditCheck {
    static let subject = "rebate_statements.settled_fen"
    static let rule = "what one statement made up for, another of the distributor's was relieved of"
    static let differences = """
        SELECT 'distributor ' || organization_id, '0', sum(settled_fen)::text FROM rebate_statements GROUP BY organization_id HAVING sum(settled_fen) <> 0
        """
}
