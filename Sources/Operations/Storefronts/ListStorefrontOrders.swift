package import Commerce
import Postgres

extension Brand {
    /// Orders of stores, newest first: a store's own, or those in a distributor's storefront.
    ///
    /// - Parameters:
    ///   - seller: Whose storefront; nil for a store's own orders.
    ///   - store: Narrows a storefront's to one store's.
    /// - Throws: 404 when there is no such distributor, or no such store of its, within the caller's reach.
    package func storefrontOrders(
        of seller: Code? = nil, store: Code? = nil, _ filter: OrderFilter, page: PageRequest, as caller: Caller
    ) async throws -> Page<OrderSummary> {
        let buyers = try await buyers(of: seller, store, caller)
        let list = ListStorefrontOrders(buyers: buyers, filter: filter, before: try page.beforeID(), limit: page.fetchLimit)
        let rows = try await read(as: caller, list).map(\.row)
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { $0.summary(names) }
    }

    func buyers(of seller: Code?, _ store: Code?, _ caller: Caller) async throws -> Range<OrganizationID> {
        guard let seller else { return caller.organization.reach }
        guard let distributor = try await distributor(named: seller), caller.reaches(distributor.id) else { throw Reason.absent("storefront") }
        guard let store else { return OrganizationID(distributor.id.rawValue + 1)..<distributor.id.reach.upperBound }
        guard let found = try await writer.run(StoreNamed(code: store, reach: distributor.id.reach)).first else { throw Reason.absent("store") }
        return found.id.reach
    }
}

/// A store by its code, within a reach.
struct StoreNamed: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        init(from row: inout RowReader) throws { id = OrganizationID(try row.next()) }
    }
    static let sql = "SELECT id FROM organizations WHERE code = $1 AND kind = 'store' AND id >= $2 AND id < $3"
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// A distributor's stores stand side by side in (organization_id, id DESC), so theirs is one range of it; what is in the range is sorted.
private struct ListStorefrontOrders: Statement {
    struct Result: RowDecodable {
        let row: ListedOrder
        init(from row: inout RowReader) throws { self.row = try ListedOrder(from: &row) }
    }
    static let sql = """
        SELECT \(ListedOrder.columns) FROM orders
        WHERE id < $1 AND ($2::text IS NULL OR status = $2) AND ($3::timestamptz IS NULL OR placed_at >= $3)
          AND ($4::timestamptz IS NULL OR placed_at < $4) AND organization_id >= $6 AND organization_id < $7
        ORDER BY id DESC LIMIT $5
        """
    let buyers: Range<OrganizationID>
    let filter: OrderFilter
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        filter.bind(&parameters, before: before, limit: limit)
        parameters.append(buyers.lowerBound.rawValue)
        parameters.append(buyers.upperBound.rawValue)
    }
}
