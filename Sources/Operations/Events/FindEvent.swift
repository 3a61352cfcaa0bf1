package import Commerce
import Postgres

extension Brand {
    /// Where an event stands in the feed, for going on after it.
    /// - Returns: nil when the caller was never shown it: there is none, it lies outside of the reach, or it isn't below the oldest
    ///   transaction still running yet, so that something could still appear before it.
    package func eventPosition(of id: ID<EventEntity>, as caller: Caller) async throws -> EventPosition? {
        try await read(as: caller, FindEvent(id: id.rawValue, reach: caller.organization.reach)).first?.position
    }
}

private struct FindEvent: Statement {
    struct Result: RowDecodable {
        let position: EventPosition
        init(from row: inout RowReader) throws {
            position = EventPosition(transaction: try row.next(), id: try row.next())
        }
    }
    static let sql = """
        SELECT xid, id FROM outbox
        WHERE id = $1 AND organization_id >= $2 AND organization_id < $3 AND xid < pg_snapshot_xmin(pg_current_snapshot())
        """
    let id: Int64
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
