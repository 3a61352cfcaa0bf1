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
    var address: CampaignAddress

    /// What is being prepared, or waits for a decision; nil when nothing is.
    var openVersion: Int32? { status == .draft || status == .submitted ? version : nextVersion }

    /// Takes over what a version says.
    mutating func take(_ definition: CampaignDefinition, templateVersion: Int32?) {
        startsAt = definition.schedule.startsAt
        endsAt = definition.schedule.endsAt
        kind = definition.component.kind
        name = definition.name
        template = definition.template
        address = CampaignAddress(definition, owner: owner)
        self.templateVersion = templateVersion
    }
}

/// Whom a distributor's campaign is for, as its row tells it to the policies; of anybody else's it says nothing. Codes and tiers have no
/// spaces in them.
struct CampaignAddress: Equatable, Sendable {
    /// Nil: all of its stores.
    let stores: String?
    /// Nil: every tier.
    let tiers: String?

    init(stores: String?, tiers: String?) {
        self.stores = stores
        self.tiers = tiers
    }

    init(_ definition: CampaignDefinition, owner: OrganizationID) {
        let audience = definition.audience
        let isDistributors = owner.kind == .distributor
        stores = isDistributors && !audience.organizations.contains(definition.owner) ? audience.organizations.map(\.text).joined(separator: " ") : nil
        tiers = isDistributors && !audience.tiers.isEmpty ? audience.tiers.joined(separator: " ") : nil
    }
}

extension CampaignRow: RowDecodable {
    /// Of `campaigns c`, in the order that `init(from:)` reads them.
    static let columns = """
        c.id, c.organization_id, c.created_at, c.starts_at, c.ends_at, c.submitted_at, c.due_at, c.escalated_at, c.version, c.draft_version,
        c.template_version, c.status, c.kind, c.name, c.template, array_to_string(c.addressed_stores, ' '), array_to_string(c.addressed_tiers, ' ')
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
        address = CampaignAddress(stores: try row.next(), tiers: try row.next())
    }
}

struct InsertCampaign: Statement {
    static let sql = """
        INSERT INTO campaigns (id, organization_id, created_at, starts_at, ends_at, version, template_version, status, kind, name, template,
            addressed_stores, addressed_tiers)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, string_to_array($12, ' '), string_to_array($13, ' '))
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
        parameters.append(row.address.stores)
        parameters.append(row.address.tiers)
    }
}

/// Rows that the transaction holds locked already, so that their order says nothing.
struct UpdateCampaigns: Statement {
    static let sql = """
        UPDATE campaigns c SET starts_at = u.starts, ends_at = u.ends, submitted_at = u.submitted, due_at = u.due, escalated_at = u.escalated,
            version = u.version, draft_version = u.next, template_version = u.template_version, status = u.status, kind = u.kind, name = u.name,
            addressed_stores = string_to_array(u.stores, ' '), addressed_tiers = string_to_array(u.tiers, ' ')
        FROM unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::timestamptz[], $7::int[],
            $8::int[], $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
            AS u (id, starts, ends, submitted, due, escalated, version, next, template_version, status, kind, name, stores, tiers)
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
        parameters.append(rows.map(\.address.stores))
        parameters.append(rows.map(\.address.tiers))
    }
}
