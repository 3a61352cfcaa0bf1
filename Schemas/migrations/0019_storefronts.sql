-- Distributors' private storefronts (私域商城): their terms, assortments and prices, the stores that buy there with their tiers, what regions
-- allow them, and what a distributor is charged by the brand for goods of the brand's that its stores' orders draw on.

-- The distributor above (or the caller itself), as reach_region() is the region above: what it publishes is visible to its stores.
CREATE FUNCTION reach_distributor() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN reach_lower() & 1099511627775 >= 1048576 THEN reach_lower() & ~1048575::bigint ELSE -1 END;

-- What a region allows the storefronts of its distributors. No row: the defaults.
CREATE TABLE storefront_policies (
    organization_id bigint      PRIMARY KEY REFERENCES organizations,
    max_budget_fen  bigint,
    updated_at      timestamptz NOT NULL,
    cap_bps         int         NOT NULL DEFAULT 12000,
    cap_window_days int         NOT NULL DEFAULT 30,
    max_off_bps     int,
    cap_enabled     boolean     NOT NULL DEFAULT false,
    region_stock    boolean     NOT NULL DEFAULT false,
    CONSTRAINT storefront_policies_cap_sane CHECK (cap_bps BETWEEN 0 AND 1000000 AND cap_window_days BETWEEN 1 AND 365),
    CONSTRAINT storefront_policies_limits_sane CHECK (max_off_bps BETWEEN 0 AND 10000 AND max_budget_fen >= 0)
);
COMMENT ON TABLE storefront_policies IS 'region_stock: whether storefronts may sell from the regional warehouse; cap: non-saturated supply (非饱和销售); max: limits on campaigns of distributors';

CREATE TABLE storefronts (
    organization_id bigint      PRIMARY KEY REFERENCES organizations,
    min_order_fen   bigint      NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    open            boolean     NOT NULL,
    name            text        NOT NULL,
    description     text        NOT NULL DEFAULT '',
    delivery_weekdays int[]     NOT NULL DEFAULT '{}',
    tier_rules      text,
    CONSTRAINT storefronts_minimum_not_negative CHECK (min_order_fen >= 0),
    CONSTRAINT storefronts_weekdays_known CHECK (delivery_weekdays <@ '{1,2,3,4,5,6,7}'::int[])
);
COMMENT ON COLUMN storefronts.delivery_weekdays IS 'ISO weekdays, 1 is Monday; none: every day';
COMMENT ON COLUMN storefronts.tier_rules IS 'JSON as the distributor put it; null: the standard rules';

CREATE TABLE storefront_items (
    organization_id bigint      NOT NULL REFERENCES storefronts,
    price_fen       bigint      NOT NULL,
    core_fen        bigint,
    potential_fen   bigint,
    nurture_fen     bigint,
    max_units       bigint,
    sku_id          int         NOT NULL REFERENCES skus,
    PRIMARY KEY (organization_id, sku_id),
    CONSTRAINT storefront_items_prices_positive CHECK (price_fen > 0 AND core_fen > 0 AND potential_fen > 0 AND nurture_fen > 0),
    CONSTRAINT storefront_items_max_positive CHECK (max_units > 0)
);
COMMENT ON TABLE storefront_items IS 'per bottle; a tier''s price stands for the price for stores of that tier';

-- A store as its distributor's customer. It is an organisation, too; one that isn't approved can't do anything.
CREATE TABLE stores (
    organization_id bigint      PRIMARY KEY REFERENCES organizations,
    registered_at   timestamptz NOT NULL,
    decided_at      timestamptz,
    tier_since      timestamptz NOT NULL,
    overridden      boolean     NOT NULL DEFAULT false,
    status          text        NOT NULL,
    tier            text        NOT NULL DEFAULT 'nurture',
    contact         text        NOT NULL DEFAULT '',
    phone           text        NOT NULL DEFAULT '',
    CONSTRAINT stores_status_known CHECK (status IN ('pending', 'approved', 'suspended', 'refused')),
    CONSTRAINT stores_tier_known CHECK (tier IN ('core', 'potential', 'nurture')),
    CONSTRAINT stores_pending_undecided CHECK ((status = 'pending') = (decided_at IS NULL))
);
COMMENT ON COLUMN stores.overridden IS 'the distributor set the tier itself; the rule leaves it alone until that is taken back';

-- Every change of a store's tier or standing: what it was and became, why, and the figures the rule saw. Never updated.
CREATE TABLE store_changes (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    at              timestamptz NOT NULL,
    kind            text        NOT NULL,
    was             text,
    became          text        NOT NULL,
    reason          text        NOT NULL,
    actor           text        NOT NULL,
    figures         text,
    CONSTRAINT store_changes_kind_known CHECK (kind IN ('status', 'tier'))
);
COMMENT ON COLUMN store_changes.figures IS 'JSON: the rule and what it counted; null for what somebody decided';
CREATE INDEX store_changes_store ON store_changes (organization_id, id DESC);

-- The second ledger of a storefront order: units of the brand's goods on it, at the distributor's own price list. Held, posted and voided
-- with the store's side, in the same transactions.
CREATE TABLE supply_charges (
    order_id        bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    unit_price_fen  bigint      NOT NULL,
    units           bigint      NOT NULL,
    posted_units    bigint      NOT NULL DEFAULT 0,
    voided_units    bigint      NOT NULL DEFAULT 0,
    returned_units  bigint      NOT NULL DEFAULT 0,
    line_no         int         NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT supply_charges_units_positive CHECK (units > 0 AND unit_price_fen >= 0),
    CONSTRAINT supply_charges_resolved_once CHECK (posted_units >= 0 AND voided_units >= 0 AND posted_units + voided_units <= units),
    CONSTRAINT supply_charges_returned_within_posted CHECK (returned_units >= 0 AND returned_units <= posted_units)
) WITH (fillfactor = 85);
COMMENT ON COLUMN supply_charges.organization_id IS 'the distributor that is charged';
CREATE INDEX supply_charges_organization ON supply_charges (organization_id) WHERE posted_units + voided_units < units;

ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN ('deposit', 'sale', 'refund', 'reward', 'box', 'supply', 'supplyRefund'));

ALTER TABLE storefront_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE storefront_policies FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON storefront_policies TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON storefront_policies FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper())) OR organization_id = (SELECT reach_region()));
ALTER TABLE storefronts ENABLE ROW LEVEL SECURITY;
ALTER TABLE storefronts FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON storefronts TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON storefronts FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper())) OR organization_id = (SELECT reach_distributor()));
ALTER TABLE storefront_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE storefront_items FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON storefront_items TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON storefront_items FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper())) OR organization_id = (SELECT reach_distributor()));
ALTER TABLE stores ENABLE ROW LEVEL SECURITY;
ALTER TABLE stores FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stores TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stores FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
-- What was thought of a store is its distributor's to know, not its own.
ALTER TABLE store_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE store_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON store_changes TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON store_changes FOR SELECT TO tributary_request
    USING (organization_id > (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE supply_charges ENABLE ROW LEVEL SECURITY;
ALTER TABLE supply_charges FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON supply_charges TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON supply_charges FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
