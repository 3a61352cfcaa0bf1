package import Commerce
import Postgres

/// A member with what it has.
package struct MemberView: Equatable, Sendable {
    package let id: MemberID
    package let store: Code
    package let code: Code
    package let name: String
    /// Whole for the member's store, masked for those above it.
    package let phone: String?
    package let createdAt: Instant
    package let principalFen: Int64
    package let bonusFen: Int64
    package let points: Int64
}

struct MemberRow: RowDecodable {
    let view: MemberView

    /// The number is there for whom row-level security shows it to.
    static let columns = """
        m.id, (SELECT o.code FROM organizations o WHERE o.id = m.organization_id), m.code, m.name,
        coalesce((SELECT p.phone FROM member_phones p WHERE p.member_id = m.id), m.masked_phone), m.created_at,
        (SELECT a.balance FROM member_accounts a WHERE a.member_id = m.id AND a.kind = 'principal'),
        (SELECT a.balance FROM member_accounts a WHERE a.member_id = m.id AND a.kind = 'bonus'),
        (SELECT a.balance FROM member_accounts a WHERE a.member_id = m.id AND a.kind = 'points')
        """

    init(from row: inout RowReader) throws {
        view = MemberView(
            id: MemberID(try row.next()), store: Code(stored: try row.next()), code: Code(stored: try row.next()), name: try row.next(), phone: try row.next(),
            createdAt: Instant(try row.next(Timestamp.self)), principalFen: try row.next(), bonusFen: try row.next(), points: try row.next())
    }
}
