import Commerce
import Operations

/// The replayed brand's stock as the answers tell it, so that what another rule would have done can be worked out on the same stock:
/// each line filled from the nearest warehouse that has some, then the next. It follows receipts, holds, despatches, restocked returns and what
/// each store holds of the pool.
///
/// It ignores that orders of one day are decided at the same moment: they are taken in the order of their answers, so that an order may be
/// compared on stock a few orders older or newer than that it was planned on. Safety stock, allocations and pool ratios of single SKUs are
/// left out because the replayed brand has none.
struct MirrorStock {
    /// Units of an item that an order holds in a warehouse.
    struct Hold {
        let warehouse: Int
        let item: Int
        let units: Int64
        let isPool: Bool
    }

    private struct PoolShare: Hashable {
        let store: Int
        let warehouse: Int
        let item: Int
    }

    private var levels: [[StockLevel]]
    /// What each store holds of the pool; pool shares that came back to nothing aren't kept.
    private var poolHeld: [PoolShare: Int64] = [:]
    /// By store: the warehouses it may draw on, nearest first.
    private var reachable: [Int: [Int]] = [:]
    private let map: ReplayMap
    private let points: [SpherePoint]
    private let terms = PoolTerms(ratioBps: 3000, perDistributorBps: 2000, packUnits: 1)

    init(_ brand: ReplayBrand) {
        levels = brand.warehouseCodes.map { _ in [StockLevel](repeating: StockLevel(), count: brand.ledger.items.count) }
        map = brand.map
        points = brand.warehousePlaces.map { SpherePoint($0) }
    }

    func level(_ warehouse: Int, _ item: Int) -> StockLevel { levels[warehouse][item] }

    /// A receipt, or a return that is restocked.
    mutating func receive(_ warehouse: Int, _ item: Int, _ units: Int64) {
        levels[warehouse][item].onHand += units
    }

    mutating func hold(_ hold: Hold, for store: Int) {
        change(hold, for: store, by: hold.units)
    }

    /// What was held leaves the warehouse.
    mutating func despatch(_ hold: Hold, for store: Int) {
        levels[hold.warehouse][hold.item].onHand -= hold.units
        change(hold, for: store, by: -hold.units)
    }

    private mutating func change(_ hold: Hold, for store: Int, by units: Int64) {
        guard hold.isPool else {
            levels[hold.warehouse][hold.item].reserved += units
            return
        }
        levels[hold.warehouse][hold.item].poolReserved += units
        let share = PoolShare(store: store, warehouse: hold.warehouse, item: hold.item)
        let held = poolHeld[share, default: 0] + units
        poolHeld[share] = held == 0 ? nil : held
    }

    /// How many warehouses nearest-first per line would open for these lines, of those the store may draw on.
    mutating func nearestFirst(_ lines: [(item: Int, units: Int64)], for store: Int) -> Int {
        // Lines of one item draw on the same stock.
        var wanted: [(item: Int, units: Int64)] = []
        var placeOf: [Int: Int] = [:]
        for line in lines {
            if let place = placeOf[line.item] {
                wanted[place].units += line.units
            } else {
                placeOf[line.item] = wanted.count
                wanted.append(line)
            }
        }
        var opened: Set<Int> = []
        for line in wanted {
            var missing = line.units
            for warehouse in nearest(to: store) where missing > 0 {
                let taken = min(missing, free(warehouse, line.item, for: store))
                guard taken > 0 else { continue }
                opened.insert(warehouse)
                missing -= taken
            }
        }
        return opened.count
    }

    private func free(_ warehouse: Int, _ item: Int, for store: Int) -> Int64 {
        let level = levels[warehouse][item]
        guard warehouse < map.headquartersWarehouses.count else { return level.generalFree(.noPool(packUnits: 1)) }
        let held = poolHeld[PoolShare(store: store, warehouse: warehouse, item: item), default: 0]
        return level.generalFree(terms) + level.poolFree(terms, holding: held)
    }

    private mutating func nearest(to store: Int) -> [Int] {
        if let known = reachable[store] { return known }
        let buyer = SpherePoint(map.places[store])
        let own = map.headquartersWarehouses.count
        let all = (Array(0..<own) + [own + map.regions[store]])
            .map { (warehouse: $0, metres: points[$0].roadMetres(to: buyer, roadFactorBps: 10_000)) }
        let sorted = all.sorted { ($0.metres, $0.warehouse) < ($1.metres, $1.warehouse) }.map(\.warehouse)
        reachable[store] = sorted
        return sorted
    }
}
