-- A warehouse's movements, newest first, are read from an index instead of being sorted out of the whole ledger.

CREATE INDEX stock_movements_warehouse ON stock_movements (warehouse_id, at);
