-- The outbox: what happened, written with what happened, read as a feed in commit order and pushed as signed webhooks.

CREATE TABLE outbox (
    id              bigint      NOT NULL,
    at              timestamptz NOT NULL,
    xid             xid8        NOT NULL DEFAULT pg_current_xact_id(),
    organization_id bigint      NOT NULL,
    type            text        NOT NULL,
    payload         text        NOT NULL
) PARTITION BY RANGE (at);
COMMENT ON COLUMN outbox.payload IS 'JSON, built by the server and never looked into here: text costs no parse';
COMMENT ON COLUMN outbox.organization_id IS 'who it is about: readers see what lies within their reach';
CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;
CREATE INDEX outbox_commit_order ON outbox (xid, id);

CREATE TABLE webhook_endpoints (
    id              bigint      PRIMARY KEY,
    organization_id bigint      NOT NULL REFERENCES organizations,
    created_at      timestamptz NOT NULL DEFAULT now(),
    cursor_xid      xid8        NOT NULL,
    cursor_id       bigint      NOT NULL DEFAULT 0,
    failures        int         NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    disabled_at     timestamptz,
    url             text        NOT NULL,
    secret          bytea       NOT NULL,
    types           text[]      NOT NULL DEFAULT '{}',
    last_failure    text
);
COMMENT ON COLUMN webhook_endpoints.cursor_xid IS 'everything up to (cursor_xid, cursor_id) was delivered; events go out in commit order, one after the other';
REVOKE ALL ON webhook_endpoints FROM tributary_request;
GRANT SELECT (id, organization_id, created_at, failures, next_attempt_at, disabled_at, url, types, last_failure) ON webhook_endpoints TO tributary_request;

ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON outbox TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON outbox FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE webhook_endpoints ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_endpoints FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON webhook_endpoints TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON webhook_endpoints FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));

-- Makes the monthly partitions of every partitioned table from last month to `months` ahead. Runs as the owner, whoever calls it,
-- because a server's own role may not create tables. A month that the default partition already has rows of stays there.
CREATE FUNCTION make_partitions(months int) RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    parent text;
    month  date;
    made   int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.make_partitions'));
    FOREACH parent IN ARRAY ARRAY['stock_movements', 'account_transfers', 'order_traces', 'outbox'] LOOP
        FOR month IN SELECT generate_series(date_trunc('month', now()) - interval '1 month', date_trunc('month', now()) + make_interval(months => months), interval '1 month')::date LOOP
            IF to_regclass(format('%I.%I', current_schema(), parent || to_char(month, '_YYYY_MM'))) IS NULL THEN
                BEGIN
                    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', parent || to_char(month, '_YYYY_MM'), parent,
                        month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
                    -- A policy binds the table that a query names: read directly, a partition would show every row.
                    EXECUTE format('REVOKE ALL ON %I FROM tributary_request', parent || to_char(month, '_YYYY_MM'));
                    made := made + 1;
                EXCEPTION WHEN check_violation THEN
                    NULL;
                END;
            END IF;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON stock_movements_default, account_transfers_default, order_traces_default, outbox_default FROM tributary_request;
REVOKE EXECUTE ON FUNCTION make_partitions(int) FROM PUBLIC, tributary_request;
SELECT make_partitions(2);
