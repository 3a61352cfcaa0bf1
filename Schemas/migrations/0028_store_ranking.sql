-- Stores are ranked once a day, storefront by storefront; and every store that was there before storefronts is a customer like the others: it
-- was added by somebody above it, so it is approved, and it has an account with its distributor.

ALTER TABLE storefronts ADD COLUMN ranked_at timestamptz;
COMMENT ON COLUMN storefronts.ranked_at IS 'when its stores were last ranked by the tier rules to the end';

-- Policies bind the owner too: for the moment of the copy they don't.
ALTER TABLE organizations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE stores NO FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts NO FORCE ROW LEVEL SECURITY;
INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
SELECT o.id, o.created_at, o.created_at, o.created_at, CASE o.status WHEN 'active' THEN 'approved' ELSE 'suspended' END
FROM organizations o WHERE o.kind = 'store' AND NOT EXISTS (SELECT FROM stores s WHERE s.organization_id = o.id);
INSERT INTO accounts (organization_id, kind)
SELECT o.id, 'prepaid' FROM organizations o
WHERE o.kind = 'store' AND NOT EXISTS (SELECT FROM accounts a WHERE a.organization_id = o.id AND a.kind = 'prepaid');
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
ALTER TABLE stores FORCE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
