import Commerce
import Postgres

/// The groups of a batch as its orders leave them, each with its id.
struct GroupRows: Sendable {
    struct Seat: Sendable {
        let order: OrderID
        let group: GroupBuyID
        let buyer: OrganizationID
    }

    private(set) var groups: [(id: GroupBuyID, isNew: Bool, entry: LockedGroups.Entry)] = []
    private(set) var seats: [Seat] = []

    init() {}

    /// - Parameter ids: As many as there are new groups are taken.
    init(_ locked: LockedGroups, ids: inout ArraySlice<Int64>) {
        groups = locked.entries.map { entry in
            entry.id.map { ($0, false, entry) } ?? (GroupBuyID(ids.removeFirst()), true, entry)
        }
    }

    /// Gives the order its seat.
    mutating func take(_ seat: LockedGroups.Seat, by buyer: OrganizationID, with order: OrderID) -> GroupBuyView {
        let group = groups[seat.entry].id
        seats.append(Seat(order: order, group: group, buyer: buyer))
        return GroupBuyView(campaign: seat.campaign, group: group, joined: seat.joined, size: seat.size, deadline: seat.deadline)
    }

    /// The old groups first: of a campaign one at most is open at a time.
    func write(at now: Instant, in transaction: Transaction) async throws {
        guard !seats.isEmpty else { return }
        _ = try await transaction.run(
            ChangeGroups(rows: groups.filter { !$0.isNew && $0.entry.isChanged }.map { ($0.id, $0.entry) }, at: now),
            OpenGroups(rows: groups.filter(\.isNew).map { ($0.id, $0.entry) }, at: now), TakeSeats(seats: seats))
    }
}

private struct ChangeGroups: Statement {
    static let sql = """
        UPDATE group_buys g SET joined = u.joined, status = u.status, filled_at = CASE WHEN u.status = 'filled' THEN $1::timestamptz ELSE g.filled_at END
        FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS u (id, joined, status)
        WHERE g.id = u.id
        """
    let rows: [(id: GroupBuyID, entry: LockedGroups.Entry)]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.id.rawValue))
        parameters.append(rows.map(\.entry.group.joined))
        parameters.append(rows.map(\.entry.status.rawValue))
    }
}

private struct OpenGroups: Statement {
    static let sql = """
        INSERT INTO group_buys (id, campaign_id, size, joined, opened_at, deadline, filled_at, status)
        SELECT i, c, s, j, $1::timestamptz, d, CASE WHEN t = 'filled' THEN $1::timestamptz END, t
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::timestamptz[], $7::text[]) AS u (i, c, s, j, d, t)
        """
    let rows: [(id: GroupBuyID, entry: LockedGroups.Entry)]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.id.rawValue))
        parameters.append(rows.map(\.entry.campaign.rawValue))
        parameters.append(rows.map(\.entry.group.size))
        parameters.append(rows.map(\.entry.group.joined))
        parameters.append(rows.map { Timestamp($0.entry.group.deadline) })
        parameters.append(rows.map(\.entry.status.rawValue))
    }
}

private struct TakeSeats: Statement {
    static let sql = """
        INSERT INTO group_buy_seats (order_id, group_id, organization_id) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
        """
    let seats: [GroupRows.Seat]

    func bind(_ parameters: inout Parameters) {
        parameters.append(seats.map(\.order.rawValue))
        parameters.append(seats.map(\.group.rawValue))
        parameters.append(seats.map(\.buyer.rawValue))
    }
}
