package import Commerce
import Postgres

extension Work {
    /// Sets what ordinary orders leave in a warehouse of one SKU. Lowering it frees stock, which goes to waiting backorders first.
    /// - Throws: 404 for a warehouse out of sight, 403 for one that isn't the caller's, 422 `UNKNOWN_SKU`.
    package func setSafetyStock(_ units: Int64, of sku: Code, in warehouse: Code) async throws -> StockView {
        let (warehouses, skus) = try await run(WarehousesNamed(codes: [warehouse]), SKUsNamed(codes: [sku], for: caller))
        guard let place = warehouses.first, caller.seesWarehouses(of: place.owner) else { throw Reason.absent("warehouse") }
        guard caller.keepsStock(of: place.owner) else { throw MovementRefusal.notYours(warehouse) }
        guard let found = skus.first else { throw AllocationRefusal.unknownSKU }
        let key = StockKey(warehouse: place.id, sku: found.id)
        let awaited = place.kind == .distributor ? [] : try await lockWaitingOrders(of: [found.id])
        let (_, levels) = try await run(
            MakeStockRows(rows: [(place.owner, key)]), LockStock(keys: rowsToFill(awaited).union([key]).sorted()))
        var level = levels.first { $0.key == key }?.level ?? StockLevel()
        if units < level.safetyStock, place.kind != .distributor { stockFreed([found.id]) }
        level.safetyStock = units
        _ = try await run(UpdateSafetyStock(key: key, units: units))
        stockChanged([BoardRow(warehouse: place.id, sku: found.id, level: level)])
        let terms = brand.catalog.current.pool.terms(of: found.id, packUnits: found.packUnits, in: place.kind)
        return StockView(warehouse: warehouse, sku: sku, level: level, terms: terms, showsBooks: true)
    }
}

private struct UpdateSafetyStock: Statement {
    static let sql = "UPDATE stock_levels SET safety_stock = $3 WHERE warehouse_id = $1 AND sku_id = $2"
    let key: StockKey
    let units: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(key.warehouse.rawValue)
        parameters.append(key.sku.rawValue)
        parameters.append(units)
    }
}
