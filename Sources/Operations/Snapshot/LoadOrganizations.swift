import Commerce
import Postgres

/// All but stores, of which only the suspended are few enough to be kept. Coordinates are null together.
struct LoadOrganizations: Statement {
    struct Result: RowDecodable {
        let record: OrganizationRecord
        init(from row: inout RowReader) throws {
            let id = OrganizationID(try row.next())
            let code = Code(stored: try row.next())
            let name: String = try row.next()
            let suspended: Bool = try row.next()
            let tier: String? = try row.next()
            let latitude: Int32? = try row.next()
            let longitude: Int32? = try row.next()
            var place: Coordinates?
            if let latitude, let longitude { place = Coordinates(storedLatitudeE6: latitude, longitudeE6: longitude) }
            record = OrganizationRecord(id: id, code: code, name: name, suspended: suspended, tier: tier, place: place)
        }
    }
    static let sql = """
        SELECT id, code, name, status = 'suspended', tier, latitude_e6, longitude_e6 FROM organizations
        WHERE kind <> 'store' OR status = 'suspended'
        """
    func bind(_ parameters: inout Parameters) {}
}

/// Which clients may sign in, so that a token of a revoked one stops working.
struct LoadClients: Statement {
    struct Result: RowDecodable {
        let clientID: String
        let organization: OrganizationID
        init(from row: inout RowReader) throws {
            clientID = try row.next()
            organization = OrganizationID(try row.next())
        }
    }
    static let sql = "SELECT client_id, organization_id FROM api_clients WHERE revoked_at IS NULL"
    func bind(_ parameters: inout Parameters) {}
}

struct LoadWarehouses: Statement {
    struct Result: RowDecodable {
        let record: WarehouseRecord
        init(from row: inout RowReader) throws {
            record = WarehouseRecord(
                id: WarehouseID(try row.next()), code: Code(stored: try row.next()), name: try row.next(),
                organization: OrganizationID(try row.next()), kind: WarehouseKind(rawValue: try row.next()) ?? .distributor,
                place: Coordinates(storedLatitudeE6: try row.next(), longitudeE6: try row.next()), active: try row.next())
        }
    }
    static let sql = "SELECT id, code, name, organization_id, kind, latitude_e6, longitude_e6, active FROM warehouses"
    func bind(_ parameters: inout Parameters) {}
}
