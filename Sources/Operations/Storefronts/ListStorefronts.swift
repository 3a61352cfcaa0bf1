package import Commerce
import Postgres

extension Brand {
    /// The storefronts within the caller's reach, by their distributors' codes. A store reaches none: its own is `ownStorefront`.
    package func storefronts(page: PageRequest, as caller: Caller) async throws -> Page<StorefrontDetails> {
        let list = ListStorefronts(reach: caller.organization.reach, after: try page.afterCode(), limit: page.fetchLimit)
        return Page(try await readReplica(as: caller, list).map(\.view), for: page) { $0.distributor.text }
    }

    /// - Throws: `StorefrontRefusal.unknownStorefront` when there is none of this distributor within the caller's reach.
    package func storefront(of distributor: Code, as caller: Caller) async throws -> StorefrontDetails {
        let rows = try await read(as: caller, StorefrontInReach(reach: caller.organization.reach, distributor: distributor))
        guard let view = rows.first?.view else { throw StorefrontRefusal.unknownStorefront }
        return view
    }
}

/// The reach is asked here, too: what a store's distributor publishes to it, row-level security lets it read. Storefronts are far fewer than
/// organisations, so each one's distributor is looked up by its key (OFFSET keeps the planner to it), and they are sorted.
private struct ListStorefronts: Statement {
    typealias Result = StorefrontDetailsRow
    static let sql = """
        SELECT \(StorefrontDetailsRow.columns)
        FROM storefronts f, LATERAL (SELECT id, code FROM organizations WHERE id = f.organization_id OFFSET 0) o
        WHERE f.organization_id >= $1 AND f.organization_id < $2 AND o.code > $3
        ORDER BY o.code
        LIMIT $4
        """
    let reach: Range<OrganizationID>
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(limit)
    }
}

struct StorefrontInReach: Statement {
    typealias Result = StorefrontDetailsRow
    static let sql = """
        SELECT \(StorefrontDetailsRow.columns)
        FROM storefronts f JOIN organizations o ON o.id = f.organization_id
        WHERE o.id >= $1 AND o.id < $2 AND o.code = $3
        """
    let reach: Range<OrganizationID>
    let distributor: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(distributor.text)
    }
}
