-- Fresh statistics after much was written at once (a seeded brand, a replayed ledger). ANALYZE wants the tables' owner, which no
-- server's role is, so the owner lends this one right.

CREATE FUNCTION refresh_statistics() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
DECLARE
    one text;
BEGIN
    FOR one IN
        SELECT relname FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        ORDER BY relname
    LOOP
        EXECUTE format('ANALYZE %I', one);
    END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION refresh_statistics() FROM PUBLIC, tributary_request;
