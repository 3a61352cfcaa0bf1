import Commerce
import Postgres

/// The open groups that a transaction has locked, with who joined them in it. Orders of a batch take their seats one after the other, so that
/// a group gets exactly as many as it has; the one after the last opens the next group.
struct LockedGroups: Sendable {
    struct Entry: Sendable {
        /// Nil for a group that this transaction opens.
        let id: GroupBuyID?
        let campaign: CampaignID
        var group: GroupBuyGroup
        var status: GroupBuyStatus = .open
        var isChanged: Bool
    }

    /// A seat that an order takes.
    struct Seat: Sendable {
        /// Which of `entries`.
        let entry: Int
        let campaign: CampaignID
        /// How many there are with it.
        let joined: Int64
        let size: Int64
        let deadline: Instant
    }

    private(set) var entries: [Entry] = []
    /// By campaign: the group that is joined now.
    private var open: [CampaignID: Int] = [:]

    init() {}

    init(_ rows: some Sequence<LockOpenGroups.Result>, seats: some Sequence<OpenSeats.Result>) {
        let buyers = Dictionary(grouping: seats, by: \.group)
        for row in rows {
            open[row.campaign] = entries.count
            let group = GroupBuyGroup(size: row.size, deadline: row.deadline, buyers: Set((buyers[row.id] ?? []).map(\.buyer)))
            entries.append(Entry(id: row.id, campaign: row.campaign, group: group, isChanged: false))
        }
    }

    /// Whether the buyer holds a seat in the group that it would join.
    func hasSeat(_ buyer: OrganizationID, in campaign: CampaignID, at now: Instant) -> Bool {
        guard let entry = open[campaign].map({ entries[$0] }), entry.group.isOpen(at: now) else { return false }
        return entry.group.buyers.contains(buyer)
    }

    /// Seats a buyer in the open group; in a new one where there is none, or its deadline has come. The last seat fills the group.
    /// - Throws: `.alreadyJoined`; `.closed` when not even a new group has time left.
    mutating func seat(
        _ buyer: OrganizationID, in campaign: CampaignID, _ buy: GroupBuy, campaignEndsAt: Instant, at now: Instant
    ) throws(GroupBuyRefusal) -> Seat {
        if let index = open[campaign], !entries[index].group.isOpen(at: now) {
            entries[index].status = .expired
            entries[index].isChanged = true
            open[campaign] = nil
        }
        let index = open[campaign] ?? entries.count
        var entry = index < entries.count
            ? entries[index]
            : Entry(id: nil, campaign: campaign, group: GroupBuyGroup(opening: buy, at: now, campaignEndsAt: campaignEndsAt), isChanged: true)
        try entry.group.join(buyer, at: now)
        entry.isChanged = true
        if entry.group.isFull { entry.status = .filled }
        if index < entries.count { entries[index] = entry } else { entries.append(entry) }
        open[campaign] = entry.group.isFull ? nil : index
        return Seat(entry: index, campaign: campaign, joined: entry.group.joined, size: entry.group.size, deadline: entry.group.deadline)
    }

    /// How many groups are opened.
    var opened: Int { entries.count { $0.id == nil } }
    var hasFilled: Bool { entries.contains { $0.isChanged && $0.status == .filled } }
}

/// One at a time opens groups of a campaign. Taken after its counters, in the order of the keys; ends with the transaction.
struct LockGroupBuys: Statement {
    static let sql = """
        SELECT pg_advisory_xact_lock(hashtext(current_schema() || '.group_buys'), k)
        FROM (SELECT DISTINCT hashint8(c) AS k FROM unnest($1::bigint[]) AS c ORDER BY 1) AS s
        """
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

/// Locks the open groups, so that nobody leaves one, and no job closes it, meanwhile.
struct LockOpenGroups: Statement {
    struct Result: RowDecodable {
        let id: GroupBuyID
        let campaign: CampaignID
        let size: Int64
        let deadline: Instant
        init(from row: inout RowReader) throws {
            id = GroupBuyID(try row.next())
            campaign = CampaignID(try row.next())
            size = try row.next()
            deadline = Instant(try row.next(Timestamp.self))
        }
    }
    static let sql = """
        SELECT g.id, g.campaign_id, g.size, g.deadline
        FROM unnest($1::bigint[]) AS k (c), LATERAL (
            SELECT id, campaign_id, size, deadline FROM group_buys WHERE campaign_id = k.c AND status = 'open' FOR NO KEY UPDATE) g
        """
    /// Sorted and without repetition.
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}

/// Who holds a seat in an open group. A statement after the one that locks the groups, so that it sees who left before.
struct OpenSeats: Statement {
    struct Result: RowDecodable {
        let group: GroupBuyID
        let buyer: OrganizationID
        init(from row: inout RowReader) throws {
            group = GroupBuyID(try row.next())
            buyer = OrganizationID(try row.next())
        }
    }
    static let sql = """
        SELECT s.group_id, s.organization_id FROM group_buys g JOIN group_buy_seats s ON s.group_id = g.id AND NOT s.freed
        WHERE g.campaign_id = ANY($1::bigint[]) AND g.status = 'open'
        """
    let campaigns: [CampaignID]

    func bind(_ parameters: inout Parameters) { parameters.append(campaigns.map(\.rawValue)) }
}
