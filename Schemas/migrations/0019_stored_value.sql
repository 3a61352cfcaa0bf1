-- Stored value: money that a distributor paid in for later purchases, and what a campaign gave on top, each an account of its own, and how
-- orders are paid by it. Whoever touches any of a distributor's stored value has locked its prepaid account before; that is the lock of it all.

ALTER TABLE accounts DROP CONSTRAINT accounts_kind_known, DROP CONSTRAINT accounts_within_credit,
    ADD CONSTRAINT accounts_kind_known CHECK (kind IN ('prepaid', 'cash', 'sales', 'storedPrincipal', 'storedBonus')),
    ADD CONSTRAINT accounts_within_credit CHECK (kind IN ('cash', 'sales') OR balance_fen + credit_limit_fen - held_fen >= 0),
    ADD CONSTRAINT accounts_stored_without_credit CHECK (kind NOT IN ('storedPrincipal', 'storedBonus') OR credit_limit_fen = 0);
COMMENT ON TABLE accounts IS 'prepaid: a distributor''s money with the brand (credits minus debits, kept in balance_fen). storedPrincipal and storedBonus: what it stored for later purchases, and what was given on top. cash and sales are headquarters'' other sides: every order meets them, so their balance is never kept in a row, it is the sum of their transfers';
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known,
    ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN (
        'deposit', 'sale', 'refund', 'reward', 'box', 'topUp', 'bonus', 'storedSpend', 'storedRefund', 'bonusExpiry', 'withdrawal'));
COMMENT ON COLUMN account_transfers.organization_id IS 'the distributor whose account is one of the two, or both';
COMMENT ON COLUMN account_transfers.reference IS 'the shipment behind a sale or storedSpend, the return behind a refund or storedRefund, the draw behind a reward, the purchase behind boxes, the top-up behind a topUp or bonus';

-- What was stored by which campaign, in which of its versions.
CREATE TABLE stored_top_ups (
    id              bigint      PRIMARY KEY,
    campaign_id     bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    principal_fen   bigint      NOT NULL,
    bonus_fen       bigint      NOT NULL DEFAULT 0,
    times           bigint      NOT NULL,
    gift_units      bigint,
    at              timestamptz NOT NULL,
    expires_at      timestamptz,
    sent_at         timestamptz,
    version         int         NOT NULL,
    gift_sku        text,
    CONSTRAINT stored_top_ups_positive CHECK (principal_fen > 0 AND bonus_fen >= 0 AND times > 0 AND gift_units > 0),
    CONSTRAINT stored_top_ups_bonus_or_gift CHECK ((bonus_fen > 0) = (gift_sku IS NULL) AND (gift_sku IS NULL) = (gift_units IS NULL)),
    CONSTRAINT stored_top_ups_bonus_expires CHECK (expires_at IS NULL OR (bonus_fen > 0 AND expires_at > at)),
    CONSTRAINT stored_top_ups_gift_sent CHECK (sent_at IS NULL OR gift_sku IS NOT NULL)
);
COMMENT ON COLUMN stored_top_ups.expires_at IS 'from when on the bonus is gone; null: it stays';
COMMENT ON COLUMN stored_top_ups.sent_at IS 'when the campaign''s owner had sent the gift; that it left stock is a movement of its own';
CREATE INDEX stored_top_ups_campaign ON stored_top_ups (campaign_id, organization_id);
CREATE INDEX stored_top_ups_organization ON stored_top_ups (organization_id, id DESC);
REVOKE DELETE ON stored_top_ups FROM tributary_writer;

-- What the bonus account is made of: one row for each moment at which some of it expires.
CREATE TABLE stored_bonuses (
    organization_id bigint      NOT NULL,
    balance_fen     bigint      NOT NULL,
    held_fen        bigint      NOT NULL DEFAULT 0,
    expires_at      timestamptz,
    CONSTRAINT stored_bonuses_once UNIQUE NULLS NOT DISTINCT (organization_id, expires_at),
    CONSTRAINT stored_bonuses_held_within CHECK (held_fen >= 0 AND held_fen <= balance_fen)
) WITH (fillfactor = 80);
COMMENT ON COLUMN stored_bonuses.held_fen IS 'what orders hold stays theirs beyond its time, until it is paid with or given up';
CREATE INDEX stored_bonuses_expiring ON stored_bonuses (expires_at) WHERE balance_fen > held_fen;

-- How an order is paid by other means than money, frozen over its total when it was placed. Orders paid in money have no row.
CREATE TABLE order_tenders (
    order_id        bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    total_fen       bigint      NOT NULL,
    stored_fen      bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    voided_fen      bigint      NOT NULL DEFAULT 0,
    refunded_fen    bigint      NOT NULL DEFAULT 0,
    CONSTRAINT order_tenders_within_total CHECK (stored_fen > 0 AND stored_fen <= total_fen),
    CONSTRAINT order_tenders_resolved_once CHECK (posted_fen >= 0 AND voided_fen >= 0 AND posted_fen + voided_fen <= total_fen),
    CONSTRAINT order_tenders_refunded_within CHECK (refunded_fen >= 0 AND refunded_fen <= posted_fen)
) WITH (fillfactor = 80);
COMMENT ON COLUMN order_tenders.total_fen IS 'what the order came to when it was placed; posted, voided and refunded are parts of it, whatever pays them';

-- What an order holds of stored value: the principal and each bonus a part.
CREATE TABLE stored_holds (
    order_id        bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    amount_fen      bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    voided_fen      bigint      NOT NULL DEFAULT 0,
    refunded_fen    bigint      NOT NULL DEFAULT 0,
    expires_at      timestamptz,
    part            int         NOT NULL,
    account         text        NOT NULL,
    PRIMARY KEY (order_id, part),
    CONSTRAINT stored_holds_account_known CHECK (account IN ('storedPrincipal', 'storedBonus')),
    CONSTRAINT stored_holds_principal_stays CHECK (account = 'storedBonus' OR expires_at IS NULL),
    CONSTRAINT stored_holds_resolved_once CHECK (amount_fen > 0 AND posted_fen >= 0 AND voided_fen >= 0 AND posted_fen + voided_fen <= amount_fen),
    CONSTRAINT stored_holds_refunded_within CHECK (refunded_fen >= 0 AND refunded_fen <= posted_fen)
) WITH (fillfactor = 80);

ALTER TABLE stored_top_ups ENABLE ROW LEVEL SECURITY;
ALTER TABLE stored_top_ups FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stored_top_ups TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stored_top_ups FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE stored_bonuses ENABLE ROW LEVEL SECURITY;
ALTER TABLE stored_bonuses FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stored_bonuses TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stored_bonuses FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE order_tenders ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_tenders FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_tenders TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_tenders FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE stored_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE stored_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stored_holds TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stored_holds FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
