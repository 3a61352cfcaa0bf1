package import Commerce
import Postgres

/// One step in a campaign's trail: who did what when, and what changed.
package struct CampaignAuditView: Sendable {
    package let id: Int64
    package let at: Instant
    /// A client, or `system`: the approval policy, or the clock.
    package let actor: String
    package let organization: Code
    package let action: CampaignStep
    package let from: CampaignStatus?
    package let to: CampaignStatus
    package let version: Int32
    /// JSON: an object of what there is to tell of the step.
    package let detail: String
}

extension Brand {
    /// A campaign's trail, newest first, for its owner and above.
    /// - Throws: `CampaignRefusal.unknown` when the caller doesn't see the campaign, `.anothers` when it is only published to it.
    package func campaignAudit(of id: CampaignID, page: PageRequest, as caller: Caller) async throws -> Page<CampaignAuditView> {
        let before = try page.beforeID()
        let (owners, rows) = try await read(
            as: caller, CampaignOwner(id: id), ReadCampaignAudit(campaign: id, before: before, limit: page.fetchLimit))
        guard let owner = owners.first else { throw CampaignRefusal.unknown }
        guard caller.reaches(OrganizationID(owner)) else { throw CampaignRefusal.anothers }
        // Headquarters' code is known to whom it decides for.
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { String($0.id) }.map { $0.view(names) }
    }
}

/// Nothing when row-level security hides it.
private struct CampaignOwner: Statement {
    typealias Result = Int64
    static let sql = "SELECT organization_id FROM campaigns WHERE id = $1"
    let id: CampaignID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

private struct ReadCampaignAudit: Statement {
    struct Result: RowDecodable {
        let id: Int64
        let at: Instant
        let actor: String
        let organization: OrganizationID
        let action: String
        let from: String?
        let to: String
        let version: Int32
        let detail: String

        init(from row: inout RowReader) throws {
            id = try row.next()
            at = Instant(try row.next(Timestamp.self))
            actor = try row.next()
            organization = OrganizationID(try row.next())
            action = try row.next()
            from = try row.next()
            to = try row.next()
            version = try row.next()
            detail = try row.next()
        }

        func view(_ names: OrderNames) -> CampaignAuditView {
            CampaignAuditView(
                id: id, at: at, actor: actor, organization: names.code(of: organization), action: CampaignStep(rawValue: action) ?? .change,
                from: from.flatMap { CampaignStatus(rawValue: $0) }, to: CampaignStatus(rawValue: to) ?? .draft, version: version, detail: detail)
        }
    }
    static let sql = """
        SELECT id, at, actor, organization_id, action, from_status, to_status, version, detail
        FROM campaign_audit WHERE campaign_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3
        """
    let campaign: CampaignID
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
