package import Commerce
import Postgres

extension Brand {
    /// The webhooks of the caller's organisation and of those below it, newest first.
    /// - Throws: 422 `INVALID_CURSOR`.
    package func webhooks(page: PageRequest, as caller: Caller) async throws -> Page<WebhookView> {
        let rows = try await read(
            as: caller, ListWebhooks(reach: caller.organization.reach, before: try page.beforeID(), limit: page.fetchLimit))
        return Page(rows.map(\.webhook), for: page) { String($0.id.rawValue) }
    }
}

struct ListWebhooks: Statement {
    struct Result: RowDecodable {
        let webhook: WebhookView
        init(from row: inout RowReader) throws {
            let id: Int64 = try row.next()
            let code: String = try row.next()
            let createdAt = Instant(try row.next())
            let url: String = try row.next()
            let types: [String] = try row.next()
            let failures: Int32 = try row.next()
            let lastFailure: String? = try row.next()
            let nextAttemptAt = Instant(try row.next())
            let disabledAt = try row.next(Timestamp?.self).map { Instant($0) }
            webhook = WebhookView(
                id: ID(id), organization: Code(stored: code), createdAt: createdAt, url: url, types: types, failures: failures,
                lastFailure: lastFailure, nextAttemptAt: failures > 0 && disabledAt == nil ? nextAttemptAt : nil, disabledAt: disabledAt)
        }
    }
    static let sql = """
        SELECT w.id, o.code, w.created_at, w.url, w.types, w.failures, w.last_failure, w.next_attempt_at, w.disabled_at
        FROM webhook_endpoints w JOIN organizations o ON o.id = w.organization_id
        WHERE w.organization_id >= $1 AND w.organization_id < $2 AND w.id < $3
        ORDER BY w.id DESC LIMIT $4
        """
    let reach: Range<OrganizationID>
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
