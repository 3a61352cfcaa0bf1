import Commerce
import Postgres

/// The warehouses of these codes, whoever sees them: the use case checks that.
struct WarehousesNamed: Statement {
    struct Result: RowDecodable {
        let id: WarehouseID
        let code: Code
        let owner: OrganizationID
        let kind: WarehouseKind
        init(from row: inout RowReader) throws {
            id = WarehouseID(try row.next())
            code = Code(stored: try row.next())
            owner = OrganizationID(try row.next())
            kind = WarehouseKind(rawValue: try row.next()) ?? .distributor
        }
    }
    static let sql = "SELECT id, code, organization_id, kind FROM warehouses WHERE code = ANY($1::text[])"
    let codes: [Code]

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
    }
}

/// The SKUs of these codes, active or not, that exist for the caller.
struct SKUsNamed: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        let code: Code
        let packUnits: Int64
        let shelfLifeDays: Int?
        init(from row: inout RowReader) throws {
            id = SKUID(try row.next())
            code = Code(stored: try row.next())
            packUnits = Int64(try row.next(Int32.self))
            shelfLifeDays = try row.next(Int32?.self).map { Int($0) }
        }
    }
    static let sql = """
        SELECT s.id, s.code, CASE WHEN s.loose_sale THEN 1 ELSE s.units_per_case END, s.shelf_life_days FROM skus s
        WHERE s.code = ANY($1::text[]) AND \(SKUVisibility.existence(region: "$2", isBelow: "$3"))
        """
    let codes: [Code]
    let caller: Caller

    init(codes: [Code], for caller: Caller) {
        self.codes = codes
        self.caller = caller
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
        SKUVisibility(caller: caller).bind(&parameters)
    }
}

/// Makes the rows that aren't there yet, empty, in key order as they are locked afterwards.
struct MakeStockRows: Statement {
    static let sql = """
        INSERT INTO stock_levels (organization_id, warehouse_id, sku_id)
        SELECT o, w, s FROM unnest($1::bigint[], $2::int[], $3::int[]) AS u (o, w, s)
        ORDER BY w, s
        ON CONFLICT (warehouse_id, sku_id) DO NOTHING
        """
    let rows: [(owner: OrganizationID, key: StockKey)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.owner.rawValue))
        parameters.append(rows.map(\.key.warehouse.rawValue))
        parameters.append(rows.map(\.key.sku.rawValue))
    }
}
