package import Commerce
import Postgres

extension Brand {
    /// The warehouses within the caller's reach, headquarters' and its own region's, in order of code.
    package func warehouses(_ page: PageRequest, as caller: Caller) async throws -> Page<WarehouseView> {
        let (rows) = try await read(
            as: caller, ListWarehouses(caller: caller, only: nil, after: try page.afterCode(), limit: page.fetchLimit))
        return Page(Array(rows), for: page) { $0.code.text }.map { view(of: $0, for: caller) }
    }

    /// - Throws: 404 for one that the caller doesn't see.
    package func warehouse(_ code: Code, as caller: Caller) async throws -> WarehouseView {
        let (rows) = try await read(as: caller, ListWarehouses(caller: caller, only: code, after: "", limit: 1))
        guard let row = rows.first else { throw Reason.absent("warehouse") }
        return view(of: row, for: caller)
    }

    private func view(of row: ListWarehouses.Result, for caller: Caller) -> WarehouseView {
        WarehouseView(
            code: row.code, name: row.name, kind: row.kind,
            organization: row.ownerCode ?? catalog.current.organizations[row.owner]?.code ?? caller.code, place: row.place, active: row.active)
    }
}

/// The owner's row is out of reach when the owner stands above the caller; its code is then taken from memory.
private struct ListWarehouses: Statement {
    struct Result: RowDecodable {
        let code: Code
        let name: String
        let kind: WarehouseKind
        let owner: OrganizationID
        let ownerCode: Code?
        let place: Coordinates
        let active: Bool
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            name = try row.next()
            kind = WarehouseKind(rawValue: try row.next()) ?? .distributor
            owner = OrganizationID(try row.next())
            ownerCode = try row.next(String?.self).map { Code(stored: $0) }
            place = Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next())
            active = try row.next()
        }
    }
    static let sql = """
        SELECT w.code, w.name, w.kind, w.organization_id, o.code, w.latitude_e6, w.longitude_e6, w.active
        FROM warehouses w LEFT JOIN organizations o ON o.id = w.organization_id
        WHERE (w.organization_id >= $1 AND w.organization_id < $2 OR w.organization_id IN (0, $3)) AND w.code > $4
          AND ($6::text IS NULL OR w.code = $6)
        ORDER BY w.code
        LIMIT $5
        """
    let caller: Caller
    let only: Code?
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(caller.organization.region?.rawValue ?? 0)
        parameters.append(after)
        parameters.append(limit)
        parameters.append(only?.text)
    }
}
