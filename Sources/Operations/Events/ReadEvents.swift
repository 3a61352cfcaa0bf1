import Commerce
import Postgres

/// A part of the outbox in commit order, below the oldest transaction still running. The horizon and the events are of one snapshot,
/// that of the statement; the horizon comes with every row, and alone when there is no event.
///
/// One scan of (xid, id) in each partition, merged in order, that ends at the limit. The code of the organisation is looked up for what
/// is shown only: a join would be tempted to sort.
struct ReadEvents: Statement {
    struct Result: RowDecodable {
        let horizon: Int64
        let event: EventView?
        init(from row: inout RowReader) throws {
            horizon = try row.next()
            let transaction: Int64? = try row.next()
            let id: Int64? = try row.next()
            let at: Timestamp? = try row.next()
            let type: String? = try row.next()
            let code: String? = try row.next()
            let payload: String? = try row.next()
            guard let transaction, let id, let at, let type, let code, let payload else {
                event = nil
                return
            }
            event = EventView(
                id: ID(id), position: EventPosition(transaction: transaction, id: id), type: type, at: Instant(at),
                organization: Code(stored: code), data: payload)
        }
    }
    static let sql = """
        SELECT h.horizon, e.xid, e.id, e.at, e.type, coalesce((SELECT code FROM organizations g WHERE g.id = e.organization_id), ''), e.payload
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) h
        LEFT JOIN LATERAL (
            SELECT o.xid, o.id, o.at, o.type, o.organization_id, o.payload
            FROM outbox o
            WHERE (o.xid, o.id) > ($1::xid8, $2) AND o.xid < h.horizon AND o.organization_id >= $3 AND o.organization_id < $4
                AND ($5::text[] = '{}' OR o.type = ANY($5::text[]))
            ORDER BY o.xid, o.id LIMIT $6
        ) e ON true
        ORDER BY e.xid, e.id
        """
    let after: EventPosition
    let reach: Range<OrganizationID>
    let types: [String]
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(String(after.transaction))
        parameters.append(after.id)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(types)
        parameters.append(limit)
    }
}

extension Rows<ReadEvents.Result> {
    /// The events, and where to go on: after the last one of a full part, otherwise at the horizon, since there is nothing before it.
    func part(after position: EventPosition, limit: Int) -> (items: [EventView], next: EventPosition) {
        let items = compactMap(\.event)
        if items.count >= limit, let last = items.last { return (items, last.position) }
        return (items, Swift.max(position, first.map { .horizon($0.horizon) } ?? position))
    }
}
