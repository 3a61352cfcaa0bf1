import Commerce
import Postgres

/// Changes balances by what entries say; a distributor's first points open its account. Its prepaid account is locked.
struct ChangePoints: Statement {
    static let sql = """
        INSERT INTO point_accounts AS a (organization_id, owner_id, points)
        SELECT o, w, sum(p)::bigint FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS u (o, w, p) GROUP BY o, w ORDER BY o, w
        ON CONFLICT (organization_id, owner_id) DO UPDATE SET points = a.points + excluded.points
        """
    private let entries: [InsertPointEntries.Row]

    init(_ entries: [InsertPointEntries.Row]) {
        self.entries = entries
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(entries.map(\.organization.rawValue))
        parameters.append(entries.map(\.owner.rawValue))
        parameters.append(entries.map(\.points))
    }
}

struct InsertPointEntries: Statement {
    struct Row: Sendable {
        let id: Int64
        let organization: OrganizationID
        let owner: OrganizationID
        let order: OrderID
        let points: Int64
        let fen: Int64
        let reference: Int64?
        let kind: PointEntryKind
    }

    static let sql = """
        INSERT INTO point_entries (id, at, organization_id, owner_id, order_id, points, fen, reference, kind)
        SELECT i, $1, o, w, d, p, f, r, k
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
             AS u (i, o, w, d, p, f, r, k)
        """
    let rows: [Row]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.id))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.owner.rawValue))
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.points))
        parameters.append(rows.map(\.fen))
        parameters.append(rows.map(\.reference))
        parameters.append(rows.map(\.kind.rawValue))
    }
}
