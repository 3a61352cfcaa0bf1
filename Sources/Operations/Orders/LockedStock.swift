import Commerce

/// The stock rows that a transaction has locked, with what it has decided so far. Orders of a batch are verified or planned on it one
/// after the other, so that none takes what an earlier one took.
struct LockedStock: StockReading {
    private(set) var levels: [StockKey: StockLevel] = [:]
    private var held: [PoolShareKey: Int64] = [:]
    private(set) var changes: [StockKey: HoldChange] = [:]
    private(set) var poolChanges: [PoolShareKey: Int64] = [:]

    init(levels: some Sequence<LockStock.Result>, held: some Sequence<ReadPoolShares.Result>) {
        for row in levels { self.levels[row.key] = row.level }
        for row in held { self.held[row.key] = row.held }
    }

    func level(_ warehouse: WarehouseID, _ sku: SKUID) -> StockLevel {
        levels[StockKey(warehouse: warehouse, sku: sku)] ?? StockLevel()
    }

    func poolHeld(_ key: PoolShareKey) -> Int64 {
        held[key] ?? 0
    }

    /// Whether every unit of the plan is still free.
    func covers(_ plan: SourcingPlan, for buyer: OrganizationID, terms: (SKUID, _ tier: SourcingTier) -> PoolTerms) -> Bool {
        for shipment in plan.shipments {
            let warehouse = WarehouseID(shipment.warehouse)
            // A SKU on several lines draws on one row several times.
            var wanted: [SKUID: (general: Int64, pool: Int64)] = [:]
            var isHeadquarters = false
            for line in shipment.lines {
                let sku = SKUID(line.sku)
                if line.stockClass == .pool {
                    wanted[sku, default: (0, 0)].pool += line.units
                } else {
                    wanted[sku, default: (0, 0)].general += line.units
                }
                isHeadquarters = isHeadquarters || line.tier == .hq || line.tier == .pool
            }
            for (sku, units) in wanted {
                let level = level(warehouse, sku)
                let terms = terms(sku, isHeadquarters ? .hq : .region)
                let key = PoolShareKey(distributor: buyer, warehouse: warehouse, sku: sku)
                guard units.general <= level.generalFree(terms), units.pool <= level.poolFree(terms, holding: poolHeld(key)) else {
                    return false
                }
            }
        }
        return true
    }

    mutating func hold(_ plan: SourcingPlan, for buyer: OrganizationID) {
        for shipment in plan.shipments {
            for line in shipment.lines {
                change(
                    StockKey(warehouse: WarehouseID(shipment.warehouse), sku: SKUID(line.sku)), by: line.units, line.stockClass, buyer: buyer)
            }
        }
    }

    /// Adds to a hold; a negative number gives back.
    mutating func change(_ key: StockKey, by units: Int64, _ stockClass: StockClass, buyer: OrganizationID) {
        var change = changes[key] ?? HoldChange(key: key, general: 0, pool: 0)
        switch stockClass {
        case .general:
            change.general += units
            levels[key, default: StockLevel()].reserved += units
        case .pool:
            change.pool += units
            levels[key, default: StockLevel()].poolReserved += units
            let share = PoolShareKey(distributor: buyer, warehouse: key.warehouse, sku: key.sku)
            held[share, default: 0] += units
            poolChanges[share, default: 0] += units
        }
        changes[key] = change
    }

    var boardRows: [BoardRow] {
        levels.map { BoardRow(warehouse: $0.key.warehouse, sku: $0.key.sku, level: $0.value) }
    }

    var heldAfter: [PoolShareKey: Int64] {
        held
    }

    /// In key order, as the rows were locked.
    var sortedChanges: [HoldChange] {
        changes.values.sorted { $0.key < $1.key }
    }

    var sortedPoolChanges: [(key: PoolShareKey, units: Int64)] {
        poolChanges.map { (key: $0.key, units: $0.value) }.sorted { $0.key < $1.key }
    }
}

/// Stock of which some rows give nothing.
struct StockWithout: StockReading {
    private let withheld: Set<StockKey>
    private let stock: LockedStock

    init(_ withheld: Set<StockKey>, of stock: LockedStock) {
        self.withheld = withheld
        self.stock = stock
    }

    func level(_ warehouse: WarehouseID, _ sku: SKUID) -> StockLevel {
        withheld.contains(StockKey(warehouse: warehouse, sku: sku)) ? StockLevel() : stock.level(warehouse, sku)
    }

    func poolHeld(_ key: PoolShareKey) -> Int64 {
        stock.poolHeld(key)
    }
}
