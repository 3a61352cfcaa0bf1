import Commerce
import Postgres

/// One version of a campaign as it is kept: what its owner said, and what that comes to.
struct CampaignVersion: Sendable {
    let version: Int32
    let templateVersion: Int32?
    let sheet: CampaignSheet
    let definition: CampaignDefinition
}

extension CampaignVersion: RowDecodable {
    init(from row: inout RowReader) throws {
        version = try row.next()
        templateVersion = try row.next()
        definition = try CampaignDefinition.read(JSONObject(stored: try row.next()))
        sheet = CampaignSheet(stored: try JSONObject(stored: try row.next()))
    }
}

struct ReadCampaignVersion: Statement {
    typealias Result = CampaignVersion
    static let sql = "SELECT version, template_version, definition, filled FROM campaign_versions WHERE campaign_id = $1 AND version = $2"
    let campaign: CampaignID
    let version: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(version)
    }
}

/// Inserts a version, or replaces one that is a draft still: the use case holds the campaign's row and has seen that it is.
struct PutCampaignVersion: Statement {
    static let sql = """
        INSERT INTO campaign_versions (campaign_id, created_at, version, template_version, definition, filled, created_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (campaign_id, version) DO UPDATE SET created_at = excluded.created_at, template_version = excluded.template_version,
            definition = excluded.definition, filled = excluded.filled, created_by = excluded.created_by
        """
    let campaign: CampaignID
    let version: CampaignVersion
    let at: Instant
    let by: String

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(version.version)
        parameters.append(version.templateVersion)
        parameters.append(String(decoding: version.definition.json, as: UTF8.self))
        parameters.append(String(decoding: JSONWriter.object { $0.fields(of: version.sheet.object) }, as: UTF8.self))
        parameters.append(by)
    }
}

extension Work {
    func campaignVersion(_ campaign: CampaignID, _ version: Int32) async throws -> CampaignVersion {
        guard let found = try await run(ReadCampaignVersion(campaign: campaign, version: version)).first else { throw CampaignRefusal.unknown }
        return found
    }
}
