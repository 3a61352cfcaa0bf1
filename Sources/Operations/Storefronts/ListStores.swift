package import Commerce
import Postgres

extension Brand {
    /// The stores of a storefront within the caller's reach, by code.
    /// - Throws: `StorefrontRefusal.unknownStorefront`.
    package func stores(
        of distributor: Code, status: StoreStatus?, tier: StoreTier?, page: PageRequest, as caller: Caller
    ) async throws -> Page<StoreView> {
        let reach = caller.organization.reach
        let (found, stores) = try await read(
            as: caller, FindStorefront(distributor: distributor, reach: reach),
            ListStores(
                distributor: distributor, reach: reach, after: try page.afterCode(), status: status?.rawValue, tier: tier?.rawValue,
                limit: page.fetchLimit))
        guard !found.isEmpty else { throw StorefrontRefusal.unknownStorefront }
        return Page(stores.map(\.view), for: page) { $0.code.text }
    }

    /// One store of a storefront within the caller's reach.
    /// - Throws: `StorefrontRefusal.unknownStore`.
    package func store(_ code: Code, of distributor: Code, as caller: Caller) async throws -> StoreView {
        let rows = try await read(as: caller, StoreInReach(reach: caller.organization.reach, distributor: distributor, code: code))
        guard let view = rows.first?.view else { throw StorefrontRefusal.unknownStore }
        return view
    }
}

/// The distributor is found first and by itself, so that its stores are one walk along (parent_id, code) that ends at the limit. Each is looked up
/// as a customer by its key (OFFSET keeps the planner to it): in a join, row-level security's range of ids was taken for the join's condition, and
/// every row was compared with every other.
private struct ListStores: Statement {
    typealias Result = StoreRow
    static let sql = """
        WITH p AS MATERIALIZED (SELECT id, code FROM organizations WHERE code = $1 AND id >= $2 AND id < $3)
        SELECT \(StoreRow.columns)
        FROM p, organizations o, LATERAL (SELECT * FROM stores WHERE organization_id = o.id OFFSET 0) s
        WHERE o.parent_id = (SELECT id FROM p) AND o.code > $4
          AND ($5::text IS NULL OR s.status = $5) AND ($6::text IS NULL OR s.tier = $6)
        ORDER BY o.code
        LIMIT $7
        """
    let distributor: Code
    let reach: Range<OrganizationID>
    let after: String
    let status: String?
    let tier: String?
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(distributor.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(after)
        parameters.append(status)
        parameters.append(tier)
        parameters.append(limit)
    }
}

/// A store by its code, below the distributor that the path names.
struct StoreInReach: Statement {
    typealias Result = StoreRow
    /// The store's id, with the first four parameters of this statement.
    static let id = """
        SELECT o.id FROM organizations o JOIN organizations p ON p.id = o.parent_id
        WHERE o.code = $4 AND o.kind = 'store' AND p.code = $3 AND p.id >= $1 AND p.id < $2
        """
    static let sql = """
        SELECT \(StoreRow.columns)
        FROM organizations o JOIN organizations p ON p.id = o.parent_id, LATERAL (SELECT * FROM stores WHERE organization_id = o.id OFFSET 0) s
        WHERE o.code = $4 AND p.code = $3 AND p.id >= $1 AND p.id < $2
        """
    let reach: Range<OrganizationID>
    let distributor: Code
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append(distributor.text)
        parameters.append(code.text)
    }
}
