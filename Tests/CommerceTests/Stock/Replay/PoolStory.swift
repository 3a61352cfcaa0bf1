import Commerce

/// A small world for replays of the pool: Shanghai with two distributors, Beijing with one, each with a warehouse of its own; headquarters'
/// warehouse is 1 (and 2), the regional one of Shanghai 10. Time is told in days from 2026-02-01 and minutes of them, in Shanghai.
struct PoolStory {
    static let shanghai = OrganizationID.headquarters.child(31) ?? .headquarters
    static let beijing = OrganizationID.headquarters.child(11) ?? .headquarters
    static let first = shanghai.child(1) ?? .headquarters
    static let second = shanghai.child(2) ?? .headquarters
    static let north = beijing.child(1) ?? .headquarters
    static let headquarters = WarehouseID(1)
    static let secondHeadquarters = WarehouseID(2)
    static let regional = WarehouseID(10)
    /// Sold loose.
    static let loose = SKUID(1)
    /// In cases of six.
    static let cased = SKUID(2)
    static let begin = Instant(millisecondsSince1970: 1_769_875_200_000)

    static func own(_ distributor: OrganizationID) -> WarehouseID {
        WarehouseID(distributor == first ? 101 : distributor == second ? 102 : 103)
    }

    static func store(of distributor: OrganizationID) -> OrganizationID { distributor.child(7) ?? distributor }

    static func at(_ day: Int64, _ minute: Int64 = 0) -> Instant { begin.adding(days: day).adding(minutes: minute) }

    var opening: [StockKey: StockLevel] = [:]
    var changes: [StockHistory.Change] = []
    var demand: [StockHistory.Demand] = []
    var routes: [OrganizationID: StockHistory.Routes] = [:]

    init(_ stock: [(warehouse: WarehouseID, units: Int64)] = [], of sku: SKUID = loose) {
        for (warehouse, units) in stock { opening[StockKey(warehouse: warehouse, sku: sku)] = StockLevel(onHand: units) }
        for distributor in [Self.first, Self.second, Self.north] {
            routes[distributor] = StockHistory.Routes(
                own: [Self.own(distributor)], region: distributor == Self.north ? [] : [Self.regional],
                headquarters: [Self.headquarters, Self.secondHeadquarters])
        }
    }

    mutating func ask(_ units: Int64, by buyer: OrganizationID, _ at: Instant = PoolStory.at(0), of sku: SKUID = loose) {
        demand.append(StockHistory.Demand(at: at, buyer: buyer, sku: sku, units: units))
    }

    mutating func change(_ units: Int64, from source: WarehouseID? = nil, to destination: WarehouseID? = nil, _ at: Instant) {
        changes.append(StockHistory.Change(at: at, sku: Self.loose, source: source, destination: destination, units: units))
    }

    var history: StockHistory {
        StockHistory(opening: opening, changes: changes, demand: demand, routes: routes, packUnits: [Self.loose: 1, Self.cased: 6])
    }

    func replay(_ ratioBps: Int64, perDistributorBps: Int64 = 10_000) -> PoolOutcome {
        PoolReplay.run(history, under: PoolPolicy(ratioBps: ratioBps, perDistributorBps: perDistributorBps))
    }
}
