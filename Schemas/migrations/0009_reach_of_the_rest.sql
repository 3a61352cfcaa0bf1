-- What is a region's or a distributor's own among the things that came without row-level security: who gives whom how much of a scarce
-- SKU, a region's assortment, price lists made for one region or distributor. SKUs stay readable by all of a brand (0002 says why).

ALTER TABLE allocations ENABLE ROW LEVEL SECURITY;
ALTER TABLE allocations FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON allocations TO tributary_writer USING (true) WITH CHECK (true);
-- Seen by its giver's side, and by whoever sees a share of it.
CREATE POLICY reach ON allocations FOR SELECT TO tributary_request
    USING ((giver_id >= (SELECT reach_lower()) AND giver_id < (SELECT reach_upper()))
        OR EXISTS (SELECT 1 FROM allocation_shares s WHERE s.allocation_id = id));

ALTER TABLE assortments ENABLE ROW LEVEL SECURITY;
ALTER TABLE assortments FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON assortments TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON assortments FOR SELECT TO tributary_request
    USING ((region_id >= (SELECT reach_lower()) AND region_id < (SELECT reach_upper())) OR region_id = (SELECT reach_region()));
ALTER TABLE assortment_skus ENABLE ROW LEVEL SECURITY;
ALTER TABLE assortment_skus FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON assortment_skus TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON assortment_skus FOR SELECT TO tributary_request
    USING ((region_id >= (SELECT reach_lower()) AND region_id < (SELECT reach_upper())) OR region_id = (SELECT reach_region()));

ALTER TABLE price_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE price_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON price_lists TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON price_lists FOR SELECT TO tributary_request
    USING (organization_id IS NULL OR (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()))
        OR organization_id = (SELECT reach_region()));
ALTER TABLE prices ENABLE ROW LEVEL SECURITY;
ALTER TABLE prices FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON prices TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON prices FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM price_lists l WHERE l.id = price_list_id));
