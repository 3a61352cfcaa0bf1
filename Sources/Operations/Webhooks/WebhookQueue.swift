import Commerce
import Postgres

/// A webhook that may be tried now.
struct DueWebhook: Sendable {
    let id: Int64
    let organization: OrganizationID
    /// Everything up to here was delivered.
    let cursor: EventPosition
    let failures: Int32
    let url: String
    let types: [String]
}

/// Every webhook that isn't disabled, waiting after a failure, or in the hands of a deliverer (whose lease is a time of the next
/// attempt, too).
struct ReadDueWebhooks: Statement {
    struct Result: RowDecodable {
        let webhook: DueWebhook
        init(from row: inout RowReader) throws {
            webhook = DueWebhook(
                id: try row.next(), organization: OrganizationID(try row.next()),
                cursor: EventPosition(transaction: try row.next(), id: try row.next()), failures: try row.next(), url: try row.next(),
                types: try row.next())
        }
    }
    static let sql = """
        SELECT id, organization_id, cursor_xid, cursor_id, failures, url, types
        FROM webhook_endpoints WHERE disabled_at IS NULL AND next_attempt_at <= $1 ORDER BY id
        """
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(now))
    }
}

/// What kinds of events there have been, about whom, since a horizon that was read before; and the horizon now. One read tells for all
/// webhooks whether there is anything for them.
struct ReadEventKinds: Statement {
    struct Result: RowDecodable {
        let horizon: Int64
        let kind: (type: String, organization: OrganizationID)?
        init(from row: inout RowReader) throws {
            horizon = try row.next()
            let type: String? = try row.next()
            let organization: Int64? = try row.next()
            kind = if let type, let organization { (type, OrganizationID(organization)) } else { nil }
        }
    }
    static let sql = """
        SELECT h.horizon, e.type, e.organization_id
        FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS horizon) h
        LEFT JOIN LATERAL (
            SELECT DISTINCT o.type, o.organization_id FROM outbox o WHERE (o.xid, o.id) > ($1::xid8, 0) AND o.xid < h.horizon
        ) e ON true
        """
    let horizon: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(String(horizon))
    }
}

/// Takes a webhook for one deliverer until `until`. Whoever comes second finds the time moved, and a server that died lets go by
/// the passing of time. The lease is no lock: a transaction held open through an HTTP request would hold the feed back for everybody.
struct ClaimWebhook: Statement {
    struct Result: RowDecodable {
        let secret: WebhookSecret
        init(from row: inout RowReader) throws { secret = WebhookSecret(bytes: try row.next(Bytes.self).bytes) }
    }
    static let sql = """
        UPDATE webhook_endpoints SET next_attempt_at = $3
        WHERE id = $1 AND disabled_at IS NULL AND next_attempt_at <= $2 AND (cursor_xid, cursor_id) = ($4::xid8, $5)
        RETURNING secret
        """
    let id: Int64
    let now: Instant
    let until: Instant
    let cursor: EventPosition

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(now))
        parameters.append(Timestamp(until))
        parameters.append(String(cursor.transaction))
        parameters.append(cursor.id)
    }
}

/// Notes what was delivered, and holds the webhook on until `until`, or lets go of it with a time that has come. Does nothing when the
/// lease has passed to another.
struct AdvanceWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints
        SET cursor_xid = $3::xid8, cursor_id = $4, next_attempt_at = $5, failures = 0, last_failure = NULL
        WHERE id = $1 AND next_attempt_at = $2 AND disabled_at IS NULL
        """
    let id: Int64
    let lease: Instant
    let cursor: EventPosition
    let until: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(lease))
        parameters.append(String(cursor.transaction))
        parameters.append(cursor.id)
        parameters.append(Timestamp(until))
    }
}

/// Notes a failure and when to try again, or gives up.
struct FailWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints SET failures = failures + 1, last_failure = $3, next_attempt_at = $4, disabled_at = $5
        WHERE id = $1 AND next_attempt_at = $2 AND disabled_at IS NULL
        """
    let id: Int64
    let lease: Instant
    let failure: String
    let nextAttemptAt: Instant
    let disabledAt: Instant?

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(lease))
        parameters.append(failure)
        parameters.append(Timestamp(nextAttemptAt))
        parameters.append(disabledAt.map { Timestamp($0) })
    }
}

/// Moves the cursor of a webhook that nobody holds over events that aren't for it, so that a restart doesn't read them all again.
struct SkipWebhook: Statement {
    static let sql = """
        UPDATE webhook_endpoints SET cursor_xid = $4::xid8, cursor_id = $5
        WHERE id = $1 AND next_attempt_at <= $6 AND (cursor_xid, cursor_id) = ($2::xid8, $3)
        """
    let id: Int64
    let from: EventPosition
    let to: EventPosition
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(String(from.transaction))
        parameters.append(from.id)
        parameters.append(String(to.transaction))
        parameters.append(to.id)
        parameters.append(Timestamp(now))
    }
}
