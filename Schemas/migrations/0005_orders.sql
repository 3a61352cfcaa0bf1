-- Orders on the brand, what holds stock for them, their shipments, traces and returns. The tables that every order writes carry no
-- foreign keys to each other: parent and children are written by one statement set in one transaction, `tributary audit` looks for
-- orphans, and a trigger per row would cost more than the row.

-- Ids of orders, shipments, movements, events … come from one sequence; each server takes them a thousand at a time.
CREATE SEQUENCE entity_ids INCREMENT BY 1000 START 1000;

CREATE TABLE order_number_blocks (
    next            bigint      NOT NULL,
    day             date        PRIMARY KEY
);

CREATE TABLE orders (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    placed_at       timestamptz NOT NULL,
    promised_at     timestamptz,
    subtotal_fen    bigint      NOT NULL,
    discount_fen    bigint      NOT NULL,
    total_fen       bigint      NOT NULL,
    cost_fen        bigint      NOT NULL,
    gap_fen         bigint      NOT NULL,
    policy_version  int         NOT NULL,
    latitude_e6     int         NOT NULL,
    longitude_e6    int         NOT NULL,
    optimal         boolean     NOT NULL,
    allow_partial   boolean     NOT NULL,
    allow_backorder boolean     NOT NULL,
    status          text        NOT NULL,
    number          text        NOT NULL,
    placed_by       text        NOT NULL,
    note            text,
    CONSTRAINT orders_number_once UNIQUE (number),
    CONSTRAINT orders_status_known CHECK (status IN ('confirmed', 'backordered', 'fulfilled', 'cancelled')),
    CONSTRAINT orders_total_adds_up CHECK (total_fen = subtotal_fen - discount_fen AND discount_fen >= 0 AND total_fen >= 0)
) WITH (fillfactor = 85);
COMMENT ON COLUMN orders.organization_id IS 'the distributor that buys';
CREATE INDEX orders_organization ON orders (organization_id, id DESC);

CREATE TABLE order_lines (
    order_id            bigint  NOT NULL,
    units               bigint  NOT NULL,
    unit_price_fen      bigint  NOT NULL,
    discount_fen        bigint  NOT NULL DEFAULT 0,
    backordered_units   bigint  NOT NULL DEFAULT 0,
    cancelled_units     bigint  NOT NULL DEFAULT 0,
    line_no             int     NOT NULL,
    sku_id              int     NOT NULL,
    quantity            int     NOT NULL,
    by_case             boolean NOT NULL,
    PRIMARY KEY (order_id, line_no),
    CONSTRAINT order_lines_units_positive CHECK (units > 0 AND quantity > 0),
    CONSTRAINT order_lines_waiting_within_units CHECK (backordered_units >= 0 AND cancelled_units >= 0 AND backordered_units + cancelled_units <= units)
) WITH (fillfactor = 90);
COMMENT ON COLUMN order_lines.cancelled_units IS 'units that will never come: cut off by allowPartial, cancelled, or shorted and not found elsewhere';
CREATE INDEX order_lines_backordered ON order_lines (sku_id, order_id) WHERE backordered_units > 0;

CREATE TABLE shipments (
    id              bigint      PRIMARY KEY,
    order_id        bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    warehouse_organization_id bigint NOT NULL,
    distance_metres bigint      NOT NULL,
    cost_fen        bigint      NOT NULL,
    created_at      timestamptz NOT NULL,
    promised_at     timestamptz NOT NULL,
    picked_at       timestamptz,
    shipped_at      timestamptz,
    delivered_at    timestamptz,
    cancelled_at    timestamptz,
    warehouse_id    int         NOT NULL,
    status          text        NOT NULL,
    number          text        NOT NULL,
    CONSTRAINT shipments_status_known CHECK (status IN ('released', 'picked', 'shipped', 'delivered', 'cancelled'))
) WITH (fillfactor = 80);
CREATE INDEX shipments_order ON shipments (order_id);
CREATE INDEX shipments_warehouse ON shipments (warehouse_id, id DESC);

-- A hold is pending for what is neither posted nor voided. Its key names the shipment it feeds.
CREATE TABLE stock_holds (
    shipment_id     bigint      NOT NULL,
    units           bigint      NOT NULL,
    posted_units    bigint      NOT NULL DEFAULT 0,
    voided_units    bigint      NOT NULL DEFAULT 0,
    line_no         int         NOT NULL,
    warehouse_id    int         NOT NULL,
    sku_id          int         NOT NULL,
    from_pool       boolean     NOT NULL,
    tier            text        NOT NULL,
    PRIMARY KEY (shipment_id, line_no, from_pool),
    CONSTRAINT stock_holds_units_positive CHECK (units > 0),
    CONSTRAINT stock_holds_resolved_once CHECK (posted_units >= 0 AND voided_units >= 0 AND posted_units + voided_units <= units)
) WITH (fillfactor = 85);

