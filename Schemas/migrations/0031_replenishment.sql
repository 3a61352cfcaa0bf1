-- Replenishment: what a distributor is advised to order on the brand, and when its stock runs low.

CREATE TABLE replenishment_policies (
    organization_id bigint      PRIMARY KEY REFERENCES organizations,
    updated_at      timestamptz NOT NULL,
    lead_days       int,
    safety_days     int         NOT NULL DEFAULT 7,
    cycle_days      int         NOT NULL DEFAULT 14,
    low_stock_cases int         NOT NULL DEFAULT 30,
    CONSTRAINT replenishment_policies_days_sane CHECK (lead_days BETWEEN 1 AND 90 AND safety_days BETWEEN 0 AND 90 AND cycle_days BETWEEN 1 AND 90),
    CONSTRAINT replenishment_policies_cases_sane CHECK (low_stock_cases BETWEEN 0 AND 1000000)
);
COMMENT ON COLUMN replenishment_policies.lead_days IS 'null: as orders on the brand took, or three days';

CREATE TABLE low_stock_thresholds (
    organization_id bigint      NOT NULL REFERENCES replenishment_policies,
    cases           int         NOT NULL,
    sku_id          int         NOT NULL REFERENCES skus,
    PRIMARY KEY (organization_id, sku_id),
    CONSTRAINT low_stock_thresholds_cases_sane CHECK (cases BETWEEN 0 AND 1000000)
);

-- A suggestion with its arithmetic. There is one open one a distributor and SKU; it is worked out anew in place.
CREATE TABLE replenishment_suggestions (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL,
    computed_at     timestamptz NOT NULL,
    decided_at      timestamptz,
    order_id        bigint,
    sold_units      bigint      NOT NULL,
    available_units bigint      NOT NULL,
    reorder_units   bigint      NOT NULL,
    suggested_cases bigint      NOT NULL,
    lead_days       int         NOT NULL,
    safety_days     int         NOT NULL,
    cycle_days      int         NOT NULL,
    sku_id          int         NOT NULL REFERENCES skus,
    status          text        NOT NULL,
    CONSTRAINT replenishment_suggestions_status_known CHECK (status IN ('open', 'ordered', 'dismissed', 'outdated')),
    CONSTRAINT replenishment_suggestions_open_undecided CHECK ((status = 'open') = (decided_at IS NULL)),
    CONSTRAINT replenishment_suggestions_ordered_names_order CHECK ((status = 'ordered') = (order_id IS NOT NULL)),
    CONSTRAINT replenishment_suggestions_something CHECK (suggested_cases > 0 AND sold_units > 0)
);
COMMENT ON COLUMN replenishment_suggestions.sold_units IS 'what was sent to stores in the 28 days before';
COMMENT ON COLUMN replenishment_suggestions.available_units IS 'on hand less reserved, and on order on the brand';
CREATE UNIQUE INDEX replenishment_suggestions_open ON replenishment_suggestions (organization_id, sku_id) WHERE status = 'open';
CREATE INDEX replenishment_suggestions_organization ON replenishment_suggestions (organization_id, id DESC);

ALTER TABLE storefronts ADD COLUMN suggested_at timestamptz;
COMMENT ON COLUMN storefronts.suggested_at IS 'when it was last worked out what its distributor should order';

-- One row a crossing: raised while stock is low, cleared when it is back above the threshold. Units and threshold are of the crossing.
CREATE TABLE stock_alerts (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    at              timestamptz NOT NULL,
    cleared_at      timestamptz,
    acknowledged_at timestamptz,
    threshold_units bigint      NOT NULL,
    units           bigint      NOT NULL,
    sku_id          int         NOT NULL REFERENCES skus,
    CONSTRAINT stock_alerts_low CHECK (units < threshold_units)
);
COMMENT ON TABLE stock_alerts IS 'units: on hand less reserved in all of the distributor''s warehouses together';
CREATE UNIQUE INDEX stock_alerts_raised ON stock_alerts (organization_id, sku_id) WHERE cleared_at IS NULL;
CREATE INDEX stock_alerts_organization ON stock_alerts (organization_id, id DESC);

-- What was sent to a distributor's stores is one range of it.
CREATE INDEX shipments_sent ON shipments (organization_id, shipped_at) WHERE shipped_at IS NOT NULL;

ALTER TABLE replenishment_policies ENABLE ROW LEVEL SECURITY;
ALTER TABLE replenishment_policies FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON replenishment_policies TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON replenishment_policies FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE low_stock_thresholds ENABLE ROW LEVEL SECURITY;
ALTER TABLE low_stock_thresholds FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON low_stock_thresholds TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON low_stock_thresholds FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE replenishment_suggestions ENABLE ROW LEVEL SECURITY;
ALTER TABLE replenishment_suggestions FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON replenishment_suggestions TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON replenishment_suggestions FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE stock_alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stock_alerts TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stock_alerts FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
