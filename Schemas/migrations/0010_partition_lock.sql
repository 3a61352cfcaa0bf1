-- A new partition needs its table for itself for a moment. Behind one long reader that wait would hold up every insert that comes after it,
-- so each table is seen to in a transaction of its own and the wait is given up soon: the job comes again.

CREATE FUNCTION make_partitions(parent text, months int) RETURNS int
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $$
DECLARE
    month date;
    part  text;
    made  int := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext(current_schema() || '.make_partitions.' || parent));
    FOR month IN SELECT generate_series(date_trunc('month', now()) - interval '1 month', date_trunc('month', now()) + make_interval(months => months), interval '1 month')::date LOOP
        part := parent || to_char(month, '_YYYY_MM');
        IF to_regclass(format('%I.%I', current_schema(), part)) IS NULL THEN
            BEGIN
                EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', part, parent,
                    month || ' 00:00:00+00', (month + interval '1 month')::date || ' 00:00:00+00');
                -- A policy binds the table that a query names: read directly, a partition would show every row.
                EXECUTE format('REVOKE ALL ON %I FROM tributary_request', part);
                made := made + 1;
            EXCEPTION WHEN check_violation THEN
                -- The default partition already has rows of this month: they stay there.
                NULL;
            END;
        END IF;
    END LOOP;
    RETURN made;
END $$;
REVOKE EXECUTE ON FUNCTION make_partitions(text, int) FROM PUBLIC, tributary_request;

-- Servers of the version before still call it.
ALTER FUNCTION make_partitions(int) SET lock_timeout = '2s';
