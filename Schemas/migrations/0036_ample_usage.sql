-- A campaign's counter that is far from its limit is raised without being locked first; this ends the transaction when it isn't far any more.

-- NULL, of a counter that isn't there, isn't ample either.
CREATE FUNCTION require_ample_usage(is_ample boolean) RETURNS boolean LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF is_ample IS NOT TRUE THEN
        RAISE EXCEPTION 'a campaign has less left than was seen' USING ERRCODE = 'check_violation', CONSTRAINT = 'campaign_usage_ample';
    END IF;
    RETURN true;
END $$;
