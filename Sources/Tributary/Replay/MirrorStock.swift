import Commerce
import Operations

/// The replayed brand's stock as the answers tell it, so that what another rule would have done can be worked out on the same stock:
/// each line filled from the nearest warehouse that has some, then the next.
struct MirrorStock {
    private var levels: [[StockLevel]]
    private let isHeadquarters: [Bool]
    private let points: [SpherePoint]
    private let terms = PoolTerms(ratioBps: 3000, perDistributorBps: 2000, packUnits: 1)

    init(_ brand: ReplayBrand) {
        levels = brand.warehouseCodes.map { _ in [StockLevel](repeating: StockLevel(), count: brand.ledger.items.count) }
        isHeadquarters = brand.warehouseCodes.indices.map { $0 < brand.map.headquartersWarehouses.count }
        points = brand.warehousePlaces.map { SpherePoint($0) }
    }

    mutating func receive(_ warehouse: Int, _ item: Int, _ units: Int64) {
        levels[warehouse][item].onHand += units
    }

    mutating func hold(_ warehouse: Int, _ item: Int, _ units: Int64, pool: Bool) {
        if pool { levels[warehouse][item].poolReserved += units } else { levels[warehouse][item].reserved += units }
    }

    /// How many warehouses nearest-first per line would open for these lines, of those this buyer may draw on.
    func nearestFirst(_ lines: [(item: Int, units: Int64)], region: Int, at place: Coordinates) -> Int {
        let buyer = SpherePoint(place)
        let reachable = levels.indices.filter { isHeadquarters[$0] || $0 == isHeadquarters.count(where: { $0 }) + region }
            .sorted { points[$0].roadMetres(to: buyer, roadFactorBps: 10_000) < points[$1].roadMetres(to: buyer, roadFactorBps: 10_000) }
        var opened: Set<Int> = []
        for line in lines {
            var missing = line.units
            for warehouse in reachable where missing > 0 {
                let level = levels[warehouse][line.item]
                let terms = isHeadquarters[warehouse] ? terms : .noPool(packUnits: 1)
                let taken = min(missing, level.generalFree(terms) + (isHeadquarters[warehouse] ? level.poolFree(terms, holding: 0) : 0))
                guard taken > 0 else { continue }
                opened.insert(warehouse)
                missing -= taken
            }
        }
        return opened.count
    }
}
