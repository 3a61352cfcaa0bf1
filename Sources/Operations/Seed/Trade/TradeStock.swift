import Commerce

/// What is on hand and held while the past goes by, by the same rules as orders have it.
struct TradeStock {
    /// Units that one warehouse gives to a line.
    struct Part: Sendable {
        let line: Int
        let warehouse: WarehouseID
        let sku: SKUID
        let fromPool: Bool
        let units: Int64
    }

    private struct Share: Hashable {
        let distributor: OrganizationID
        let row: StockKey
    }

    private(set) var levels: [StockKey: StockLevel]
    private var heldShares: [Share: Int64] = [:]
    private let setting: TradeSetting
    /// Of each storefront, headquarters' warehouses with the nearest first.
    private let nearest: [[TradeWarehouse]]
    /// What left each of headquarters' rows since it was last filled up.
    private var leftHeadquarters: [StockKey: Int64] = [:]

    init(_ setting: TradeSetting) {
        self.setting = setting
        levels = setting.centralUnits.mapValues { StockLevel(onHand: $0) }
        let factor = setting.sourcing.roadFactorBps
        let places = setting.headquarters.map { (warehouse: $0, point: SpherePoint($0.place)) }
        nearest = setting.storefronts.map { storefront in
            let point = SpherePoint(storefront.warehouse.place)
            return places.map { (warehouse: $0.warehouse, metres: $0.point.roadMetres(to: point, roadFactorBps: factor)) }
                .sorted { ($0.metres, $0.warehouse.id.rawValue) < ($1.metres, $1.warehouse.id.rawValue) }.map(\.warehouse)
        }
    }

    mutating func receive(_ units: Int64, _ row: StockKey) {
        levels[row, default: StockLevel()].onHand += units
    }

    /// First from the distributor's own warehouse, then from the pool, as `own → pool` says.
    /// - Returns: nil when not all of it is there.
    func parts(of line: Int, _ sku: SellableSKU, units: Int64, for storefront: Int) -> [Part]? {
        var missing = units
        var parts: [Part] = []
        func take(_ free: Int64, _ warehouse: WarehouseID, fromPool: Bool) {
            let here = min(missing, free)
            guard here > 0 else { return }
            missing -= here
            parts.append(Part(line: line, warehouse: warehouse, sku: sku.id, fromPool: fromPool, units: here))
        }
        let own = setting.storefronts[storefront].warehouse.id
        take(levels[StockKey(warehouse: own, sku: sku.id)]?.generalFree(.noPool(packUnits: sku.packUnits)) ?? 0, own, fromPool: false)
        for warehouse in nearest[storefront] where missing > 0 {
            take(poolFree(warehouse.id, sku, for: storefront), warehouse.id, fromPool: true)
        }
        return missing == 0 ? parts : nil
    }

    func poolFree(_ warehouse: WarehouseID, _ sku: SellableSKU, for storefront: Int) -> Int64 {
        let row = StockKey(warehouse: warehouse, sku: sku.id)
        let terms = PoolTerms(ratioBps: setting.pool.ratioBps(of: sku.id), perDistributorBps: setting.pool.perDistributorBps, packUnits: sku.packUnits)
        let held = heldShares[Share(distributor: setting.storefronts[storefront].seller.organization, row: row)] ?? 0
        return levels[row]?.poolFree(terms, holding: held) ?? 0
    }

    mutating func hold(_ part: Part, for storefront: Int) {
        let row = StockKey(warehouse: part.warehouse, sku: part.sku)
        guard part.fromPool else {
            levels[row]?.reserved += part.units
            return
        }
        levels[row]?.poolReserved += part.units
        heldShares[Share(distributor: setting.storefronts[storefront].seller.organization, row: row), default: 0] += part.units
    }

    /// What was held leaves.
    mutating func ship(_ part: Part, for storefront: Int) {
        let row = StockKey(warehouse: part.warehouse, sku: part.sku)
        levels[row]?.onHand -= part.units
        guard part.fromPool else {
            levels[row]?.reserved -= part.units
            return
        }
        levels[row]?.poolReserved -= part.units
        heldShares[Share(distributor: setting.storefronts[storefront].seller.organization, row: row), default: 0] -= part.units
        leftHeadquarters[row, default: 0] += part.units
    }

    /// Fills headquarters' rows up to what they had at first.
    /// - Returns: what came in, by warehouse and SKU.
    mutating func fillHeadquarters() -> [(row: StockKey, units: Int64)] {
        let filled = leftHeadquarters.filter { $0.value > 0 }.map { (row: $0.key, units: $0.value) }
            .sorted { ($0.row.warehouse.rawValue, $0.row.sku.rawValue) < ($1.row.warehouse.rawValue, $1.row.sku.rawValue) }
        for (row, units) in filled { receive(units, row) }
        leftHeadquarters = [:]
        return filled
    }
}
