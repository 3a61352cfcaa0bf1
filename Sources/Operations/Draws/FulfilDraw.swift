package import Commerce
import Postgres

extension Work {
    /// The goods that a draw won have left: said by the campaign's owner, or headquarters, once. That they left its stock is a movement of its own.
    ///
    /// - Throws: `DrawRefusal`: `.unknown` when the draw isn't within the caller's reach, `.anothers`, `.nothingToSend`.
    package func fulfilDraw(_ id: DrawID) async throws -> DrawView {
        guard let found = try await run(LockDrawRow(draw: id)).first, caller.reaches(found.draw.organization) else { throw DrawRefusal.unknown }
        guard caller.reaches(found.owner) else { throw DrawRefusal.anothers }
        guard found.draw.state == .open else { throw DrawRefusal.nothingToSend }
        _ = try await run(SendPrize(draw: id, at: now))
        return found.draw.view(try await names(organizations: [found.draw.organization]), sentAt: now)
    }
}

private struct LockDrawRow: Statement {
    struct Result: RowDecodable {
        let draw: DrawRow
        let owner: OrganizationID
        init(from row: inout RowReader) throws {
            draw = try DrawRow(from: &row)
            owner = OrganizationID(try row.next())
        }
    }
    static let sql = """
        SELECT \(DrawRow.columns), c.organization_id FROM draws d JOIN campaigns c ON c.id = d.campaign_id WHERE d.id = $1 FOR NO KEY UPDATE OF d
        """
    let draw: DrawID

    func bind(_ parameters: inout Parameters) { parameters.append(draw.rawValue) }
}

private struct SendPrize: Statement {
    static let sql = "UPDATE draws SET state = 'sent', sent_at = $2 WHERE id = $1"
    let draw: DrawID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(draw.rawValue)
        parameters.append(Timestamp(at))
    }
}
