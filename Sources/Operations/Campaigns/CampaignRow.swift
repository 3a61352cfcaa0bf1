import Commerce
import Postgres

/// A campaign's own row, as it is and as a work leaves it.
struct CampaignRow: Equatable, Sendable {
    let id: CampaignID
    let owner: OrganizationID
    let createdAt: Instant
    var startsAt: Instant
    var endsAt: Instant
    /// When what now waits for a decision was submitted: the draft, or the next version of one that is in force.
    var submittedAt: Instant?
    var dueAt: Instant?
    var escalatedAt: Instant?
    var version: Int32
    var nextVersion: Int32?
    var templateVersion: Int32?
    var status: CampaignStatus
    var kind: CampaignKind
    var name: String
    var template: Code?

    /// What is being prepared, or waits for a decision; nil when nothing is.
    var openVersion: Int32? { status == .draft || status == .submitted ? version : nextVersion }

    /// Takes over what a version says.
    mutating func take(_ definition: CampaignDefinition, templateVersion: Int32?) {
        startsAt = definition.schedule.startsAt
        endsAt = definition.schedule.endsAt
        kind = definition.component.kind
        name = definition.name
        template = definition.template
        self.templateVersion = templateVersion
    }
}

extension CampaignRow: RowDecodable {
    /// Of `campaigns c`, in the order that `init(from:)` reads them.
    static let columns = """
        c.id, c.organization_id, c.created_at, c.starts_at, c.ends_at, c.submitted_at, c.due_at, c.escalated_at, c.version, c.draft_version,
        c.template_version, c.status, c.kind, c.name, c.template
        """

    init(from row: inout RowReader) throws {
        id = CampaignID(try row.next())
        owner = OrganizationID(try row.next())
        createdAt = Instant(try row.next(Timestamp.self))
        startsAt = Instant(try row.next(Timestamp.self))
        endsAt = Instant(try row.next(Timestamp.self))
        submittedAt = try row.next(Timestamp?.self).map { Instant($0) }
        dueAt = try row.next(Timestamp?.self).map { Instant($0) }
        escalatedAt = try row.next(Timestamp?.self).map { Instant($0) }
        version = try row.next()
        nextVersion = try row.next()
        templateVersion = try row.next()
        status = CampaignStatus(rawValue: try row.next(String.self)) ?? .ended
        kind = CampaignKind(rawValue: try row.next(String.self)) ?? .threshold
        name = try row.next()
        template = try row.next(String?.self).map { Code(stored: $0) }
    }
}

struct InsertCampaign: Statement {
    static let sql = """
        INSERT INTO campaigns (id, organization_id, created_at, starts_at, ends_at, version, template_version, status, kind, name, template)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """
    let row: CampaignRow

    func bind(_ parameters: inout Parameters) {
        parameters.append(row.id.rawValue)
        parameters.append(row.owner.rawValue)
        parameters.append(Timestamp(row.createdAt))
        parameters.append(Timestamp(row.startsAt))
        parameters.append(Timestamp(row.endsAt))
        parameters.append(row.version)
        parameters.append(row.templateVersion)
        parameters.append(row.status.rawValue)
        parameters.append(row.kind.rawValue)
        parameters.append(row.name)
        parameters.append(row.template?.text)
    }
}

/// Rows that the transaction holds locked already, so that their order says nothing.
struct UpdateCampaigns: Statement {
    static let sql = """
        UPDATE campaigns c SET starts_at = u.starts, ends_at = u.ends, submitted_at = u.submitted, due_at = u.due, escalated_at = u.escalated,
            version = u.version, draft_version = u.next, template_version = u.template_version, status = u.status, kind = u.kind, name = u.name
        FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[],
            $8::int[], $9::int[], $10::text[], $11::text[], $12::text[])
            AS u (id, starts, ends, submitted, due, escalated, version, next, template_version, status, kind, name)
        WHERE c.id = u.id
        """
    let rows: [CampaignRow]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.id.rawValue))
        parameters.append(rows.map { Timestamp($0.startsAt) })
        parameters.append(rows.map { Timestamp($0.endsAt) })
        parameters.append(rows.map { $0.submittedAt.map { Timestamp($0) } })
        parameters.append(rows.map { $0.dueAt.map { Timestamp($0) } })
        parameters.append(rows.map { $0.escalatedAt.map { Timestamp($0) } })
        parameters.append(rows.map(\.version))
        parameters.append(rows.map(\.nextVersion))
        parameters.append(rows.map(\.templateVersion))
        parameters.append(rows.map(\.status.rawValue))
        parameters.append(rows.map(\.kind.rawValue))
        parameters.append(rows.map(\.name))
    }
}
