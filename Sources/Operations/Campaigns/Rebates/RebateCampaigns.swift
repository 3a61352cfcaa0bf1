import Commerce
import Postgres

/// Campaigns that may have something to post: tiered ones, also those by order, which only their definition tells apart.
struct ListRebateCampaigns: Statement {
    struct Result: RowDecodable {
        let id: CampaignID
        init(from row: inout RowReader) throws { id = CampaignID(try row.next()) }
    }
    static let sql = """
        SELECT c.id FROM campaigns c
        WHERE c.kind = 'tiered' AND c.status IN ('live', 'ended') AND c.starts_at <= $1 AND \(ReadRebateCampaign.end) > $1 - interval '90 days'
        ORDER BY c.id
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) { parameters.append(Timestamp(at)) }
}

/// Makes the postings of one campaign follow each other: what its budget has left is counted once.
struct LockRebateCampaign: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws { _ = try row.next(Int64.self) }
    }
    static let sql = "SELECT id FROM campaigns WHERE id = $1 FOR NO KEY UPDATE"
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}

/// A campaign as its rebates are counted.
struct ReadRebateCampaign: Statement {
    struct Result: RowDecodable {
        let id: CampaignID
        let version: Int32
        let owner: OrganizationID
        let status: CampaignStatus
        let startsAt: Instant
        let endsAt: Instant
        /// Of the version in force; nil when it can't be read any more.
        let definition: CampaignDefinition?

        init(from row: inout RowReader) throws {
            id = CampaignID(try row.next())
            version = try row.next()
            owner = OrganizationID(try row.next())
            status = CampaignStatus(rawValue: try row.next(String.self)) ?? .draft
            startsAt = Instant(try row.next(Timestamp.self))
            endsAt = Instant(try row.next(Timestamp.self))
            let text: String = try row.next()
            definition = try? CampaignDefinition.read(JSONObject(stored: text))
        }

        var isPosting: Bool { status == .live || status == .ended }
    }
    /// When the period of `campaigns c` ends: sooner than planned when the campaign was ended.
    static let end = "least(c.ends_at, (SELECT min(a.at) FROM campaign_audit a WHERE a.campaign_id = c.id AND a.to_status = 'ended'))"
    static let sql = """
        SELECT c.id, c.version, c.organization_id, c.status, c.starts_at, \(end), v.definition
        FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version WHERE c.id = $1
        """
    let campaign: CampaignID

    func bind(_ parameters: inout Parameters) { parameters.append(campaign.rawValue) }
}
