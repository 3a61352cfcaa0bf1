-- Goods that draws win leave by an order of their own, and a prize whose token's order came back is taken back: money from the account, or as a
-- receivable where the account doesn't cover it.

ALTER TABLE draws
    ADD COLUMN order_id bigint,
    ADD COLUMN reversed_fen bigint NOT NULL DEFAULT 0,
    ADD COLUMN forfeited boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT draws_state_known,
    DROP CONSTRAINT draws_state_says_prize,
    ADD CONSTRAINT draws_state_known CHECK (state IN ('nothing', 'credited', 'open', 'sent', 'reversed')),
    ADD CONSTRAINT draws_state_says_prize CHECK ((state = 'nothing') = (sku IS NULL AND fen = 0) AND (sku IS NULL OR fen = 0)
        AND (state <> 'credited' OR fen > 0) AND (state NOT IN ('open', 'sent') OR sku IS NOT NULL) AND (state = 'sent') = (sent_at IS NOT NULL)),
    ADD CONSTRAINT draws_order_sends CHECK (order_id IS NULL OR state = 'sent'),
    ADD CONSTRAINT draws_reversed_within_prize CHECK (reversed_fen >= 0 AND reversed_fen <= fen AND (reversed_fen = 0 OR state = 'reversed'));
COMMENT ON COLUMN draws.state IS 'open: goods that the campaign''s owner has still to send; reversed: what earned its token came back before it was kept';
COMMENT ON COLUMN draws.order_id IS 'the order that sends the goods; null before, after it was cancelled, and for goods that were sent before prizes were orders';
COMMENT ON COLUMN draws.reversed_fen IS 'money that was taken back; of a reversed draw the rest of its fen is a receivable';
COMMENT ON COLUMN draws.forfeited IS 'what earned its token came back while its goods were under way: a cancel of their order reverses it';
CREATE UNIQUE INDEX draws_order ON draws (order_id) WHERE order_id IS NOT NULL;
-- Earned tokens begin with their order's id: a range of texts, byte by byte.
CREATE INDEX draws_earned ON draws (organization_id, token COLLATE "C");
CREATE INDEX draws_owed ON draws (organization_id, id) WHERE state = 'reversed' AND reversed_fen < fen;

-- rewardReversal: money that was won goes back, prepaid to sales.
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN ('deposit', 'sale', 'refund', 'reward', 'box', 'supply', 'supplyRefund', 'rewardReversal'));
COMMENT ON COLUMN account_transfers.reference IS 'the shipment behind a sale, the return behind a refund, the draw behind a reward or its reversal, the purchase behind boxes';
