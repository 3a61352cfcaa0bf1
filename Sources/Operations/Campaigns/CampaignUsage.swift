import Commerce
import Postgres

/// The counters that a batch's orders are priced by: those that its transaction has locked, and ample ones as they were seen. With what its orders
/// have taken so far: they are priced one after the other, so that none is given what an earlier one was.
struct BatchUsage: Sendable {
    private var used: [UsageKey: CampaignUsage] = [:]
    private var spentCodes: [CampaignID: Set<Code>] = [:]
    private var changes: [UsageKey: CampaignUsage] = [:]
    let ample: AmpleUsage

    init() { ample = AmpleUsage() }

    init(_ rows: some Sequence<LockUsage.Result>, ample: AmpleUsage = AmpleUsage(), spent: some Sequence<SpentCoupons.Result>) {
        self.ample = ample
        used = ample.seen
        for row in rows { used[row.key] = row.usage }
        for row in spent { spentCodes[row.campaign, default: []].insert(row.code) }
    }

    /// What is left for a buyer of each of these campaigns.
    func left(of campaigns: [LiveCampaign], buyer: OrganizationID, day: Int32) -> [Code: CampaignAllowance] {
        var left = used.left(of: campaigns, buyer: buyer, day: day)
        for live in campaigns where spentCodes[live.id] != nil { left[live.campaign.id]?.spentCodes = spentCodes[live.id] ?? [] }
        return left
    }

    mutating func take(_ usage: CampaignUsage, on keys: [UsageKey]) {
        for key in keys {
            used[key] = (used[key] ?? CampaignUsage()) + usage
            changes[key] = (changes[key] ?? CampaignUsage()) + usage
        }
    }

    mutating func spend(_ code: Code, of campaign: CampaignID) {
        spentCodes[campaign, default: []].insert(code)
    }

    /// Those of these counters that aren't there: a version that doesn't count them was in force since they were seen.
    func missing(among keys: [UsageKey]) -> [UsageKey] {
        keys.filter { used[$0] == nil }
    }

    /// Whether an order priced by these counters was priced as if nothing limited it.
    func isAmple(for counters: [(key: UsageKey, limit: UsageLimit)]) -> Bool { counters.allSatisfy { ample.contains($0.key) } }

    /// What ample counters turned out to stand at when they were locked.
    mutating func correct(by rows: some Sequence<LockUsage.Result>) {
        for row in rows { used[row.key] = row.usage + (changes[row.key] ?? CampaignUsage()) }
    }

    /// What the counters stand at after this transaction.
    var after: [UsageKey: CampaignUsage] { used }

    var allChanges: [(key: UsageKey, usage: CampaignUsage)] { changes.map { (key: $0.key, usage: $0.value) } }
}

/// Locks counters in key order and returns what they stand at. Look-ups one by one, for the reason that `LockStock` gives.
struct LockUsage: Statement {
    struct Result: RowDecodable {
        let key: UsageKey
        let usage: CampaignUsage
        init(from row: inout RowReader) throws {
            let (campaign, subject, day) = (CampaignID(try row.next()), try row.next(Int64.self), try row.next(Int32.self))
            key = UsageKey(campaign: campaign, subject: subject < 0 ? nil : OrganizationID(subject), day: day)
            usage = CampaignUsage(fen: try row.next(), uses: try row.next(), units: try row.next())
        }
    }
    static let sql = """
        SELECT l.campaign_id, l.subject_id, l.day, l.held_fen + l.posted_fen, l.uses, l.units
        FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS k (c, s, d), LATERAL (
            SELECT campaign_id, subject_id, day, held_fen, posted_fen, uses, units FROM campaign_usage
            WHERE campaign_id = k.c AND subject_id = k.s AND day = k.d FOR NO KEY UPDATE) l
        """
    /// Sorted and without repetition.
    let keys: [UsageKey]

    var isNeeded: Bool { !keys.isEmpty }

    func bind(_ parameters: inout Parameters) { keys.bind(&parameters) }
}

/// As `LockUsage`, without the locks.
struct ReadUsage: Statement {
    struct Result: RowDecodable {
        let row: LockUsage.Result
        init(from row: inout RowReader) throws {
            self.row = try LockUsage.Result(from: &row)
        }
    }
    static let sql = """
        SELECT l.campaign_id, l.subject_id, l.day, l.held_fen + l.posted_fen, l.uses, l.units
        FROM unnest($1::bigint[], $2::bigint[], $3::int[]) AS k (c, s, d), LATERAL (
            SELECT campaign_id, subject_id, day, held_fen, posted_fen, uses, units FROM campaign_usage
            WHERE campaign_id = k.c AND subject_id = k.s AND day = k.d OFFSET 0) l
        """
    let keys: [UsageKey]

    func bind(_ parameters: inout Parameters) { keys.bind(&parameters) }
}

/// Raises counters that this transaction has locked.
struct RaiseUsage: Statement {
    static let sql = """
        UPDATE campaign_usage u SET held_fen = u.held_fen + k.fen, uses = u.uses + k.uses, units = u.units + k.units
        FROM unnest($1::bigint[], $2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[]) AS k (c, s, d, fen, uses, units)
        WHERE u.campaign_id = k.c AND u.subject_id = k.s AND u.day = k.d
        """
    let changes: [(key: UsageKey, usage: CampaignUsage)]

    var isNeeded: Bool { !changes.isEmpty }

    func bind(_ parameters: inout Parameters) {
        changes.map(\.key).bind(&parameters)
        parameters.append(changes.map(\.usage.fen))
        parameters.append(changes.map(\.usage.uses))
        parameters.append(changes.map(\.usage.units))
    }
}

/// Which of these issued codes were used before.
struct SpentCoupons: Statement {
    struct Result: RowDecodable {
        let campaign: CampaignID
        let code: Code
        init(from row: inout RowReader) throws {
            campaign = CampaignID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = """
        SELECT r.campaign_id, r.code
        FROM unnest($1::bigint[], $2::text[]) AS k (c, code), LATERAL (
            SELECT campaign_id, code FROM coupon_redemptions WHERE campaign_id = k.c AND code = k.code OFFSET 0) r
        """
    let coupons: [(campaign: CampaignID, code: Code)]

    var isNeeded: Bool { !coupons.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(coupons.map(\.campaign.rawValue))
        parameters.append(coupons.map(\.code.text))
    }
}

extension [UsageKey: CampaignUsage] {
    /// What these counters leave a buyer of each of these campaigns. One that isn't known stands at nothing.
    func left(of campaigns: [LiveCampaign], buyer: OrganizationID, day: Int32) -> [Code: CampaignAllowance] {
        Dictionary<Code, CampaignAllowance>(
            campaigns.map { live in
                (live.campaign.id, live.campaign.facts.limits.allowance(of: live.id, buyer: buyer, day: day) { self[$0] ?? CampaignUsage() })
            }
        ) { first, _ in first }
    }
}

extension [UsageKey] {
    /// Three arrays: campaigns, subjects, days.
    func bind(_ parameters: inout Parameters) {
        parameters.append(map(\.campaign.rawValue))
        parameters.append(map { $0.subject?.rawValue ?? -1 })
        parameters.append(map(\.day))
    }
}
