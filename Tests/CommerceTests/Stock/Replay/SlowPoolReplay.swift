import Commerce

/// The same rules bottle by bottle, for SKUs that are sold loose.
struct SlowPoolReplay {
    private struct Row {
        var onHand: Int64
        var safety: Int64
        var general: Int64 = 0
        var pool: Int64 = 0
        var poolOf: [OrganizationID: Int64] = [:]
    }

    private var rows: [StockKey: Row] = [:]
    private var day = Int64.min

    /// Bottles by distributor and tier.
    static func run(_ history: StockHistory, under policy: PoolPolicy) -> [OrganizationID: [SourcingTier: Int64]] {
        var replay = SlowPoolReplay()
        for (key, level) in history.opening { replay.rows[key] = Row(onHand: level.onHand, safety: level.safetyStock) }
        var filled: [OrganizationID: [SourcingTier: Int64]] = [:]
        for (index, demand) in history.demand.enumerated() {
            let before = index == 0 ? Int64.min : history.demand[index - 1].at.millisecondsSince1970
            for change in history.changes where change.at.millisecondsSince1970 > before && change.at <= demand.at { replay.apply(change) }
            replay.begin(demand.at)
            guard let distributor = demand.buyer.distributor, let routes = history.routes[distributor] else { continue }
            for _ in 0..<demand.units {
                let tiers = demand.buyer.kind == .store ? routes.storefrontTiers : routes.brandTiers
                let tier = tiers.first { tier in
                    routes.warehouses(of: tier).contains { replay.takeOne(StockKey(warehouse: $0, sku: demand.sku), tier, distributor, policy) }
                }
                guard let tier else { break }
                filled[distributor, default: [:]][tier, default: 0] += 1
            }
        }
        return filled
    }

    private mutating func begin(_ moment: Instant) {
        let today = (moment.millisecondsSince1970 + 8 * 3_600_000).floorDivided(by: 86_400_000)
        guard today != day else { return }
        day = today
        for key in rows.keys {
            guard let row = rows[key] else { continue }
            rows[key] = Row(onHand: row.onHand - row.general - row.pool, safety: row.safety)
        }
    }

    private mutating func apply(_ change: StockHistory.Change) {
        begin(change.at)
        for _ in 0..<change.units {
            if let source = change.source {
                let key = StockKey(warehouse: source, sku: change.sku)
                guard let row = rows[key], row.onHand > row.general + row.pool else { return }
                rows[key]?.onHand -= 1
            }
            if let destination = change.destination {
                rows[StockKey(warehouse: destination, sku: change.sku), default: Row(onHand: 0, safety: 0)].onHand += 1
            }
        }
    }

    private mutating func takeOne(_ key: StockKey, _ tier: SourcingTier, _ distributor: OrganizationID, _ policy: PoolPolicy) -> Bool {
        guard let row = rows[key] else { return false }
        let ratio = tier == .hq || tier == .pool ? policy.overrides[key.sku] ?? policy.ratioBps : 0
        let cap = row.onHand * ratio / 10_000
        guard tier == .pool else {
            guard row.general + max(cap, row.pool) + row.safety < row.onHand else { return false }
            rows[key]?.general += 1
            return true
        }
        let share = max(1, cap * policy.perDistributorBps / 10_000)
        guard row.pool < cap, row.general + row.pool < row.onHand, (row.poolOf[distributor] ?? 0) < share else { return false }
        rows[key]?.pool += 1
        rows[key]?.poolOf[distributor, default: 0] += 1
        return true
    }
}
