import Commerce
import Postgres

/// Counters with so much left that nothing a batch takes could bring them to their limits, by what they were last seen to stand at. Orders are
/// priced as if nothing limited them there, and the counters are locked and raised last, on the condition that each still stands far enough below
/// its limit. So a campaign that everybody buys by is held for the end of a commit, not while a batch is decided and written.
///
/// What runs short, or was never seen, is locked before orders are priced: there the last fen is decided. Counters are locked in the order of their
/// keys everywhere, so of those that others than the batch's buyers draw on either all are locked last or all first. A buyer's own may be either:
/// whoever wants them has locked its account before.
struct AmpleUsage: Sendable {
    /// What each may stand at when the batch's first order is priced.
    private let ceilings: [UsageKey: CampaignUsage]
    /// What each was seen to stand at.
    let seen: [UsageKey: CampaignUsage]

    /// None.
    init() {
        ceilings = [:]
        seen = [:]
    }

    init(
        among counters: some Sequence<(key: UsageKey, limit: UsageLimit)>, of buyers: Set<OrganizationID>, seen: [UsageKey: CampaignUsage],
        most: CampaignUsage
    ) {
        func isOwn(_ key: UsageKey) -> Bool { key.subject.map(buyers.contains) ?? false }
        var ceilings: [UsageKey: CampaignUsage] = [:]
        var locksShared = false
        for counter in counters {
            let ceiling = counter.limit.ceiling(before: most)
            if let standing = seen[counter.key], standing.isWithin(ceiling) {
                ceilings[counter.key] = ceiling
            } else if !isOwn(counter.key) {
                locksShared = true
            }
        }
        if locksShared { ceilings = ceilings.filter { isOwn($0.key) } }
        self.ceilings = ceilings
        self.seen = seen.filter { ceilings[$0.key] != nil }
    }

    func contains(_ key: UsageKey) -> Bool { ceilings[key] != nil }

    var keys: some Collection<UsageKey> { ceilings.keys }

    /// In key order.
    var sorted: [(key: UsageKey, ceiling: CampaignUsage)] {
        ceilings.map { (key: $0.key, ceiling: $0.value) }.sorted { $0.key < $1.key }
    }
}

extension CampaignUsage {
    /// The most that these orders, as they were asked for, can take of a campaign together.
    init(mostOf orders: some Sequence<PricedOrder>) {
        self.init()
        for order in orders {
            let most = CampaignUsage.most(subtotalFen: order.subtotalFen, units: order.asked.reduce(0) { $0.addingClamped($1.units) })
            fen = fen.addingClamped(most.fen)
            uses += most.uses
            units = units.addingClamped(most.units)
        }
    }
}

/// Locks ample counters in key order and returns what they stand at. Ends the transaction by `campaign_usage_ample` when one isn't ample any
/// more, or isn't there.
struct LockAmpleUsage: Statement {
    static let constraint = "campaign_usage_ample"
    static let sql = """
        SELECT l.campaign_id, l.subject_id, l.day, l.fen, l.uses, l.units
        FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[]) AS k (c, s, d, fen, uses, units) LEFT JOIN LATERAL (
            SELECT campaign_id, subject_id, day, held_fen + posted_fen AS fen, uses, units FROM campaign_usage
            WHERE campaign_id = k.c AND subject_id = k.s AND day = k.d FOR NO KEY UPDATE) l ON true
        WHERE require_ample_usage(l.fen <= k.fen AND l.uses <= k.uses AND l.units <= k.units)
        """
    typealias Result = LockUsage.Result
    let counters: [(key: UsageKey, ceiling: CampaignUsage)]

    var isNeeded: Bool { !counters.isEmpty }

    func bind(_ parameters: inout Parameters) {
        counters.map(\.key).bind(&parameters)
        parameters.append(counters.map(\.ceiling.fen))
        parameters.append(counters.map(\.ceiling.uses))
        parameters.append(counters.map(\.ceiling.units))
    }
}
