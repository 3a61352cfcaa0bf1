-- Members of a store (会员储值): what they have stored there and their points, in a double-entry ledger of the store's own.

CREATE TABLE members (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL,
    code            text        NOT NULL,
    name            text        NOT NULL,
    masked_phone    text,
    CONSTRAINT members_code_once UNIQUE (organization_id, code)
);
COMMENT ON COLUMN members.masked_phone IS 'what those above the store see of the number';

-- Apart from members because those above a store read them and mustn't read this.
CREATE TABLE member_phones (
    member_id       bigint      PRIMARY KEY REFERENCES members,
    organization_id bigint      NOT NULL,
    phone           text        NOT NULL,
    CONSTRAINT member_phones_once UNIQUE (organization_id, phone),
    CONSTRAINT member_phones_eleven_digits CHECK (phone ~ '^[0-9]{11}$')
);

CREATE TABLE member_terms (
    organization_id      bigint      PRIMARY KEY REFERENCES organizations,
    earn_bps             bigint      NOT NULL,
    redeem_fen_per_point bigint      NOT NULL,
    expires_after_days   bigint,
    updated_at           timestamptz NOT NULL,
    from_fen             bigint[]    NOT NULL,
    bonus_fen            bigint[]    NOT NULL,
    CONSTRAINT member_terms_rates_known CHECK (earn_bps BETWEEN 0 AND 10000 AND redeem_fen_per_point >= 1),
    CONSTRAINT member_terms_days_positive CHECK (expires_after_days >= 1),
    CONSTRAINT member_terms_gifts_whole CHECK (cardinality(from_fen) = cardinality(bonus_fen))
);

CREATE TABLE member_accounts (
    id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    member_id       bigint      REFERENCES members,
    balance         bigint      NOT NULL DEFAULT 0,
    kind            text        NOT NULL,
    CONSTRAINT member_accounts_once UNIQUE NULLS NOT DISTINCT (organization_id, member_id, kind),
    CONSTRAINT member_accounts_kind_known CHECK (kind IN ('principal', 'bonus', 'points', 'cash', 'sales', 'promotion', 'issued', 'liability')),
    CONSTRAINT member_accounts_of_member CHECK ((member_id IS NOT NULL) = (kind IN ('principal', 'bonus', 'points'))),
    CONSTRAINT member_accounts_not_negative CHECK (kind = 'points' OR balance >= 0)
) WITH (fillfactor = 70);
COMMENT ON TABLE member_accounts IS 'principal, bonus and points of each member; cash, sales, promotion and issued are the store''s other sides, whose balance is the sum of their transfers and kept nowhere; liability is what the store owes its members: every transfer of principal or bonus moves it too';
CREATE INDEX member_accounts_member ON member_accounts (member_id, id) WHERE member_id IS NOT NULL;

-- Append-only. Fen, or points where the member's account is one of points.
CREATE TABLE member_transfers (
    id              bigint      NOT NULL,
    at              timestamptz NOT NULL,
    debit_account   bigint      NOT NULL,
    credit_account  bigint      NOT NULL,
    amount          bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    member_id       bigint      NOT NULL,
    spend_id        bigint,
    kind            text        NOT NULL,
    CONSTRAINT member_transfers_positive CHECK (amount > 0),
    CONSTRAINT member_transfers_two_sides CHECK (debit_account <> credit_account),
    CONSTRAINT member_transfers_kind_known CHECK (kind IN
        ('topUp', 'gift', 'spend', 'refund', 'withdrawal', 'forfeit', 'expiry', 'earned', 'redeemed', 'returned', 'reversed'))
) PARTITION BY RANGE (at);
COMMENT ON COLUMN member_transfers.spend_id IS 'the purchase behind it, or that which is refunded';
CREATE TABLE member_transfers_default PARTITION OF member_transfers DEFAULT;
CREATE INDEX member_transfers_member ON member_transfers (member_id, id DESC);

-- A member's bonus by when it is gone.
CREATE TABLE member_bonuses (
    organization_id bigint      NOT NULL,
    member_id       bigint      NOT NULL REFERENCES members,
    fen             bigint      NOT NULL,
    expires_at      timestamptz,
    CONSTRAINT member_bonuses_once UNIQUE NULLS NOT DISTINCT (member_id, expires_at),
    CONSTRAINT member_bonuses_positive CHECK (fen > 0)
);
CREATE INDEX member_bonuses_due ON member_bonuses (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE member_spends (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    member_id       bigint      NOT NULL REFERENCES members,
    at              timestamptz NOT NULL,
    amount_fen      bigint      NOT NULL,
    points_fen      bigint      NOT NULL,
    principal_fen   bigint      NOT NULL,
    bonus_fen       bigint      NOT NULL,
    redeemed_points bigint      NOT NULL,
    earned_points   bigint      NOT NULL,
    refunded_fen    bigint      NOT NULL DEFAULT 0,
    reference       text,
    bonus_parts     bigint[]    NOT NULL,
    bonus_until     timestamptz[] NOT NULL,
    CONSTRAINT member_spends_not_negative CHECK (amount_fen > 0 AND points_fen >= 0 AND principal_fen >= 0 AND bonus_fen >= 0 AND redeemed_points >= 0 AND earned_points >= 0),
    CONSTRAINT member_spends_adds_up CHECK (amount_fen = points_fen + principal_fen + bonus_fen),
    CONSTRAINT member_spends_refunded_within CHECK (refunded_fen BETWEEN 0 AND amount_fen),
    CONSTRAINT member_spends_parts_whole CHECK (cardinality(bonus_parts) = cardinality(bonus_until))
);
COMMENT ON COLUMN member_spends.bonus_parts IS 'of which bonuses, by the times in bonus_until, the first-expiring first: a refund goes back by it';
CREATE INDEX member_spends_member ON member_spends (member_id, id DESC);

CREATE INDEX members_organization ON members (organization_id, id DESC);

ALTER TABLE members ENABLE ROW LEVEL SECURITY;
ALTER TABLE members FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON members TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON members FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_phones ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_phones FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_phones TO tributary_writer USING (true) WITH CHECK (true);
-- The store alone: nobody else's reach begins with it.
CREATE POLICY reach ON member_phones FOR SELECT TO tributary_request
    USING (organization_id = (SELECT reach_lower()));
ALTER TABLE member_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_terms TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_terms FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_accounts TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_accounts FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_transfers ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_transfers FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_transfers TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_transfers FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_bonuses ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_bonuses FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_bonuses TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_bonuses FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE member_spends ENABLE ROW LEVEL SECURITY;
ALTER TABLE member_spends FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON member_spends TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON member_spends FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

REVOKE ALL ON member_transfers_default FROM tributary_request;
REVOKE UPDATE, DELETE ON member_transfers, member_transfers_default FROM tributary_writer;
REVOKE DELETE ON members, member_accounts, member_spends FROM tributary_writer;
SELECT make_partitions('member_transfers', 2);
