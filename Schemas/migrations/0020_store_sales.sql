-- What stores sold, as they report it from their tills: what non-saturated supply (非饱和销售) and replenishment reckon with.

CREATE TABLE store_sales (
    organization_id bigint      NOT NULL REFERENCES organizations,
    units           bigint      NOT NULL,
    sku_id          int         NOT NULL REFERENCES skus,
    day             date        NOT NULL,
    PRIMARY KEY (organization_id, sku_id, day),
    CONSTRAINT store_sales_units_not_negative CHECK (units >= 0)
) WITH (fillfactor = 90);
COMMENT ON TABLE store_sales IS 'one row a store, SKU and day (Asia/Shanghai); reports of a day add up';

ALTER TABLE store_sales ENABLE ROW LEVEL SECURITY;
ALTER TABLE store_sales FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON store_sales TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON store_sales FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
