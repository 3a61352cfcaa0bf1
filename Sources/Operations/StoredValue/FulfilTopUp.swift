package import Commerce
import Postgres

extension Work {
    /// The gift of a top-up has left: said by the campaign's owner, or headquarters, once. That it left its stock is a movement of its own.
    ///
    /// - Throws: `StoredValueRefusal`: `.unknownTopUp` when it isn't within the caller's reach, `.anothers`, `.nothingToSend`.
    package func fulfilTopUp(_ id: TopUpID) async throws -> TopUpView {
        guard let found = try await run(LockTopUp(id: id)).first, caller.reaches(found.top.organization) else { throw StoredValueRefusal.unknownTopUp }
        guard caller.reaches(found.owner) else { throw StoredValueRefusal.anothers }
        guard found.top.gift != nil, found.top.sentAt == nil else { throw StoredValueRefusal.nothingToSend }
        _ = try await run(SendGift(id: id, at: now))
        return found.top.view(try await names(organizations: [found.top.organization]), sentAt: now)
    }
}

private struct LockTopUp: Statement {
    struct Result: RowDecodable {
        let top: TopUpRow
        let owner: OrganizationID
        init(from row: inout RowReader) throws {
            top = try TopUpRow(from: &row)
            owner = OrganizationID(try row.next())
        }
    }
    static let sql = """
        SELECT \(TopUpRow.columns), c.organization_id FROM stored_top_ups t JOIN campaigns c ON c.id = t.campaign_id WHERE t.id = $1 FOR NO KEY UPDATE OF t
        """
    let id: TopUpID

    func bind(_ parameters: inout Parameters) { parameters.append(id.rawValue) }
}

private struct SendGift: Statement {
    static let sql = "UPDATE stored_top_ups SET sent_at = $2 WHERE id = $1"
    let id: TopUpID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(Timestamp(at))
    }
}
