package import Commerce
import Postgres

/// What a ranking of stores came to.
package struct StoreRanking: Equatable, Sendable {
    /// Those that the rules rank: not those whose tier their distributor set itself.
    package var stores = 0
    package var changed = 0

    package init(stores: Int = 0, changed: Int = 0) {
        self.stores = stores
        self.changed = changed
    }
}

extension Brand {
    /// Ranks the stores of a storefront by its rules as of now, a part at a time, each in a transaction of its own. Stores whose tier was set by
    /// hand are left alone.
    /// - Throws: `StorefrontRefusal.unknownStorefront` for any distributor but the caller, and when it has no storefront.
    package func rankStores(of distributor: Code, as caller: Caller) async throws -> StoreRanking {
        guard distributor == caller.code, caller.role == .distributor else { throw StorefrontRefusal.unknownStorefront }
        _ = try await storefront(of: distributor, as: caller)
        return try await rankStores(of: caller.organization, as: caller)
    }

    /// Ranks the stores of every storefront that hasn't been ranked since the day began in Shanghai: nightly, when it is asked for often enough.
    /// Two servers that do it at once do the work twice and change nothing twice.
    package func rankAllStores() async throws -> StoreRanking {
        var total = StoreRanking()
        let dayStart = Instant(
            millisecondsSince1970: (Int64(clock.now().shanghaiDay.daysSince1970) * 1440 - Instant.shanghaiOffsetMinutes) * 60_000)
        while !Task.isCancelled {
            let due = try await writer.run(UnrankedStorefronts(dayStart: dayStart))
            for distributor in due {
                let one = try await rankStores(of: OrganizationID(distributor), as: .system)
                total.stores += one.stores
                total.changed += one.changed
            }
            if due.count < UnrankedStorefronts.part { break }
        }
        return total
    }

    private func rankStores(of distributor: OrganizationID, as caller: Caller) async throws -> StoreRanking {
        var total = StoreRanking()
        var after: OrganizationID? = distributor
        while let start = after {
            let part = try await work(for: caller) { try await $0.rankPart(of: distributor, after: start) }
            total.stores += part.ranking.stores
            total.changed += part.ranking.changed
            after = part.next
        }
        _ = try await writer.run(MarkRanked(distributor: distributor, at: clock.now()))
        return total
    }
}

extension Work {
    fileprivate func rankPart(of distributor: OrganizationID, after: OrganizationID) async throws -> (ranking: StoreRanking, next: OrganizationID?) {
        let rules = try await tierRules(of: distributor)
        let stores = try await run(LockRankedStores(distributor: distributor, after: after, from: rules.windowStart(at: now)))
        var tiers: [(store: OrganizationID, tier: StoreTier)] = []
        var changes: [NewStoreChange] = []
        for store in stores {
            let tier = rules.tier(of: store.figures, at: now)
            guard tier != store.tier else { continue }
            tiers.append((store.id, tier))
            changes.append(
                NewStoreChange(
                    store: store.id, kind: .tier, was: store.tier.rawValue, became: tier.rawValue, reason: "tier rules",
                    figures: rules.figures(store.figures, at: now)))
        }
        if !tiers.isEmpty { _ = try await run(SetTiers(tiers: tiers, at: now)) }
        try await note(changes, codes: Dictionary(stores.map { ($0.id, $0.code) }) { first, _ in first }, of: distributor)
        return (
            StoreRanking(stores: stores.count, changed: changes.count), stores.count < LockRankedStores.part ? nil : stores.last?.id
        )
    }
}

/// What the orders of one store come to, as the ranking counts them: less what went back to it for goods that it returned.
enum StoreOrders {
    static func sql(store: String, from: String) -> String {
        """
        SELECT count(*) AS orders,
               coalesce(sum(total_fen - (SELECT coalesce(sum(r.refund_fen), 0) FROM returns r WHERE r.order_id = orders.id)), 0)::bigint AS total_fen,
               max(placed_at) AS last_placed_at
        FROM orders WHERE organization_id = \(store) AND placed_at >= \(from) AND status <> 'cancelled'
        """
    }
}

extension StoreFigures {
    init(from row: inout RowReader) throws {
        self.init(orders: try row.next(), totalFen: try row.next(), lastPlacedAt: try row.next(Timestamp?.self).map { Instant($0) })
    }
}

struct CountStoreOrders: Statement {
    struct Result: RowDecodable {
        let figures: StoreFigures
        init(from row: inout RowReader) throws { figures = try StoreFigures(from: &row) }
    }
    static let sql = StoreOrders.sql(store: "$1", from: "$2")
    let store: OrganizationID
    let from: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(Timestamp(from))
    }
}

/// A part of a distributor's stores, which are the ids that follow its own, with what they ordered. A store that somebody changes is waited for,
/// and then looked at as it has become.
private struct LockRankedStores: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        let code: Code
        let tier: StoreTier
        let figures: StoreFigures
        init(from row: inout RowReader) throws {
            id = OrganizationID(try row.next())
            code = Code(stored: try row.next())
            tier = StoreTier(rawValue: try row.next()) ?? .nurture
            figures = try StoreFigures(from: &row)
        }
    }
    static let part = 500
    static let sql = """
        SELECT s.organization_id, (SELECT code FROM organizations o WHERE o.id = s.organization_id), s.tier, f.orders, f.total_fen, f.last_placed_at
        FROM stores s, LATERAL (\(StoreOrders.sql(store: "s.organization_id", from: "$3"))) f
        WHERE s.organization_id > $1 AND s.organization_id < $2 AND NOT s.overridden
        ORDER BY s.organization_id LIMIT \(part) FOR NO KEY UPDATE OF s
        """
    let distributor: OrganizationID
    let after: OrganizationID
    let from: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(after.rawValue)
        parameters.append(distributor.reach.upperBound.rawValue)
        parameters.append(Timestamp(from))
    }
}

private struct SetTiers: Statement {
    static let sql = """
        UPDATE stores s SET tier = u.tier, tier_since = $3 FROM unnest($1::bigint[], $2::text[]) AS u (id, tier) WHERE s.organization_id = u.id
        """
    let tiers: [(store: OrganizationID, tier: StoreTier)]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(tiers.map(\.store.rawValue))
        parameters.append(tiers.map(\.tier.rawValue))
        parameters.append(Timestamp(at))
    }
}

private struct UnrankedStorefronts: Statement {
    typealias Result = Int64
    static let part = 100
    static let sql = """
        SELECT organization_id FROM storefronts WHERE ranked_at IS NULL OR ranked_at < $1 ORDER BY organization_id LIMIT \(part)
        """
    let dayStart: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(dayStart))
    }
}

private struct MarkRanked: Statement {
    static let sql = "UPDATE storefronts SET ranked_at = $2 WHERE organization_id = $1"
    let distributor: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.rawValue)
        parameters.append(Timestamp(at))
    }
}
