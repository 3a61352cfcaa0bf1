-- Period rebates: what each distributor earned with what it received in a campaign's period, and what of it is on its account.

-- A row is written under the lock of its campaign's row and of its distributor's account; those of one distributor meet in the latter.
CREATE TABLE rebate_statements (
    campaign_id     bigint      NOT NULL REFERENCES campaigns,
    organization_id bigint      NOT NULL,
    units           bigint      NOT NULL,
    earned_fen      bigint      NOT NULL,
    posted_fen      bigint      NOT NULL DEFAULT 0,
    settled_fen     bigint      NOT NULL DEFAULT 0,
    carried_fen     bigint      NOT NULL DEFAULT 0,
    day_fen         bigint      NOT NULL DEFAULT 0,
    updated_at      timestamptz NOT NULL,
    day             int         NOT NULL DEFAULT 0,
    PRIMARY KEY (campaign_id, organization_id),
    CONSTRAINT rebate_statements_not_negative CHECK (units >= 0 AND earned_fen >= 0 AND posted_fen >= 0 AND day_fen >= 0 AND day_fen <= posted_fen),
    CONSTRAINT rebate_statements_carries_too_much_given CHECK (carried_fen = least(0, earned_fen - posted_fen - settled_fen))
) WITH (fillfactor = 70);
COMMENT ON COLUMN rebate_statements.organization_id IS 'the distributor';
COMMENT ON COLUMN rebate_statements.units IS 'received in the period and not returned';
COMMENT ON COLUMN rebate_statements.settled_fen IS 'what made up for what the distributor''s other statements carry; below zero what others made up for of this one''s';
COMMENT ON COLUMN rebate_statements.day_fen IS 'what of posted_fen was posted on the day of the last posting';
COMMENT ON COLUMN rebate_statements.day IS 'that day, as days since 1970-01-01 in Asia/Shanghai';
CREATE INDEX rebate_statements_organization ON rebate_statements (organization_id, campaign_id);
REVOKE DELETE ON rebate_statements FROM tributary_writer;

ALTER TABLE rebate_statements ENABLE ROW LEVEL SECURITY;
ALTER TABLE rebate_statements FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON rebate_statements TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON rebate_statements FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

-- What a distributor received in a period, without a look at all it ever ordered.
CREATE INDEX shipments_delivered ON shipments (organization_id, delivered_at) WHERE delivered_at IS NOT NULL;

-- rebate: a period's, sales to prepaid.
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN ('deposit', 'sale', 'refund', 'reward', 'box', 'supply', 'supplyRefund', 'rewardReversal', 'rebate'));
COMMENT ON COLUMN account_transfers.reference IS 'the shipment behind a sale, the return behind a refund, the draw behind a reward, the purchase behind boxes, the campaign behind a rebate';
