-- Points: what a distributor has in each owner's programme, every change of it, what orders earn by their money, and what points pay of orders.
-- Whoever touches any of a distributor's points has locked its prepaid account before; that is the lock of it all, as it is of stored value.

-- Below zero when points were spent that a return then took back; that blocks redeeming until it is made up for.
CREATE TABLE point_accounts (
    organization_id bigint      NOT NULL,
    owner_id        bigint      NOT NULL,
    points          bigint      NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, owner_id)
) WITH (fillfactor = 80);
COMMENT ON COLUMN point_accounts.owner_id IS 'whose programme it is: the owner of the campaigns that give and take the points';

CREATE TABLE point_entries (
    id              bigint      NOT NULL,
    at              timestamptz NOT NULL,
    organization_id bigint      NOT NULL,
    owner_id        bigint      NOT NULL,
    order_id        bigint      NOT NULL,
    points          bigint      NOT NULL,
    fen             bigint      NOT NULL,
    reference       bigint,
    kind            text        NOT NULL,
    CONSTRAINT point_entries_kind_known CHECK (kind IN ('earned', 'reversed', 'redeemed', 'released', 'refunded')),
    CONSTRAINT point_entries_signed CHECK (CASE kind WHEN 'earned' THEN points > 0 WHEN 'released' THEN points >= 0 WHEN 'refunded' THEN points >= 0 ELSE points < 0 END),
    CONSTRAINT point_entries_fen_paid CHECK (CASE WHEN kind IN ('earned', 'reversed') THEN fen = 0 ELSE fen > 0 END)
) PARTITION BY RANGE (at);
COMMENT ON COLUMN point_entries.fen IS 'what the points pay, or paid, of the order; 0 of those that are earned or reversed';
COMMENT ON COLUMN point_entries.reference IS 'the shipment that earned, the return that reversed or refunded; null: the order alone';
CREATE TABLE point_entries_default PARTITION OF point_entries DEFAULT;
CREATE INDEX point_entries_organization ON point_entries (organization_id, id DESC);
REVOKE UPDATE, DELETE ON point_entries FROM tributary_writer;

-- The campaign by which an order earns, in the version that it was priced with, and what it earned so far. Orders that earn none have no row.
CREATE TABLE order_points (
    order_id        bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    owner_id        bigint      NOT NULL,
    campaign_id     bigint      NOT NULL,
    earn_bps        bigint      NOT NULL,
    paid_fen        bigint      NOT NULL DEFAULT 0,
    refunded_fen    bigint      NOT NULL DEFAULT 0,
    points          bigint      NOT NULL DEFAULT 0,
    version         int         NOT NULL,
    CONSTRAINT order_points_not_negative CHECK (earn_bps >= 0 AND paid_fen >= 0 AND refunded_fen >= 0 AND points >= 0)
) WITH (fillfactor = 80);
COMMENT ON COLUMN order_points.paid_fen IS 'paid in money for what was delivered';
COMMENT ON COLUMN order_points.refunded_fen IS 'of what was paid in money for it, delivered or not, what came back';
COMMENT ON COLUMN order_points.points IS 'earned and not reversed';

-- What points pay of an order, beside `order_tenders`.
CREATE TABLE point_holds (
    order_id        bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    owner_id        bigint      NOT NULL,
    points          bigint      NOT NULL,
    voided_points   bigint      NOT NULL DEFAULT 0,
    refunded_points bigint      NOT NULL DEFAULT 0,
    amount_fen      bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    voided_fen      bigint      NOT NULL DEFAULT 0,
    refunded_fen    bigint      NOT NULL DEFAULT 0,
    CONSTRAINT point_holds_positive CHECK (points > 0 AND amount_fen > 0),
    CONSTRAINT point_holds_resolved_once CHECK (posted_fen >= 0 AND voided_fen >= 0 AND posted_fen + voided_fen <= amount_fen),
    CONSTRAINT point_holds_refunded_within CHECK (refunded_fen >= 0 AND refunded_fen <= posted_fen),
    CONSTRAINT point_holds_come_back_once CHECK (voided_points >= 0 AND refunded_points >= 0 AND voided_points + refunded_points <= points)
) WITH (fillfactor = 80);

ALTER TABLE order_tenders ADD COLUMN points_fen bigint NOT NULL DEFAULT 0, DROP CONSTRAINT order_tenders_within_total,
    ADD CONSTRAINT order_tenders_within_total CHECK (stored_fen >= 0 AND points_fen >= 0 AND stored_fen + points_fen > 0 AND stored_fen + points_fen <= total_fen);

-- Points are earned when a shipment arrives, by what was paid for it in money when it left.
ALTER TABLE shipments ADD COLUMN paid_fen bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN shipments.paid_fen IS 'paid in money when it left; kept of orders that earn points, otherwise 0';

ALTER TABLE point_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE point_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON point_accounts TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON point_accounts FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE point_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE point_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON point_entries TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON point_entries FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE order_points ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_points FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_points TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_points FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE point_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE point_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON point_holds TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON point_holds FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
REVOKE ALL ON point_entries_default FROM tributary_request;
SELECT make_partitions('point_entries', 2);
