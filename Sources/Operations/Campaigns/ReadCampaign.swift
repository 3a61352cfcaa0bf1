package import Commerce
import Postgres

extension Brand {
    /// - Throws: `CampaignRefusal.unknown` when the caller doesn't see it.
    package func campaign(_ id: CampaignID, as caller: Caller) async throws -> CampaignView {
        guard let found = try await read(as: caller, ReadCampaign(id: id, caller: caller)).first else { throw CampaignRefusal.unknown }
        guard !caller.reaches(found.row.owner) else { return found.view(to: caller, found.definition) }
        return found.view(to: caller, try await published(found.definition, to: caller).shown(found.definition))
    }

    /// Without their settings, newest first.
    package func campaigns(status: CampaignStatus?, kind: CampaignKind?, page: PageRequest, as caller: Caller) async throws -> Page<CampaignView> {
        let rows = try await read(
            as: caller, ListCampaigns(before: try page.beforeID(), status: status, kind: kind, caller: caller, limit: page.fetchLimit))
        let names = try await names(organizations: Set(rows.map(\.owner)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { row in
            CampaignView(row, owner: names.code(of: row.owner), isOwn: caller.reaches(row.owner))
        }
    }
}

extension Work {
    /// The campaign as this work leaves it, for whoever runs it.
    func campaignView(_ row: CampaignRow) async throws -> CampaignView {
        guard let found = try await run(ReadCampaign(id: row.id, caller: caller)).first else { throw CampaignRefusal.unknown }
        return found.view(to: caller, found.definition)
    }
}

/// A campaign with the version in force, or the draft, and the next one in preparation, which row-level security leaves out for whom it is
/// only published to.
private struct ReadCampaign: Statement {
    struct Result: RowDecodable {
        let row: CampaignRow
        let definition: JSONObject
        let next: JSONObject?

        init(from row: inout RowReader) throws {
            self.row = try CampaignRow(from: &row)
            definition = try JSONObject(stored: try row.next())
            next = try row.next(String?.self).map { try JSONObject(stored: $0) }
        }

        func view(to caller: Caller, _ shown: JSONObject) -> CampaignView {
            var owner = Code(stored: "")
            if case .string(let text)? = definition["owner"] { owner = Code(stored: text) }
            let next: CampaignView.Next? =
                if let number = row.nextVersion, let next { CampaignView.Next(version: number, definition: next) } else { nil }
            return CampaignView(row, owner: owner, isOwn: caller.reaches(row.owner), definition: shown, next: next)
        }
    }
    static let sql = """
        SELECT \(CampaignRow.columns), v.definition, n.definition
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        LEFT JOIN campaign_versions n ON n.campaign_id = c.id AND n.version = c.draft_version
        WHERE c.id = $1 AND \(CampaignSight.sql(lower: "$2", upper: "$3", region: "$4"))
        """
    let id: CampaignID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        CampaignSight.bind(caller, to: &parameters)
    }
}

private struct ListCampaigns: Statement {
    typealias Result = CampaignRow
    static let sql = """
        SELECT \(CampaignRow.columns) FROM campaigns c
        WHERE c.id < $1 AND ($2::text IS NULL OR c.status = $2) AND ($3::text IS NULL OR c.kind = $3)
          AND \(CampaignSight.sql(lower: "$4", upper: "$5", region: "$6"))
        ORDER BY c.id DESC LIMIT $7
        """
    let before: Int64
    let status: CampaignStatus?
    let kind: CampaignKind?
    let caller: Caller
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(before)
        parameters.append(status?.rawValue)
        parameters.append(kind?.rawValue)
        CampaignSight.bind(caller, to: &parameters)
        parameters.append(limit)
    }
}
