import Postgres

extension AuditBrand {
    static let storeChecks: [any AuditCheck] = [StoreStandingAudit(), StoreChangeAudit()]
}

struct StoreStandingAudit: AuditCheck {
    static let subject = "stores.status"
    static let rule = "every store is a customer of its distributor, and its organisation is active just when it is approved"
    static let differences = """
        SELECT coalesce(o.code, s.organization_id::text), coalesce('an organisation that is ' || o.status, 'no store'), coalesce(s.status, 'no customer')
        FROM (SELECT * FROM organizations WHERE kind = 'store') o FULL JOIN stores s ON s.organization_id = o.id
        WHERE o.id IS NULL OR s.organization_id IS NULL OR (o.status = 'active') <> (s.status = 'approved')
        """
}

struct StoreChangeAudit: AuditCheck {
    static let subject = "store_changes"
    static let rule = "a store's standing and tier are what its last change of them made of it"
    static let differences = """
        SELECT coalesce((SELECT code FROM organizations o WHERE o.id = c.organization_id), c.organization_id::text) || ' ' || c.kind, c.became,
               CASE c.kind WHEN 'status' THEN s.status ELSE s.tier END
        FROM (SELECT DISTINCT ON (organization_id, kind) organization_id, kind, became FROM store_changes ORDER BY organization_id, kind, id DESC) c
        LEFT JOIN stores s USING (organization_id)
        WHERE c.became IS DISTINCT FROM CASE c.kind WHEN 'status' THEN s.status ELSE s.tier END
        """
}
