package import Commerce
import Postgres

extension Work {
    /// A game hands a token in for one of the campaign's distributors, good for one draw. By the campaign's owner, or headquarters.
    ///
    /// - Throws: `CampaignRefusal.unknown`, `.anothers`; `DrawRefusal`: `.unknown` when the campaign draws nothing, `.noGame`, `.notInAudience`,
    ///   `.tokenExists`; 404 for a distributor that isn't there.
    package func addDrawToken(_ token: Code, of id: CampaignID, for distributor: Code) async throws {
        let row = try await lockCampaign(id)
        let (campaigns, organizations) = try await run(ReadDrawnCampaign(campaign: id), FindDrawer(code: distributor, reach: row.owner.reach))
        guard row.status.isPublished, let definition = campaigns.first?.definition, case .luckyDraw(let draw) = definition.component else {
            throw DrawRefusal.unknown
        }
        guard draw.tokenSource == .game else { throw DrawRefusal.noGame }
        guard let organization = organizations.first?.id else { throw Reason.absent("distributor") }
        guard let buyer = try await run(ReadDrawBuyer(buyer: organization)).first, definition.audience.includes(buyer.codes, tier: buyer.tier) else {
            throw DrawRefusal.notInAudience
        }
        let added = try await run(InsertDrawToken(campaign: id, token: token, organization: organization, at: now))
        guard added.affected == 1 else { throw DrawRefusal.tokenExists }
    }
}

private struct FindDrawer: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        init(from row: inout RowReader) throws { id = OrganizationID(try row.next()) }
    }
    static let sql = "SELECT id FROM organizations WHERE code = $1 AND kind = 'distributor' AND id >= $2 AND id < $3"
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

private struct InsertDrawToken: Statement {
    static let sql = """
        INSERT INTO draw_tokens (campaign_id, organization_id, at, token) VALUES ($1, $2, $3, $4) ON CONFLICT ON CONSTRAINT draw_tokens_once DO NOTHING
        """
    let campaign: CampaignID
    let token: Code
    let organization: OrganizationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(campaign.rawValue)
        parameters.append(organization.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(token.text)
    }
}
