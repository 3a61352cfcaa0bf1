package import Commerce
import Postgres

extension Brand {
    /// Allocations in which the caller, or somebody below it, has a share; the newest first. A filter that names nothing finds nothing.
    package func allocations(sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<AllocationView> {
        let (rows) = try await read(
            as: caller, ListAllocations(caller: caller, sku: sku, before: try page.beforeID(), limit: page.fetchLimit))
        let organizations = catalog.current.organizations
        return Page(Array(rows), for: page) { String($0.id) }.map { row in
            AllocationView(
                id: ID(row.id), sku: row.sku, giver: organizations[row.giver]?.code ?? caller.code, period: row.period, shares: row.shares)
        }
    }
}

private struct ListAllocations: Statement {
    struct Result: RowDecodable {
        let id: Int64
        let sku: Code
        let giver: OrganizationID
        let period: AllocationPeriod
        let shares: [AllocationView.Share]
        init(from row: inout RowReader) throws {
            id = try row.next()
            sku = Code(stored: try row.next())
            giver = OrganizationID(try row.next())
            period = try AllocationPeriod(stored: &row)
            let organizations: [String] = try row.next()
            let units: [Int64] = try row.next()
            let used: [Int64] = try row.next()
            shares = organizations.indices.map {
                AllocationView.Share(organization: Code(stored: organizations[$0]), units: units[$0], used: used[$0])
            }
        }
    }
    static let sql = """
        SELECT a.id, k.code, a.giver_id, a.valid_from, a.valid_to, array_agg(o.code ORDER BY o.code), array_agg(s.units ORDER BY o.code),
               array_agg(s.used ORDER BY o.code)
        FROM allocations a JOIN skus k ON k.id = a.sku_id JOIN allocation_shares s ON s.allocation_id = a.id
        JOIN organizations o ON o.id = s.organization_id
        WHERE s.organization_id >= $1 AND s.organization_id < $2 AND ($3::text IS NULL OR k.code = $3) AND a.id < $4
        GROUP BY a.id, k.code
        ORDER BY a.id DESC
        LIMIT $5
        """
    let caller: Caller
    let sku: Code?
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(sku?.text)
        parameters.append(before)
        parameters.append(limit)
    }
}

extension AllocationPeriod {
    /// From two columns; a CHECK keeps them in order.
    init(stored row: inout RowReader) throws {
        let from = Instant(try row.next(Timestamp.self))
        let to = Instant(try row.next(Timestamp.self))
        guard let period = AllocationPeriod(from: from, to: to) else {
            throw PostgresError(kind: .decoding, message: "an allocation ends before it begins")
        }
        self = period
    }
}
