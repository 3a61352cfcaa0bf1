package import Commerce
import Postgres

extension Work {
    private static let webhooksPerOrganization: Int64 = 20

    /// Makes a webhook of the caller's own organisation. It gets what happens within the organisation's reach from now on, in commit
    /// order; transactions that are running now count as later.
    /// - Parameters:
    ///   - url: checked by `WebhookURL`; kept as it was written.
    ///   - types: only these; empty for all.
    /// - Returns: the webhook, and its secret, which is never told again.
    /// - Throws: `WebhookRefusal`.
    package func createWebhook(url: String, types: [EventType]) async throws -> (webhook: WebhookView, secret: WebhookSecret) {
        _ = try WebhookURL(url, allowsPrivate: brand.settings.allowsPrivateWebhooks)
        let (_, counts) = try await run(LockWebhookOwner(organization: caller.organization), CountWebhooks(organization: caller.organization))
        guard counts.first.map(\.count) ?? 0 < Self.webhooksPerOrganization else {
            throw WebhookRefusal.tooMany(limit: Self.webhooksPerOrganization)
        }
        let secret = WebhookSecret.random()
        let names = EventType.allCases.filter(types.contains).map(\.rawValue)
        let id = try await newID()
        _ = try await run(
            InsertWebhook(id: id, organization: caller.organization, at: now, url: url, secret: secret.bytes, types: names))
        let webhook = WebhookView(
            id: ID(id), organization: caller.code, createdAt: now, url: url, types: names, failures: 0, lastFailure: nil,
            nextAttemptAt: nil, disabledAt: nil)
        return (webhook, secret)
    }
}

/// Two that are made at once are counted one after the other.
struct LockWebhookOwner: Statement {
    static let sql = "SELECT 1 FROM organizations WHERE id = $1 FOR NO KEY UPDATE"
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
    }
}

struct CountWebhooks: Statement {
    struct Result: RowDecodable {
        let count: Int64
        init(from row: inout RowReader) throws { count = try row.next() }
    }
    static let sql = "SELECT count(*) FROM webhook_endpoints WHERE organization_id = $1"
    let organization: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
    }
}

struct InsertWebhook: Statement {
    static let sql = """
        INSERT INTO webhook_endpoints (id, organization_id, created_at, next_attempt_at, cursor_xid, url, secret, types)
        VALUES ($1, $2, $3, $3, pg_snapshot_xmin(pg_current_snapshot()), $4, $5, $6)
        """
    let id: Int64
    let organization: OrganizationID
    let at: Instant
    let url: String
    let secret: [UInt8]
    let types: [String]

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(url)
        parameters.append(Bytes(secret))
        parameters.append(types)
    }
}
