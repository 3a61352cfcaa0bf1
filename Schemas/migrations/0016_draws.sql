-- Draws and blind boxes: the seed that decides them, hidden until the campaign is over; the log that anybody can check it by; and what
-- each distributor won.

-- The row that a campaign's draws are serial by: its lock is held while a number is given and a prize is taken.
CREATE TABLE draw_seeds (
    campaign_id     bigint      PRIMARY KEY REFERENCES campaigns,
    drawn           bigint      NOT NULL DEFAULT 0,
    spent_fen       bigint      NOT NULL DEFAULT 0,
    closed          boolean     NOT NULL DEFAULT false,
    seed            bytea       NOT NULL,
    remaining       bigint[]    NOT NULL,
    CONSTRAINT draw_seeds_seed_whole CHECK (octet_length(seed) = 32),
    CONSTRAINT draw_seeds_not_negative CHECK (drawn >= 0 AND spent_fen >= 0 AND 0 <= ALL (array_remove(remaining, NULL)))
) WITH (fillfactor = 50);
COMMENT ON COLUMN draw_seeds.spent_fen IS 'money won so far';
COMMENT ON COLUMN draw_seeds.remaining IS 'what is left of each prize, in the order of the pool; null: it has no end';
REVOKE ALL ON draw_seeds FROM tributary_request;
REVOKE DELETE ON draw_seeds FROM tributary_writer;

CREATE TABLE draw_commitments (
    campaign_id     bigint      PRIMARY KEY REFERENCES campaigns,
    commitment      bytea       NOT NULL,
    seed            bytea,
    stock           bigint[]    NOT NULL,
    CONSTRAINT draw_commitments_keeps_its_word CHECK (octet_length(commitment) = 32 AND (seed IS NULL OR sha256(seed) = commitment))
);
COMMENT ON COLUMN draw_commitments.seed IS 'revealed when the campaign has ended, in the transaction that closes its draws';
COMMENT ON COLUMN draw_commitments.stock IS 'what there was of each prize before the first draw';
REVOKE DELETE ON draw_commitments FROM tributary_writer;

-- Nobody's name is in it: it is published whole, so that no unlucky number can be left out.
CREATE TABLE draw_log (
    campaign_id     bigint      NOT NULL,
    number          bigint      NOT NULL,
    fen             bigint,
    prize           int,
    token_digest    text        NOT NULL,
    remaining       bigint[]    NOT NULL,
    PRIMARY KEY (campaign_id, number),
    CONSTRAINT draw_log_from_one CHECK (number >= 1),
    CONSTRAINT draw_log_prize_known CHECK (prize >= 0 AND (fen IS NULL OR prize IS NOT NULL))
);
COMMENT ON COLUMN draw_log.remaining IS 'what was there before the draw; 0 of money that the budget no longer covered';
REVOKE UPDATE, DELETE ON draw_log FROM tributary_writer;

-- Who drew, by which token, and what became of the prize. The key on the token is what makes it good once.
CREATE TABLE draws (
    id              bigint      PRIMARY KEY,
    campaign_id     bigint      NOT NULL,
    number          bigint      NOT NULL,
    organization_id bigint      NOT NULL,
    purchase_id     bigint,
    price_fen       bigint      NOT NULL DEFAULT 0,
    fen             bigint      NOT NULL DEFAULT 0,
    at              timestamptz NOT NULL,
    sent_at         timestamptz,
    token           text        NOT NULL,
    sku             text,
    state           text        NOT NULL,
    CONSTRAINT draws_number_once UNIQUE (campaign_id, number),
    CONSTRAINT draws_token_once UNIQUE (campaign_id, token),
    CONSTRAINT draws_not_negative CHECK (price_fen >= 0 AND fen >= 0),
    CONSTRAINT draws_state_known CHECK (state IN ('nothing', 'credited', 'open', 'sent')),
    CONSTRAINT draws_state_says_prize CHECK ((state IN ('open', 'sent')) = (sku IS NOT NULL) AND (state = 'sent') = (sent_at IS NOT NULL)
        AND (state = 'credited') = (fen > 0)),
    CONSTRAINT draws_paid_with_purchase CHECK ((price_fen > 0) = (purchase_id IS NOT NULL))
);
COMMENT ON COLUMN draws.purchase_id IS 'the purchase that a box was bought in; the reference of its transfer';
COMMENT ON COLUMN draws.state IS 'open: goods that the campaign''s owner has still to send';
CREATE INDEX draws_buyer ON draws (campaign_id, organization_id);
CREATE INDEX draws_time ON draws (campaign_id, at);
CREATE INDEX draws_organization ON draws (organization_id, id DESC);
REVOKE DELETE ON draws FROM tributary_writer;

-- Tokens that a game handed in. Those by orders and by spending aren't kept: the ledger says which there are.
CREATE TABLE draw_tokens (
    campaign_id     bigint      NOT NULL REFERENCES campaigns,
    organization_id bigint      NOT NULL,
    at              timestamptz NOT NULL,
    token           text        NOT NULL,
    CONSTRAINT draw_tokens_once PRIMARY KEY (campaign_id, token)
);
CREATE INDEX draw_tokens_organization ON draw_tokens (campaign_id, organization_id);
REVOKE UPDATE, DELETE ON draw_tokens FROM tributary_writer;

ALTER TABLE draw_commitments ENABLE ROW LEVEL SECURITY;
ALTER TABLE draw_commitments FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON draw_commitments TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON draw_commitments FOR SELECT TO tributary_request USING (EXISTS (SELECT FROM campaigns c WHERE c.id = campaign_id));
ALTER TABLE draw_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE draw_log FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON draw_log TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON draw_log FOR SELECT TO tributary_request USING (EXISTS (SELECT FROM campaigns c WHERE c.id = campaign_id));
ALTER TABLE draws ENABLE ROW LEVEL SECURITY;
ALTER TABLE draws FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON draws TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON draws FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE draw_tokens ENABLE ROW LEVEL SECURITY;
ALTER TABLE draw_tokens FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON draw_tokens TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON draw_tokens FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

-- reward: money won, sales to prepaid; box: blind boxes bought, prepaid to sales.
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN ('deposit', 'sale', 'refund', 'reward', 'box'));
COMMENT ON COLUMN account_transfers.reference IS 'the shipment behind a sale, the return behind a refund, the draw behind a reward, the purchase behind boxes';
