-- A bonus or gift was given for money that stays: who takes stored principal out loses its bonus and pays for its gift. And a draw's log says what
-- money was left, so that anybody can check why a prize of money dropped out.

ALTER TABLE stored_top_ups
    ADD COLUMN withdrawn_fen bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT stored_top_ups_withdrawn_within CHECK (withdrawn_fen >= 0 AND withdrawn_fen <= principal_fen);
COMMENT ON COLUMN stored_top_ups.withdrawn_fen IS 'principal that was paid out; of a distributor''s top-ups the latest first';

-- bonusForfeit: stored bonus to sales; giftCharge: prepaid to sales.
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN (
    'deposit', 'sale', 'refund', 'reward', 'rewardReversal', 'box', 'forfeit', 'supply', 'supplyRefund', 'rebate', 'topUp', 'bonus', 'storedSpend',
    'storedRefund', 'bonusExpiry', 'withdrawal', 'bonusForfeit', 'giftCharge'));

ALTER TABLE draw_log
    ADD COLUMN money_left_fen bigint,
    ADD COLUMN limited_to_fen bigint,
    ADD COLUMN version int,
    ADD CONSTRAINT draw_log_money_not_negative CHECK (money_left_fen >= 0 AND limited_to_fen >= 0),
    ADD CONSTRAINT draw_log_limit_is_less CHECK (limited_to_fen IS NULL OR money_left_fen IS NULL OR limited_to_fen < money_left_fen);
COMMENT ON COLUMN draw_log.version IS 'of the campaign, in force at the draw; null: from before this was logged';
COMMENT ON COLUMN draw_log.money_left_fen IS 'what the draws before had left of that version''s budget; null: it has no end';
COMMENT ON COLUMN draw_log.limited_to_fen IS 'what limits of the buyer, its region or the day let it win, where that was less';
