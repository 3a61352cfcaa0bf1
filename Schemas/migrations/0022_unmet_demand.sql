-- What was asked for and refused for want of goods. An order that is refused leaves no row of its own, yet whoever asks how much a pool would
-- have saved has to know of it.

-- One row an order and SKU. Never updated.
CREATE TABLE unmet_demand (
    at              timestamptz NOT NULL,
    organization_id bigint      NOT NULL,
    units           bigint      NOT NULL,
    sku_id          int         NOT NULL,
    CONSTRAINT unmet_demand_units_positive CHECK (units > 0)
) PARTITION BY RANGE (at);
COMMENT ON COLUMN unmet_demand.organization_id IS 'who asked: a distributor of the brand, or a store of its distributor';
COMMENT ON COLUMN unmet_demand.units IS 'all that the order asked for of the SKU, not only what wasn''t there: none of it was taken';
CREATE TABLE unmet_demand_default PARTITION OF unmet_demand DEFAULT;

-- Orders of some days are read without going through all there ever were. Orders come in order of time, so ranges of pages tell their days.
CREATE INDEX orders_placed ON orders USING brin (placed_at) WITH (autosummarize = on);

ALTER TABLE unmet_demand ENABLE ROW LEVEL SECURITY;
ALTER TABLE unmet_demand FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON unmet_demand TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON unmet_demand FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
REVOKE ALL ON unmet_demand_default FROM tributary_request;
SELECT make_partitions('unmet_demand', 2);
