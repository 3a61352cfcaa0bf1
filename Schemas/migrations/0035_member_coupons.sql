-- Coupons (优惠券) that a store issues to its members, and what each took off which purchase.

CREATE TABLE member_coupons (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    min_fen         bigint      NOT NULL,
    off_fen         bigint,
    off_bps         bigint,
    max_fen         bigint,
    uses            bigint,
    member_uses     bigint,
    used            bigint      NOT NULL DEFAULT 0,
    code            text        NOT NULL,
    name            text        NOT NULL,
    CONSTRAINT member_coupons_code_once UNIQUE (organization_id, code),
    CONSTRAINT member_coupons_time_forward CHECK (starts_at < ends_at),
    CONSTRAINT member_coupons_one_off CHECK ((off_fen IS NULL) <> (off_bps IS NULL) AND (max_fen IS NULL OR off_bps IS NOT NULL)),
    CONSTRAINT member_coupons_leaves_something CHECK (min_fen >= 1 AND off_fen BETWEEN 1 AND min_fen - 1 AND off_bps BETWEEN 1 AND 9999
        AND max_fen >= 1),
    CONSTRAINT member_coupons_used_within CHECK (used >= 0 AND used <= uses AND uses >= 1 AND member_uses >= 1)
);
COMMENT ON COLUMN member_coupons.used IS 'uses that haven''t come back; member_uses: at most so many of them by one member';
CREATE INDEX member_coupons_organization ON member_coupons (organization_id, id DESC);

CREATE TABLE member_coupon_uses (
    spend_id        bigint      PRIMARY KEY REFERENCES member_spends,
    organization_id bigint      NOT NULL,
    coupon_id       bigint      NOT NULL REFERENCES member_coupons,
    member_id       bigint      NOT NULL REFERENCES members,
    at              timestamptz NOT NULL,
    returned_at     timestamptz,
    off_fen         bigint      NOT NULL,
    CONSTRAINT member_coupon_uses_positive CHECK (off_fen >= 1)
);
COMMENT ON COLUMN member_coupon_uses.off_fen IS 'beside what was paid: amount_fen of the purchase is what it cost less this';
CREATE INDEX member_coupon_uses_member ON member_coupon_uses (coupon_id, member_id) WHERE returned_at IS NULL;

ALTER TABLE member_coupons ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_coupons FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_coupons TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_coupons FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_coupon_uses ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_coupon_uses FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_coupon_uses TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_coupon_uses FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

REVOKE DELETE ON member_coupons, member_coupon_uses FROM tributary_writer;
