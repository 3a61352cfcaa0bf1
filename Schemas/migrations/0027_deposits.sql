-- Advance sales: an order holds a deposit at once and its balance when the buyer pays it by a date; its goods are reserved meanwhile and ship
-- after another.

CREATE TABLE order_advances (
    order_id        bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL,
    balance_fen     bigint      NOT NULL,
    balance_due     timestamptz NOT NULL,
    ships_after     timestamptz NOT NULL,
    paid_at         timestamptz,
    forfeited_fen   bigint      NOT NULL DEFAULT 0,
    status          text        NOT NULL,
    lines           int[]       NOT NULL,
    line_units      bigint[]    NOT NULL,
    line_fen        bigint[]    NOT NULL,
    CONSTRAINT order_advances_status_known CHECK (status IN ('unpaid', 'paid', 'released', 'forfeited', 'givenBack')),
    CONSTRAINT order_advances_paid_at_a_time CHECK (
        CASE WHEN status IN ('paid', 'released') THEN paid_at IS NOT NULL WHEN status = 'unpaid' THEN paid_at IS NULL AND balance_fen > 0 ELSE true END),
    CONSTRAINT order_advances_forfeited_when_it_says_so CHECK (forfeited_fen >= 0 AND (forfeited_fen > 0) = (status = 'forfeited')),
    CONSTRAINT order_advances_ships_once_due CHECK (balance_fen >= 0 AND ships_after >= balance_due),
    CONSTRAINT order_advances_lines_of_one_length CHECK (cardinality(lines) = cardinality(line_units) AND cardinality(lines) = cardinality(line_fen))
) WITH (fillfactor = 80);
COMMENT ON COLUMN order_advances.organization_id IS 'the distributor that buys';
COMMENT ON COLUMN order_advances.balance_fen IS 'what is held when the balance is paid; the order''s other money was held when it was placed';
COMMENT ON COLUMN order_advances.line_fen IS 'the deposit of each line in lines, frozen over its line_units';
CREATE INDEX order_advances_unpaid ON order_advances (balance_due, order_id) WHERE status = 'unpaid';
CREATE INDEX order_advances_to_ship ON order_advances (ships_after, order_id) WHERE status = 'paid';

ALTER TABLE order_advances ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_advances FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON order_advances TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON order_advances FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

ALTER TABLE orders DROP CONSTRAINT orders_status_known,
    ADD CONSTRAINT orders_status_known CHECK (status IN ('awaitingGroup', 'awaitingBalance', 'confirmed', 'backordered', 'fulfilled', 'cancelled'));
ALTER TABLE account_transfers DROP CONSTRAINT account_transfers_kind_known;
ALTER TABLE account_transfers ADD CONSTRAINT account_transfers_kind_known CHECK (kind IN (
    'deposit', 'sale', 'refund', 'reward', 'rewardReversal', 'box', 'forfeit', 'supply', 'supplyRefund', 'rebate', 'topUp', 'bonus', 'storedSpend',
    'storedRefund', 'bonusExpiry', 'withdrawal'));
