package import Commerce
import Postgres

/// What a period rebate has come to for one distributor, as of the last posting.
package struct RebateView: Equatable, Sendable {
    package let organization: OrganizationID
    package let distributor: Code
    package let standing: RebateStanding
    /// The tier reached, counted from 1; nil before the first.
    package let tier: Int?
}

extension Brand {
    /// The statements of the caller's organisation and of those below it; none of a campaign that is no period rebate.
    /// - Throws: `CampaignRefusal.unknown` when the caller doesn't see the campaign; 422 `INVALID_CURSOR`.
    package func rebates(of id: CampaignID, page: PageRequest, as caller: Caller) async throws -> Page<RebateView> {
        let after = try page.afterNumbers(1)?[0] ?? 0
        let (campaigns, rows) = try await read(
            as: caller, FindRebateCampaign(campaign: id, caller: caller), ListRebates(campaign: id, caller: caller, after: after, limit: page.fetchLimit))
        guard let campaign = campaigns.first else { throw CampaignRefusal.unknown }
        var rebate: Tiered?
        if case .tiered(let tiered) = campaign.definition.component { rebate = tiered }
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(
            rows.map { row in
                RebateView(
                    organization: row.organization, distributor: names.code(of: row.organization), standing: row.standing,
                    tier: rebate.flatMap { RebateStatement.tier(of: $0, units: row.standing.units) })
            }, for: page
        ) { String($0.organization.rawValue) }
    }
}

private struct FindRebateCampaign: Statement {
    struct Result: RowDecodable {
        let definition: CampaignDefinition
        init(from row: inout RowReader) throws { definition = try CampaignDefinition.read(JSONObject(stored: try row.next())) }
    }
    static let sql = """
        SELECT v.definition FROM campaigns c JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        WHERE c.id = $1 AND \(CampaignSight.sql(lower: "$2", upper: "$3", region: "$4"))
        """
    let campaign: CampaignID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        CampaignSight.bind(caller, to: &parameters)
    }
}

private struct ListRebates: Statement {
    typealias Result = RebateRow
    static let sql = """
        SELECT campaign_id, organization_id, units, earned_fen, posted_fen, settled_fen, day_fen, day FROM rebate_statements
        WHERE campaign_id = $1 AND organization_id > $4 AND organization_id >= $2 AND organization_id < $3
        ORDER BY organization_id LIMIT $5
        """
    let campaign: CampaignID
    let caller: Caller
    let after: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        let reach = caller.organization.reach
        parameters.append(campaign.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}
