package import Commerce
import Postgres

extension Brand {
    /// The clients of an organisation within the caller's reach that weren't revoked, in order of their ids.
    /// - Throws: `OrganizationRefusal.unknown`.
    package func clients(of organization: Code, page: PageRequest, as caller: Caller) async throws -> Page<ClientView> {
        let owner = try await self.organization(organization, as: caller)
        let rows = try await writer.run(ListClients(organization: owner.id, after: try page.afterCode(), limit: page.fetchLimit))
        return Page(rows.map(\.view), for: page, key: \.clientID)
    }
}

/// Secrets are hidden from the request role altogether, so this runs under the writer's, for an organisation whose reach was checked.
struct ListClients: Statement {
    struct Result: RowDecodable {
        let view: ClientView
        init(from row: inout RowReader) throws {
            let clientID = try row.next(String.self)
            let name = try row.next(String.self)
            let createdAt = Instant(try row.next(Timestamp.self))
            let ids = try row.next([Int64].self)
            let times = try row.next([Timestamp].self)
            let demo = try row.next([Bool].self)
            view = ClientView(
                clientID: clientID, name: name, createdAt: createdAt,
                secrets: zip(zip(ids, times), demo).map { .init(id: $0.0.0, createdAt: Instant($0.0.1), isDemo: $0.1) })
        }
    }
    static let sql = """
        SELECT c.client_id, c.name, c.created_at, s.ids, s.times, s.demo
        FROM api_clients c CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(id ORDER BY id), '{}') AS ids, coalesce(array_agg(created_at ORDER BY id), '{}') AS times,
                   coalesce(array_agg(demo ORDER BY id), '{}') AS demo
            FROM client_secrets WHERE client_id = c.client_id AND revoked_at IS NULL) s
        WHERE c.organization_id = $1 AND c.revoked_at IS NULL AND c.client_id > $2
        ORDER BY c.client_id
        LIMIT $3
        """
    let organization: OrganizationID
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}
