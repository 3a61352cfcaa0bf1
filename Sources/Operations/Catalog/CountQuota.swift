import Commerce
import Postgres

extension Work {
    /// The region's quota as it stands once every other transaction that adds to it has ended: the region's row is locked first and the
    /// SKUs counted after, in a statement of their own, which sees what those have committed.
    func quota(of region: OrganizationID) async throws -> RegionalQuota {
        let (_, counted) = try await run(LockOrganization(id: region), CountQuota(region: region))
        return counted[0].quota
    }
}

struct LockOrganization: Statement {
    static let sql = "SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE"
    let id: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
    }
}

struct CountQuota: Statement {
    struct Result: RowDecodable {
        let quota: RegionalQuota
        init(from row: inout RowReader) throws {
            quota = RegionalQuota(activeCentral: try row.next(), used: try row.next())
        }
    }
    static let sql = """
        SELECT count(*) FILTER (WHERE owner_id = 0 AND status = 'active'), count(*) FILTER (WHERE owner_id = $1 AND status <> 'discontinued')
        FROM skus WHERE owner_id IN (0, $1)
        """
    let region: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(region.rawValue)
    }
}
