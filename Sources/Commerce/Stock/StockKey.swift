/// Names one row of stock: a SKU in a warehouse.
package struct StockKey: Hashable, Comparable, Sendable {
    package let warehouse: WarehouseID
    package let sku: SKUID

    package init(warehouse: WarehouseID, sku: SKUID) {
        self.warehouse = warehouse
        self.sku = sku
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.warehouse, left.sku) < (right.warehouse, right.sku)
    }
}
