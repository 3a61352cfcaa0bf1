package import Commerce
import Postgres

extension Brand {
    /// The members of the calling store, or of those below the caller, newest first.
    /// - Parameters:
    ///   - text: a part of code or name.
    ///   - phone: the whole number; by it only the members' own store finds anybody.
    package func members(matching text: String?, phone: MemberPhone?, page: PageRequest, as caller: Caller) async throws -> Page<MemberView> {
        let list = ListMembers(reach: caller.organization.reach, before: try page.beforeID(), text: text, phone: phone, limit: page.fetchLimit)
        return Page(try await read(as: caller, list).map(\.view), for: page) { String($0.id.rawValue) }
    }

    /// - Throws: 404 when there is no such member within the caller's reach.
    package func member(_ id: MemberID, as caller: Caller) async throws -> MemberView {
        guard let found = try await read(as: caller, ReadMember(id: id, reach: caller.organization.reach)).first else { throw Reason.absent("member") }
        return found.view
    }
}

struct ReadMember: Statement {
    typealias Result = MemberRow
    static let sql = "SELECT \(MemberRow.columns) FROM members m WHERE m.id = $1 AND m.organization_id >= $2 AND m.organization_id < $3"
    let id: MemberID
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

private struct ListMembers: Statement {
    typealias Result = MemberRow
    static let sql = """
        SELECT \(MemberRow.columns) FROM members m
        WHERE m.organization_id >= $1 AND m.organization_id < $2 AND m.id < $3
          AND ($4::text IS NULL OR position(lower($4) IN lower(m.code)) > 0 OR position(lower($4) IN lower(m.name)) > 0)
          AND ($5::text IS NULL OR EXISTS (SELECT FROM member_phones p WHERE p.member_id = m.id AND p.phone = $5))
        ORDER BY m.id DESC LIMIT $6
        """
    let reach: Range<OrganizationID>
    let before: Int64
    let text: String?
    let phone: MemberPhone?
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(before)
        parameters.append(text)
        parameters.append(phone?.digits)
        parameters.append(limit)
    }
}
