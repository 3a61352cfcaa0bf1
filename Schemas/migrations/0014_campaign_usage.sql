-- What campaigns have given, so that none gives more than it may: counters that orders lock and raise, and beside each order what it got
-- from which campaign in which version.

-- One row for the campaign as a whole (subject -1, day 0), one for each of its days that has a limit (subject -1), one for each region and
-- buyer that has one. Only limits that a campaign has are counted. Half-filled pages keep updates on their page, away from the index.
CREATE TABLE campaign_usage (
    campaign_id     bigint      NOT NULL,
    subject_id      bigint      NOT NULL,
    held_fen        bigint      NOT NULL DEFAULT 0,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    uses            bigint      NOT NULL DEFAULT 0,
    units           bigint      NOT NULL DEFAULT 0,
    day             int         NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, subject_id, day),
    CONSTRAINT campaign_usage_not_negative CHECK (held_fen >= 0 AND posted_fen >= 0 AND uses >= 0 AND units >= 0)
) WITH (fillfactor = 50);
COMMENT ON COLUMN campaign_usage.subject_id IS 'the organization whose share it counts; -1 for everybody';
COMMENT ON COLUMN campaign_usage.day IS 'days since 1970-01-01 in Asia/Shanghai, of a day''s row; otherwise 0';

-- What one order got from one campaign, line by line, held until its units ship or are given up. One row and three arrays, since a discount
-- over ten lines would otherwise be ten rows. Written with the order; an edit of the campaign makes a new version and changes none of this.
CREATE TABLE order_campaigns (
    order_id        bigint      NOT NULL,
    campaign_id     bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    placed_at       timestamptz NOT NULL,
    fen             bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    voided_fen      bigint      NOT NULL DEFAULT 0,
    quota_units     bigint      NOT NULL DEFAULT 0,
    version         int         NOT NULL,
    voided          boolean     NOT NULL DEFAULT false,
    lines           int[]       NOT NULL,
    line_units      bigint[]    NOT NULL,
    line_fen        bigint[]    NOT NULL,
    line_given      bigint[]    NOT NULL,
    coupon          text,
    PRIMARY KEY (order_id, campaign_id),
    CONSTRAINT order_campaigns_resolved_once CHECK (fen >= 0 AND posted_fen >= 0 AND voided_fen >= 0 AND posted_fen + voided_fen <= fen),
    CONSTRAINT order_campaigns_lines_alike CHECK (cardinality(lines) = cardinality(line_units) AND cardinality(lines) = cardinality(line_fen)
        AND cardinality(lines) = cardinality(line_given))
) WITH (fillfactor = 85);
COMMENT ON COLUMN order_campaigns.organization_id IS 'the distributor that bought';
COMMENT ON COLUMN order_campaigns.line_units IS 'the units that the fen of the line were given on, over which they are frozen: those ordered, less what was cut off at once';
COMMENT ON COLUMN order_campaigns.line_given IS 'of the line''s units those that the campaign looked at: the bundled ones, the add-ons, those at a flash price';
COMMENT ON COLUMN order_campaigns.voided IS 'the order was cancelled whole: its use, its coupon and, while the campaign is on, its quota came back';
CREATE INDEX order_campaigns_campaign ON order_campaigns (campaign_id, order_id);

-- The answer's `pricing`, as it was given: which campaigns were looked at and why each did or didn't apply.
CREATE TABLE order_pricings (
    order_id        bigint      NOT NULL,
    placed_at       timestamptz NOT NULL,
    pricing         bytea       NOT NULL
) PARTITION BY RANGE (placed_at);
CREATE TABLE order_pricings_default PARTITION OF order_pricings DEFAULT;
CREATE INDEX order_pricings_order ON order_pricings (order_id);

-- An issued code is good once: the key says so to two orders at a time.
CREATE TABLE coupon_redemptions (
    campaign_id     bigint      NOT NULL,
    order_id        bigint      NOT NULL,
    code            text        NOT NULL,
    CONSTRAINT coupon_redemptions_once PRIMARY KEY (campaign_id, code)
);
CREATE INDEX coupon_redemptions_order ON coupon_redemptions (order_id);

-- A gift is a line of the order that nobody asked for.
ALTER TABLE order_lines ADD COLUMN given_by bigint;
COMMENT ON COLUMN order_lines.given_by IS 'the campaign that gave it away';

ALTER TABLE order_campaigns ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_campaigns FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_campaigns TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_campaigns FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE order_pricings ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_pricings FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_pricings TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_pricings FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id));
REVOKE ALL ON campaign_usage, coupon_redemptions, order_pricings_default FROM tributary_request;
SELECT make_partitions('order_pricings', 2);

-- Moves whenever a campaign comes into force, changes there or leaves it. Orders read it under a shared lock and compare it with what they
-- were priced by; whoever changes a campaign in force takes the lock for itself, so an order that is under way by the old version is
-- counted before the new one begins.
CREATE TABLE campaign_mark (
    mark            bigint      NOT NULL
);
INSERT INTO campaign_mark VALUES (1);
REVOKE ALL ON campaign_mark FROM tributary_request;
CREATE FUNCTION move_campaign_mark() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.campaign_mark'));
    UPDATE campaign_mark SET mark = mark + 1;
    RETURN NULL;
END $$;
CREATE TRIGGER campaigns_move_mark AFTER UPDATE ON campaigns FOR EACH ROW
    WHEN (OLD.status IN ('scheduled', 'live') OR NEW.status IN ('scheduled', 'live'))
    EXECUTE FUNCTION move_campaign_mark();
CREATE TRIGGER campaigns_insert_moves_mark AFTER INSERT ON campaigns FOR EACH ROW
    WHEN (NEW.status IN ('scheduled', 'live'))
    EXECUTE FUNCTION move_campaign_mark();