-- Which shares of an allocation an order line drew on, so that a cancel gives them back.
CREATE TABLE allocation_draws (
    order_id        bigint      NOT NULL,
    allocation_id   bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    units           bigint      NOT NULL,
    voided_units    bigint      NOT NULL DEFAULT 0,
    line_no         int         NOT NULL,
    PRIMARY KEY (order_id, line_no, allocation_id, organization_id),
    CONSTRAINT allocation_draws_resolved_once CHECK (units > 0 AND voided_units >= 0 AND voided_units <= units)
);

-- "Why from there?", answered months later. The trace is a compact encoding of the plan's considered warehouses and runner-up.
CREATE TABLE order_traces (
    order_id        bigint      NOT NULL,
    placed_at       timestamptz NOT NULL,
    policy_version  int         NOT NULL,
    trace           bytea       NOT NULL
) PARTITION BY RANGE (placed_at);
CREATE TABLE order_traces_default PARTITION OF order_traces DEFAULT;
CREATE INDEX order_traces_order ON order_traces (order_id);

CREATE TABLE returns (
    id              bigint      PRIMARY KEY,
    order_id        bigint      NOT NULL REFERENCES orders,
    organization_id bigint      NOT NULL,
    requested_at    timestamptz NOT NULL,
    decided_at      timestamptz,
    received_at     timestamptz,
    refund_fen      bigint      NOT NULL DEFAULT 0,
    status          text        NOT NULL,
    number          text        NOT NULL,
    reason          text        NOT NULL DEFAULT '',
    CONSTRAINT returns_status_known CHECK (status IN ('requested', 'accepted', 'refunded', 'refused'))
);
CREATE INDEX returns_organization ON returns (organization_id, id DESC);
CREATE INDEX returns_order ON returns (order_id);
CREATE TABLE return_lines (
    return_id       bigint      NOT NULL REFERENCES returns,
    units           bigint      NOT NULL,
    refund_fen      bigint      NOT NULL DEFAULT 0,
    restocked_units bigint      NOT NULL DEFAULT 0,
    quarantined_units bigint    NOT NULL DEFAULT 0,
    scrapped_units  bigint      NOT NULL DEFAULT 0,
    order_line_no   int         NOT NULL,
    warehouse_id    int         NOT NULL,
    sku_id          int         NOT NULL,
    PRIMARY KEY (return_id, order_line_no, warehouse_id),
    CONSTRAINT return_lines_received_within_units CHECK (units > 0 AND restocked_units >= 0 AND quarantined_units >= 0 AND scrapped_units >= 0
        AND restocked_units + quarantined_units + scrapped_units <= units)
);
COMMENT ON COLUMN return_lines.warehouse_id IS 'the warehouse the units were shipped from, which is where they go back to';

-- The first answer to an idempotent request, kept byte for byte. The key is the first half of SHA-256 over client, route and key.
CREATE TABLE idempotency_keys (
    created_at      timestamptz NOT NULL,
    status          int         NOT NULL,
    key             bytea       PRIMARY KEY,
    request_digest  bytea       NOT NULL,
    location        text,
    body            bytea       NOT NULL
) WITH (toast_tuple_target = 8160);
COMMENT ON TABLE idempotency_keys IS 'toast_tuple_target: an answer of a few kB stays in its row; compressing it would cost more than the row';
ALTER TABLE idempotency_keys ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX idempotency_keys_created ON idempotency_keys USING brin (created_at);

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON orders TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON orders FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_lines TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_lines FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id));
ALTER TABLE order_traces ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_traces FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_traces TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_traces FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id));
-- A shipment is seen by its buyer's side and by the side of the warehouse that sends it.
ALTER TABLE shipments ENABLE ROW LEVEL SECURITY;
ALTER TABLE shipments FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON shipments TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON shipments FOR SELECT TO tributary_request
    USING ((organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()))
        OR (warehouse_organization_id >= (SELECT reach_lower()) AND warehouse_organization_id < (SELECT reach_upper())));
ALTER TABLE stock_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stock_holds TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stock_holds FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM shipments s WHERE s.id = shipment_id));
ALTER TABLE allocation_draws ENABLE ROW LEVEL SECURITY;
ALTER TABLE allocation_draws FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON allocation_draws TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON allocation_draws FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE returns ENABLE ROW LEVEL SECURITY;
ALTER TABLE returns FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON returns TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON returns FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE return_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE return_lines FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON return_lines TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON return_lines FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM returns r WHERE r.id = return_id));
REVOKE ALL ON idempotency_keys FROM tributary_request;
