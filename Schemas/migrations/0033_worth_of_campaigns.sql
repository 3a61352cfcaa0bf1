-- What campaigns give otherwise than off an order is counted in fen, so that their budgets hold for it and their results tell it: gifts of top-ups at
-- list price, points at what they pay; and the goods that a period rebate has counted stay counted, whatever they are called afterwards.

ALTER TABLE stored_top_ups ADD COLUMN gift_fen bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT stored_top_ups_gift_worth CHECK (gift_fen >= 0);
COMMENT ON COLUMN stored_top_ups.gift_fen IS 'the gift at its list price when it was promised, 0 without one; counts against the budget as a bonus does, and is paid for in the proportion that principal is paid out';

ALTER TABLE order_points ADD COLUMN fen_per_point bigint NOT NULL DEFAULT 1, ADD COLUMN withheld_points bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT order_points_worth CHECK (fen_per_point >= 1 AND withheld_points >= 0);
COMMENT ON COLUMN order_points.fen_per_point IS 'what a point pays by the version that the order was priced with: what it counts against the budget';
COMMENT ON COLUMN order_points.withheld_points IS 'earned by the rule, but not given: the budget had no room for them';

-- A campaign's budget is counted over a row a distributor, not over its orders. A row is written under the lock of its distributor's account, and is
-- raised under the lock of its campaign's row besides.
CREATE TABLE points_given (
    campaign_id     bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    fen             bigint      NOT NULL,
    uses            bigint      NOT NULL,
    day_fen         bigint      NOT NULL DEFAULT 0,
    day             int         NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, organization_id),
    CONSTRAINT points_given_not_negative CHECK (fen >= 0 AND uses >= 0 AND day_fen >= 0)
) WITH (fillfactor = 70);
COMMENT ON COLUMN points_given.organization_id IS 'the distributor';
COMMENT ON COLUMN points_given.fen IS 'what its points are worth, earned and not reversed';
COMMENT ON COLUMN points_given.uses IS 'its orders that have some';
COMMENT ON COLUMN points_given.day_fen IS 'what was earned on the day of the last earning; a return takes nothing off it';
COMMENT ON COLUMN points_given.day IS 'that day, as days since 1970-01-01 in Asia/Shanghai';

ALTER TABLE points_given ENABLE ROW LEVEL SECURITY;
ALTER TABLE points_given FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON points_given TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON points_given FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
REVOKE DELETE ON points_given FROM tributary_writer;

CREATE TABLE rebate_goods (
    campaign_id     bigint      NOT NULL,
    version         int         NOT NULL,
    sku_id          int         NOT NULL,
    PRIMARY KEY (campaign_id, version, sku_id)
);
COMMENT ON TABLE rebate_goods IS 'what a period rebate counts by a version of its campaign: what was in its scope when something received was counted';
ALTER TABLE rebate_goods ENABLE ROW LEVEL SECURITY;
ALTER TABLE rebate_goods FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON rebate_goods TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON rebate_goods FOR SELECT TO tributary_request
    USING (EXISTS (
        SELECT FROM campaigns c
        WHERE c.id = campaign_id AND c.organization_id >= (SELECT reach_lower()) AND c.organization_id < (SELECT reach_upper())));
REVOKE UPDATE, DELETE ON rebate_goods FROM tributary_writer;

-- Policies bind the owner too: for the moment of the copy they don't.
ALTER TABLE campaign_versions NO FORCE ROW LEVEL SECURITY;
ALTER TABLE stored_top_ups NO FORCE ROW LEVEL SECURITY;
ALTER TABLE order_points NO FORCE ROW LEVEL SECURITY;
ALTER TABLE points_given NO FORCE ROW LEVEL SECURITY;
UPDATE stored_top_ups t SET gift_fen = t.gift_units * s.list_price_fen FROM skus s WHERE s.code = t.gift_sku;
UPDATE order_points p SET fen_per_point = (v.definition::jsonb #>> '{component,redeemFenPerPoint}')::bigint
FROM campaign_versions v WHERE v.campaign_id = p.campaign_id AND v.version = p.version;
INSERT INTO points_given (campaign_id, organization_id, fen, uses)
SELECT campaign_id, organization_id, sum(points * fen_per_point), count(*) FROM order_points WHERE points > 0 GROUP BY 1, 2;
ALTER TABLE campaign_versions FORCE ROW LEVEL SECURITY;
ALTER TABLE stored_top_ups FORCE ROW LEVEL SECURITY;
ALTER TABLE order_points FORCE ROW LEVEL SECURITY;
ALTER TABLE points_given FORCE ROW LEVEL SECURITY;
