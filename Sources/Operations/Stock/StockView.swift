package import Commerce

/// One SKU in one warehouse as a caller sees it.
package struct StockView: Sendable, Equatable {
    /// What only those see in whose reach the warehouse lies.
    package struct Books: Sendable, Equatable {
        package let onHand: Int64
        package let reserved: Int64
        package let poolReserved: Int64
        package let safetyStock: Int64
    }

    package let warehouse: Code
    package let sku: Code
    /// Nil for a warehouse that a node above publishes.
    package let books: Books?
    package let generalFree: Int64
    package let poolFree: Int64

    init(warehouse: Code, sku: Code, level: StockLevel, terms: PoolTerms, showsBooks: Bool) {
        self.warehouse = warehouse
        self.sku = sku
        books =
            showsBooks
            ? Books(onHand: level.onHand, reserved: level.reserved, poolReserved: level.poolReserved, safetyStock: level.safetyStock) : nil
        generalFree = level.generalFree(terms)
        poolFree = level.poolFree(terms)
    }
}

extension PoolPolicy {
    /// The terms for a SKU in a warehouse of this kind: only headquarters' warehouses have a pool.
    func terms(of sku: SKUID, packUnits: Int64, in kind: WarehouseKind) -> PoolTerms {
        guard kind == .hq else { return .noPool(packUnits: packUnits) }
        return PoolTerms(ratioBps: ratioBps(of: sku), perDistributorBps: perDistributorBps, packUnits: packUnits)
    }
}
