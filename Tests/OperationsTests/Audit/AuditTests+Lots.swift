import Commerce

extension AuditTests {
    static let lots = [
        Corruption(
            what: "a lot has a bottle more than its level", sql: "UPDATE stock_lots SET on_hand = on_hand + 1 WHERE lot = 'L1'",
            breaks: ["stock_lots.on_hand"]),
        Corruption(what: "a lot was lost", sql: "DELETE FROM stock_lots WHERE warehouse_id = 3", breaks: ["stock_lots.on_hand"]),
        Corruption(
            what: "a lot lies where its SKU has no level", sql: "INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, 1, 2, 1)",
            breaks: ["stock_lots.on_hand"]),
        Corruption(what: "a lot is picked for nobody", sql: "UPDATE stock_lots SET picked = 1 WHERE lot = 'L1'", breaks: ["stock_lots.picked"]),
        Corruption(
            what: "a shipment left with less of its lots than was posted", sql: "UPDATE shipment_lots SET units = 14 WHERE shipment_id = 104",
            breaks: ["shipment_lots.units"]),
        Corruption(
            what: "a shipment that wasn't picked has a lot",
            sql: "INSERT INTO shipment_lots (shipment_id, units, line_no, warehouse_id, sku_id, lot) VALUES (102, 10, 0, 1, 1, '')",
            breaks: ["shipment_lots.units"]),
        Corruption(
            what: "a picked shipment has no lots", sql: "UPDATE shipments SET status = 'picked', picked_at = created_at WHERE id = 102",
            breaks: ["shipment_lots.units"]),
        Corruption(
            what: "a lot belongs to another than its warehouse", sql: "UPDATE stock_lots SET organization_id = 0 WHERE warehouse_id = 3",
            breaks: ["stock_lots.organization_id"]),
    ]

    /// What left before there were lots.
    static let withoutLots = "DELETE FROM shipment_lots;"
}
