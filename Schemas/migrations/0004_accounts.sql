-- Money: double entry by construction. One row of account_transfers debits one account and credits another by the same fen,
-- so the books balance whatever happens; holds are two-phase and never resolved twice.

CREATE TABLE accounts (
    id                  bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    organization_id     bigint      NOT NULL REFERENCES organizations,
    balance_fen         bigint      NOT NULL DEFAULT 0,
    held_fen            bigint      NOT NULL DEFAULT 0,
    credit_limit_fen    bigint      NOT NULL DEFAULT 0,
    kind                text        NOT NULL,
    CONSTRAINT accounts_once UNIQUE (organization_id, kind),
    CONSTRAINT accounts_kind_known CHECK (kind IN ('prepaid', 'cash', 'sales')),
    CONSTRAINT accounts_held_not_negative CHECK (held_fen >= 0),
    CONSTRAINT accounts_limit_not_negative CHECK (credit_limit_fen >= 0),
    CONSTRAINT accounts_within_credit CHECK (kind <> 'prepaid' OR balance_fen + credit_limit_fen - held_fen >= 0)
) WITH (fillfactor = 70);
COMMENT ON TABLE accounts IS 'prepaid: a distributor''s money with the brand (credits minus debits, kept in balance_fen). cash and sales are headquarters'' other sides: every order meets them, so their balance is never kept in a row, it is the sum of their transfers';

CREATE TABLE account_transfers (
    id              bigint      NOT NULL,
    at              timestamptz NOT NULL,
    debit_account   bigint      NOT NULL,
    credit_account  bigint      NOT NULL,
    amount_fen      bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    reference       bigint,
    kind            text        NOT NULL,
    memo            text        NOT NULL DEFAULT '',
    CONSTRAINT account_transfers_positive CHECK (amount_fen > 0),
    CONSTRAINT account_transfers_two_sides CHECK (debit_account <> credit_account),
    CONSTRAINT account_transfers_kind_known CHECK (kind IN ('deposit', 'sale', 'refund'))
) PARTITION BY RANGE (at);
COMMENT ON COLUMN account_transfers.organization_id IS 'the distributor whose prepaid account is one of the two';
COMMENT ON COLUMN account_transfers.reference IS 'the shipment behind a sale, the return behind a refund';
CREATE TABLE account_transfers_default PARTITION OF account_transfers DEFAULT;
CREATE INDEX account_transfers_organization ON account_transfers (organization_id, id DESC);

CREATE TABLE account_holds (
    order_id        bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    amount_fen      bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    voided_fen      bigint      NOT NULL DEFAULT 0,
    CONSTRAINT account_holds_not_negative CHECK (amount_fen >= 0 AND posted_fen >= 0 AND voided_fen >= 0),
    CONSTRAINT account_holds_resolved_once CHECK (posted_fen + voided_fen <= amount_fen)
) WITH (fillfactor = 80);

ALTER TABLE accounts ENABLE ROW LEVEL SECURITY;
ALTER TABLE accounts FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON accounts TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON accounts FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE account_transfers ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_transfers FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON account_transfers TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON account_transfers FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE account_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE account_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON account_holds TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON account_holds FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
