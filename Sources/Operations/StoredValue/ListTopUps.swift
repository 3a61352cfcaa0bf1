package import Commerce
import Postgres

/// What became of a top-up's gift.
package enum GiftState: String, CaseIterable, Sendable {
    /// The campaign's owner has still to send it.
    case open
    case sent
}

extension Brand {
    /// The top-ups of the caller's organisation and of those below it, newest first.
    /// - Parameter gift: Only those that gave a gift which stands so.
    package func topUps(of campaign: CampaignID?, gift: GiftState?, page: PageRequest, as caller: Caller) async throws -> Page<TopUpView> {
        let rows = try await read(
            as: caller, ListTopUps(before: try page.beforeID(), campaign: campaign, gift: gift, reach: caller.organization.reach, limit: page.fetchLimit))
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { $0.view(names) }
    }

    /// - Throws: `StoredValueRefusal.unknownTopUp` when the top-up isn't within the caller's reach.
    package func topUp(_ id: TopUpID, as caller: Caller) async throws -> TopUpView {
        guard let found = try await read(as: caller, ReadTopUp(id: id, reach: caller.organization.reach)).first else { throw StoredValueRefusal.unknownTopUp }
        return found.view(try await names(organizations: [found.organization]))
    }
}

private struct ReadTopUp: Statement {
    typealias Result = TopUpRow
    static let sql = "SELECT \(TopUpRow.columns) FROM stored_top_ups t WHERE t.id = $1 AND t.organization_id >= $2 AND t.organization_id < $3"
    let id: TopUpID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

private struct ListTopUps: Statement {
    typealias Result = TopUpRow
    static let sql = """
        SELECT \(TopUpRow.columns) FROM stored_top_ups t
        WHERE t.id < $1 AND ($2::bigint IS NULL OR t.campaign_id = $2)
          AND ($3::text IS NULL OR t.gift_sku IS NOT NULL AND (t.sent_at IS NULL) = ($3 = 'open'))
          AND t.organization_id >= $4 AND t.organization_id < $5
        ORDER BY t.id DESC LIMIT $6
        """
    let before: Int64
    let campaign: CampaignID?
    let gift: GiftState?
    let reach: Range<OrganizationID>
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(before)
        parameters.append(campaign?.rawValue)
        parameters.append(gift?.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(limit)
    }
}
