import Commerce
import Postgres

/// A distributor's statement in one campaign, as it is kept.
struct RebateRow: RowDecodable, Sendable {
    let campaign: CampaignID
    let organization: OrganizationID
    var standing: RebateStanding
    /// What was posted on `day`, the day of the last posting in Asia/Shanghai.
    private(set) var dayFen: Int64
    private(set) var day: Int32

    init(campaign: CampaignID, organization: OrganizationID) {
        self.campaign = campaign
        self.organization = organization
        standing = RebateStanding()
        dayFen = 0
        day = 0
    }

    init(from row: inout RowReader) throws {
        campaign = CampaignID(try row.next())
        organization = OrganizationID(try row.next())
        standing = RebateStanding(units: try row.next(), earnedFen: try row.next(), postedFen: try row.next(), settledFen: try row.next())
        dayFen = try row.next()
        day = try row.next()
    }

    mutating func note(postedFen: Int64, day today: Int32) {
        guard postedFen > 0 else { return }
        dayFen = postedFen + (day == today ? dayFen : 0)
        day = today
    }
}

/// What a campaign has posted so far, region by region.
struct SumRebates: Statement {
    struct Result: RowDecodable {
        let region: OrganizationID
        let fen: Int64
        let todayFen: Int64
        let uses: Int64
        init(from row: inout RowReader) throws {
            region = OrganizationID(try row.next())
            fen = try row.next()
            todayFen = try row.next()
            uses = try row.next()
        }
    }
    static let sql = """
        SELECT (organization_id >> 40) << 40, sum(posted_fen)::bigint, coalesce(sum(day_fen) FILTER (WHERE day = $2), 0)::bigint,
               count(*) FILTER (WHERE posted_fen > 0)
        FROM rebate_statements WHERE campaign_id = $1 GROUP BY 1
        """
    let campaign: CampaignID
    let day: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(day)
    }
}

/// The statements of distributors whose accounts are locked: the campaign's own, and those of its owner's other campaigns that carry something,
/// the older first.
struct ReadRebateStatements: Statement {
    typealias Result = RebateRow
    static let sql = """
        SELECT s.campaign_id, s.organization_id, s.units, s.earned_fen, s.posted_fen, s.settled_fen, s.day_fen, s.day
        FROM rebate_statements s JOIN campaigns c ON c.id = s.campaign_id
        WHERE s.organization_id = ANY ($3::bigint[]) AND (s.campaign_id = $1 OR (s.carried_fen < 0 AND c.organization_id = $2))
        ORDER BY s.organization_id, s.campaign_id
        """
    let campaign: CampaignID
    let owner: OrganizationID
    let organizations: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(owner.rawValue)
        parameters.append(organizations.map(\.rawValue))
    }
}

struct WriteRebateStatements: Statement {
    static let sql = """
        INSERT INTO rebate_statements (campaign_id, organization_id, units, earned_fen, posted_fen, settled_fen, carried_fen, day_fen, day, updated_at)
        SELECT u.*, $1 FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::int[])
            AS u (c, o, n, e, p, s, k, f, d)
        ON CONFLICT (campaign_id, organization_id) DO UPDATE SET units = excluded.units, earned_fen = excluded.earned_fen,
            posted_fen = excluded.posted_fen, settled_fen = excluded.settled_fen, carried_fen = excluded.carried_fen, day_fen = excluded.day_fen,
            day = excluded.day, updated_at = excluded.updated_at
        """
    let rows: [RebateRow]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.campaign.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.standing.units))
        parameters.append(rows.map(\.standing.earnedFen))
        parameters.append(rows.map(\.standing.postedFen))
        parameters.append(rows.map(\.standing.settledFen))
        parameters.append(rows.map(\.standing.carriedFen))
        parameters.append(rows.map(\.dayFen))
        parameters.append(rows.map(\.day))
    }
}
