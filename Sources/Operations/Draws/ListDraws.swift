package import Commerce
import Postgres

extension Brand {
    /// The draws of the caller's organisation and of those below it, newest first.
    package func draws(of campaign: CampaignID?, state: DrawView.State?, page: PageRequest, as caller: Caller) async throws -> Page<DrawView> {
        let rows = try await read(
            as: caller, ListDraws(before: try page.beforeID(), campaign: campaign, state: state, caller: caller, limit: page.fetchLimit))
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { $0.view(names) }
    }

    /// - Throws: `DrawRefusal.unknown` when the draw isn't within the caller's reach.
    package func draw(_ id: DrawID, as caller: Caller) async throws -> DrawView {
        guard let found = try await read(as: caller, ReadDraw(draw: id, caller: caller)).first else { throw DrawRefusal.unknown }
        return found.view(try await names(organizations: [found.organization]))
    }
}

private struct ReadDraw: Statement {
    typealias Result = DrawRow
    static let sql = "SELECT \(DrawRow.columns) FROM draws d WHERE d.id = $1 AND d.organization_id >= $2 AND d.organization_id < $3"
    let draw: DrawID
    let caller: Caller

    func bind(_ parameters: inout Parameters) {
        parameters.append(draw.rawValue)
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
    }
}

private struct ListDraws: Statement {
    typealias Result = DrawRow
    static let sql = """
        SELECT \(DrawRow.columns) FROM draws d
        WHERE d.id < $1 AND ($2::bigint IS NULL OR d.campaign_id = $2) AND ($3::text IS NULL OR d.state = $3)
          AND d.organization_id >= $4 AND d.organization_id < $5
        ORDER BY d.id DESC LIMIT $6
        """
    let before: Int64
    let campaign: CampaignID?
    let state: DrawView.State?
    let caller: Caller
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        let reach = caller.organization.reach
        parameters.append(before)
        parameters.append(campaign?.rawValue)
        parameters.append(state?.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(limit)
    }
}
