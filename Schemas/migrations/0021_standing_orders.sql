-- Orders that stores place week after week (定期订货): what, on which weekday, and what came of it last.

CREATE TABLE standing_orders (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL,
    last_order      bigint,
    weekday         int         NOT NULL,
    next_on         date        NOT NULL,
    skipped_on      date,
    last_on         date,
    status          text        NOT NULL,
    last_refusal    text,
    note            text,
    skus            text[]      NOT NULL,
    quantities      int[]       NOT NULL,
    by_case         boolean[]   NOT NULL,
    CONSTRAINT standing_orders_weekday_known CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT standing_orders_status_known CHECK (status IN ('active', 'paused', 'ended')),
    CONSTRAINT standing_orders_lines_whole CHECK (cardinality(skus) >= 1 AND cardinality(skus) = cardinality(quantities) AND cardinality(skus) = cardinality(by_case))
);
COMMENT ON COLUMN standing_orders.next_on IS 'the day (Asia/Shanghai) on which it is due next';
COMMENT ON COLUMN standing_orders.skipped_on IS 'a day on which nothing is to be ordered';
CREATE INDEX standing_orders_organization ON standing_orders (organization_id, id DESC);
CREATE INDEX standing_orders_due ON standing_orders (next_on, id) WHERE status = 'active';

ALTER TABLE standing_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON standing_orders TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON standing_orders FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
