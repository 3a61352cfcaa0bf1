-- What is on hand has an age: the units of a stock level lie in lots, picked by what expires first, and a shipment knows the lots it left
-- with. Holds stay holds on levels: an order that is placed touches no lot.

CREATE TABLE stock_lots (
    organization_id bigint      NOT NULL,
    on_hand         bigint      NOT NULL DEFAULT 0,
    picked          bigint      NOT NULL DEFAULT 0,
    warehouse_id    int         NOT NULL,
    sku_id          int         NOT NULL,
    production_date date,
    best_before     date,
    lot             text        COLLATE "C" NOT NULL DEFAULT '',
    PRIMARY KEY (warehouse_id, sku_id, lot),
    CONSTRAINT stock_lots_on_hand_not_negative CHECK (on_hand >= 0),
    CONSTRAINT stock_lots_picked_within_on_hand CHECK (picked BETWEEN 0 AND on_hand),
    CONSTRAINT stock_lots_unnamed_without_dates CHECK (lot <> '' OR (production_date IS NULL AND best_before IS NULL)),
    CONSTRAINT stock_lots_kept_from_production CHECK (best_before >= production_date)
) WITH (fillfactor = 80);
COMMENT ON TABLE stock_lots IS 'the lots of a level add up to its on_hand; every change of on_hand changes them in the same transaction, under the level''s lock';
COMMENT ON COLUMN stock_lots.lot IS 'empty: units of which nobody said what lot they are of';
COMMENT ON COLUMN stock_lots.picked IS 'units assigned to picked shipments that haven''t left';
COMMENT ON COLUMN stock_lots.best_before IS 'the last day on which the lot may be picked, in Asia/Shanghai; null: it keeps for ever';
CREATE INDEX stock_lots_sku ON stock_lots (sku_id, lot);
CREATE INDEX stock_lots_best_before ON stock_lots (best_before);

-- Written when a shipment is picked; what is shorted or cancelled leaves it, what was sent stays.
CREATE TABLE shipment_lots (
    shipment_id     bigint      NOT NULL,
    units           bigint      NOT NULL,
    restocked_units bigint      NOT NULL DEFAULT 0,
    line_no         int         NOT NULL,
    warehouse_id    int         NOT NULL,
    sku_id          int         NOT NULL,
    lot             text        COLLATE "C" NOT NULL,
    PRIMARY KEY (shipment_id, line_no, lot),
    CONSTRAINT shipment_lots_restocked_within_units CHECK (restocked_units BETWEEN 0 AND units)
) WITH (fillfactor = 90);
COMMENT ON COLUMN shipment_lots.restocked_units IS 'units that returns brought back into the lot';

-- What is there is of no lot that anybody named, and so is what is picked. The tables' owner is held to their policies, which show it
-- nothing, unless they are lifted for the moment.
ALTER TABLE stock_levels NO FORCE ROW LEVEL SECURITY;
ALTER TABLE stock_holds NO FORCE ROW LEVEL SECURITY;
ALTER TABLE shipments NO FORCE ROW LEVEL SECURITY;
INSERT INTO shipment_lots (shipment_id, units, line_no, warehouse_id, sku_id, lot)
SELECT h.shipment_id, sum(h.units - h.posted_units - h.voided_units), h.line_no, h.warehouse_id, h.sku_id, ''
FROM shipments s JOIN stock_holds h ON h.shipment_id = s.id
WHERE s.status = 'picked' AND h.units > h.posted_units + h.voided_units
GROUP BY h.shipment_id, h.line_no, h.warehouse_id, h.sku_id;
INSERT INTO stock_lots (organization_id, on_hand, picked, warehouse_id, sku_id)
SELECT l.organization_id, l.on_hand, coalesce(p.units, 0), l.warehouse_id, l.sku_id
FROM stock_levels l LEFT JOIN (SELECT warehouse_id, sku_id, sum(units) AS units FROM shipment_lots GROUP BY 1, 2) p USING (warehouse_id, sku_id)
WHERE l.on_hand > 0;
ALTER TABLE stock_levels FORCE ROW LEVEL SECURITY;
ALTER TABLE stock_holds FORCE ROW LEVEL SECURITY;
ALTER TABLE shipments FORCE ROW LEVEL SECURITY;

-- Exact numbers are for those in whose reach the warehouse lies.
ALTER TABLE stock_lots ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock_lots FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON stock_lots TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON stock_lots FOR SELECT TO tributary_request
    USING (organization_id >= (SELECT reach_lower()) AND organization_id < (SELECT reach_upper()));
ALTER TABLE shipment_lots ENABLE ROW LEVEL SECURITY;
ALTER TABLE shipment_lots FORCE ROW LEVEL SECURITY;
CREATE POLICY writer ON shipment_lots TO tributary_writer USING (true) WITH CHECK (true);
CREATE POLICY reach ON shipment_lots FOR SELECT TO tributary_request
    USING (EXISTS (SELECT 1 FROM shipments s WHERE s.id = shipment_id));
