-- Group buys: buyers join a group one by one, each with an order that holds its goods and its money and waits until the group is full, or
-- is cancelled when its deadline comes first.

CREATE TABLE group_buys (
    id              bigint      PRIMARY KEY,
    campaign_id     bigint      NOT NULL,
    size            bigint      NOT NULL,
    joined          bigint      NOT NULL DEFAULT 0,
    opened_at       timestamptz NOT NULL,
    deadline        timestamptz NOT NULL,
    filled_at       timestamptz,
    settled_at      timestamptz,
    status          text        NOT NULL,
    CONSTRAINT group_buys_status_known CHECK (status IN ('open', 'filled', 'released', 'expired', 'failed')),
    CONSTRAINT group_buys_joined_within_size CHECK (joined >= 0 AND joined <= size AND size >= 2),
    CONSTRAINT group_buys_full_once_filled CHECK ((status IN ('filled', 'released')) = (joined = size)),
    CONSTRAINT group_buys_open_for_a_while CHECK (deadline > opened_at),
    CONSTRAINT group_buys_settled_at_the_end CHECK ((status IN ('released', 'failed')) = (settled_at IS NOT NULL))
) WITH (fillfactor = 80);
COMMENT ON COLUMN group_buys.joined IS 'seats that are taken; the orders of a filled group may be cancelled, its seats stay taken';
-- Buyers join one group of a campaign at a time.
CREATE UNIQUE INDEX group_buys_one_open ON group_buys (campaign_id) WHERE status = 'open';
CREATE INDEX group_buys_unsettled ON group_buys (deadline) WHERE status IN ('open', 'filled', 'expired');

CREATE TABLE group_buy_seats (
    order_id        bigint      PRIMARY KEY,
    group_id        bigint      NOT NULL REFERENCES group_buys,
    organization_id bigint      NOT NULL,
    freed           boolean     NOT NULL DEFAULT false
);
COMMENT ON COLUMN group_buy_seats.organization_id IS 'the distributor that buys';
COMMENT ON COLUMN group_buy_seats.freed IS 'its order was cancelled while the group was open';
CREATE INDEX group_buy_seats_group ON group_buy_seats (group_id, order_id);
CREATE UNIQUE INDEX group_buy_seats_one_each ON group_buy_seats (group_id, organization_id) WHERE NOT freed;

-- Read with the order that takes a seat, for whoever sees that.
ALTER TABLE group_buys ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_buys FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON group_buys TO tributary_writer USING (true) WITH CHECK (true);
ALTER TABLE group_buy_seats ENABLE ROW LEVEL SECURITY;
ALTER TABLE group_buy_seats FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON group_buy_seats TO tributary_writer USING (true) WITH CHECK (true);
REVOKE ALL ON group_buys, group_buy_seats FROM tributary_request;

-- An order that awaits its group, and its shipments, which nobody picks meanwhile.
ALTER TABLE orders DROP CONSTRAINT orders_status_known,
    ADD CONSTRAINT orders_status_known CHECK (status IN ('awaitingGroup', 'confirmed', 'backordered', 'fulfilled', 'cancelled'));
ALTER TABLE shipments DROP CONSTRAINT shipments_status_known,
    ADD CONSTRAINT shipments_status_known CHECK (status IN ('waiting', 'released', 'picked', 'shipped', 'delivered', 'cancelled'));
