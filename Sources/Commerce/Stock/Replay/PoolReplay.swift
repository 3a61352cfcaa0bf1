/// Serves the demand of a history again, line by line in order of placing, under a pool policy of one's choice.
///
/// It counts what is free as orders do (`StockLevel`), and simplifies the rest the same way for every policy, so that two replays differ by
/// their policies alone:
/// - Lines are served one by one and take what there is, as if every order allowed a partial delivery. What is short is asked for once and
///   doesn't wait for goods.
/// - The tiers of the buyer's routes are asked strictly in their order, within a tier the warehouses in theirs.
/// - Units are held until the end of their day in Shanghai and leave with it: then the pool follows what is left, and shares of it are free.
/// - Allocations, credit and campaigns don't enter.
package struct PoolReplay {
    private struct Share: Hashable {
        let distributor: OrganizationID
        let row: StockKey
    }

    private let history: StockHistory
    private let policy: PoolPolicy
    private var levels: [StockKey: StockLevel]
    private var heldShares: [Share: Int64] = [:]
    /// Rows with holds of the day.
    private var heldRows: Set<StockKey> = []
    private var day = Int64.min
    private var tallies: [OrganizationID: PoolTally] = [:]

    /// - Complexity: Linear in changes and demand, times the warehouses that a line may ask.
    package static func run(_ history: StockHistory, under policy: PoolPolicy) -> PoolOutcome {
        var replay = PoolReplay(history: history, policy: policy, levels: history.opening)
        var next = 0
        for demand in history.demand {
            while next < history.changes.count, history.changes[next].at <= demand.at {
                replay.apply(history.changes[next])
                next += 1
            }
            replay.serve(demand)
        }
        return PoolOutcome(byDistributor: replay.tallies)
    }

    private init(history: StockHistory, policy: PoolPolicy, levels: [StockKey: StockLevel]) {
        self.history = history
        self.policy = policy
        self.levels = levels
    }

    /// The evening of a day: what was ordered on it leaves.
    private mutating func turn(to moment: Instant) {
        let today = moment.shanghaiDayNumber
        guard today > day else { return }
        day = today
        for row in heldRows {
            levels[row]?.shipHolds()
        }
        heldRows.removeAll(keepingCapacity: true)
        heldShares.removeAll(keepingCapacity: true)
    }

    /// Of what leaves, no more goes than nobody holds; the same arrives.
    private mutating func apply(_ change: StockHistory.Change) {
        turn(to: change.at)
        var units = change.units
        if let source = change.source {
            let row = StockKey(warehouse: source, sku: change.sku)
            units = min(units, levels[row]?.unheldUnits ?? 0)
            levels[row]?.onHand -= units
        }
        if let destination = change.destination, units > 0 {
            levels[StockKey(warehouse: destination, sku: change.sku), default: StockLevel()].onHand += units
        }
    }

    private mutating func serve(_ demand: StockHistory.Demand) {
        turn(to: demand.at)
        guard let distributor = demand.buyer.distributor else { return }
        let routes = history.routes[distributor] ?? StockHistory.Routes()
        let isStore = demand.buyer.kind == .store
        let pack = history.packUnits[demand.sku] ?? 1
        var missing = demand.units
        tallies[distributor, default: PoolTally()].ask(demand.units)
        for tier in isStore ? routes.storefrontTiers : routes.brandTiers where missing > 0 {
            for warehouse in routes.warehouses(of: tier) where missing > 0 {
                let row = StockKey(warehouse: warehouse, sku: demand.sku)
                let units = take(missing, of: row, in: tier, for: distributor, pack: pack, breaksCases: isStore)
                guard units > 0 else { continue }
                missing -= units
                tallies[distributor, default: PoolTally()].fill(units, from: tier)
            }
        }
        if missing > 0 { tallies[distributor, default: PoolTally()].fallShort(on: day) }
    }

    /// - Parameter breaksCases: Whether single bottles may be taken of what moves in cases, as stores do.
    /// - Returns: how many units are held now, at most `wanted`.
    private mutating func take(
        _ wanted: Int64, of row: StockKey, in tier: SourcingTier, for distributor: OrganizationID, pack: Int64, breaksCases: Bool
    ) -> Int64 {
        guard let level = levels[row], level.onHand > 0 else { return 0 }
        let hasPool = tier == .hq || tier == .pool
        let terms =
            hasPool
            ? PoolTerms(ratioBps: policy.ratioBps(of: row.sku), perDistributorBps: policy.perDistributorBps, packUnits: pack)
            : .noPool(packUnits: pack)
        let share = Share(distributor: distributor, row: row)
        let free = tier == .pool ? level.poolFree(terms, holding: heldShares[share] ?? 0) : level.generalFree(terms)
        let units = min(wanted, breaksCases ? free : free - free % pack)
        guard units > 0 else { return 0 }
        heldRows.insert(row)
        if tier == .pool {
            levels[row]?.poolReserved += units
            heldShares[share, default: 0] += units
        } else {
            levels[row]?.reserved += units
        }
        return units
    }
}

extension StockLevel {
    fileprivate var unheldUnits: Int64 { max(0, onHand - reserved - poolReserved) }

    fileprivate mutating func shipHolds() {
        onHand -= reserved + poolReserved
        reserved = 0
        poolReserved = 0
    }
}

extension Instant {
    /// The day it is in Asia/Shanghai, counted from 1970-01-01.
    fileprivate var shanghaiDayNumber: Int64 {
        (millisecondsSince1970 &+ Self.shanghaiOffsetMinutes &* 60_000).floorDivided(by: 86_400_000)
    }
}
