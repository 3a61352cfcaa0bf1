-- A distributor runs campaigns for its stores. Whom one is for is kept beside it, so that a store sees what is addressed to it and nothing else.

ALTER TABLE campaigns
    ADD COLUMN addressed_stores text[],
    ADD COLUMN addressed_tiers text[];
COMMENT ON COLUMN campaigns.addressed_stores IS 'of a distributor''s campaign: the codes of the stores it is for; null: all';
COMMENT ON COLUMN campaigns.addressed_tiers IS 'of a distributor''s campaign: the tiers of stores it is for; null: all';

-- As before; and for a store what its distributor published to it. A distributor, to whom reach_distributor() is itself, reaches its own anyway.
DROP POLICY reach ON campaigns;
CREATE POLICY reach ON campaigns FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()))
        OR (status IN ('approved', 'scheduled', 'live', 'paused', 'ended') AND (
            organization_id = 0 OR organization_id = (SELECT reach_region())
            OR (organization_id = (SELECT reach_distributor())
                AND (addressed_stores IS NULL OR (SELECT code FROM organizations WHERE id = (SELECT reach_lower())) = ANY (addressed_stores))
                AND (addressed_tiers IS NULL OR (SELECT tier FROM stores WHERE organization_id = (SELECT reach_lower())) = ANY (addressed_tiers))))));
