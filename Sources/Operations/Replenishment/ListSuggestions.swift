package import Commerce
import Postgres

extension Brand {
    /// Suggestions within the caller's reach, the newest first.
    /// - Throws: 404 when `distributor` names none within the caller's reach.
    package func suggestions(
        of distributor: Code? = nil, status: SuggestionStatus? = nil, page: PageRequest, as caller: Caller
    ) async throws -> Page<SuggestionView> {
        let list = ListSuggestions(
            owners: try await owners(distributor, caller), status: status, before: try page.beforeID(), limit: page.fetchLimit)
        return Page(try await read(as: caller, list).map(\.view), for: page) { String($0.id.rawValue) }
    }

    /// - Throws: 404 when there is no such suggestion within the caller's reach.
    package func suggestion(_ id: SuggestionID, as caller: Caller) async throws -> SuggestionView {
        guard let found = try await read(as: caller, ReadSuggestion(id: id)).first?.view else { throw Reason.absent("suggestion") }
        return found
    }

    /// A distributor by its code, or all within the caller's reach.
    func owners(_ distributor: Code?, _ caller: Caller) async throws -> Range<OrganizationID> {
        guard let distributor else { return caller.organization.reach }
        guard let found = try await self.distributor(named: distributor), caller.reaches(found.id) else { throw Reason.absent("distributor") }
        return found.id.reach
    }
}

private struct ReadSuggestion: Statement {
    typealias Result = SuggestionRow
    static let sql = "SELECT \(SuggestionRow.columns) FROM replenishment_suggestions g WHERE g.id = $1"
    let id: SuggestionID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

private struct ListSuggestions: Statement {
    typealias Result = SuggestionRow
    static let sql = """
        SELECT \(SuggestionRow.columns) FROM replenishment_suggestions g
        WHERE g.organization_id >= $1 AND g.organization_id < $2 AND ($3::text IS NULL OR g.status = $3) AND g.id < $4 ORDER BY g.id DESC LIMIT $5
        """
    let owners: Range<OrganizationID>
    let status: SuggestionStatus?
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(owners.lowerBound.rawValue)
        parameters.append(owners.upperBound.rawValue)
        parameters.append(status?.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
