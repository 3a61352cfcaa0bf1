package import Commerce
import Postgres

extension Brand {
    /// Stock in order of warehouse and SKU: whole rows within the caller's reach, free quantities of headquarters' and its own
    /// region's warehouses. A filter that names nothing the caller sees finds nothing.
    package func stock(warehouse: Code?, sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<StockView> {
        let after = try StockPosition(page.after)
        let (rows) = try await read(
            as: caller, ListStock(caller: caller, warehouse: warehouse, sku: sku, after: after, limit: page.fetchLimit))
        let pool = catalog.current.pool
        return Page(Array(rows), for: page) { StockPosition(warehouse: $0.warehouse.text, sku: $0.sku.text).cursor }.map { row in
            StockView(
                warehouse: row.warehouse, sku: row.sku, level: row.level,
                terms: pool.terms(of: row.skuID, packUnits: row.packUnits, in: row.kind), showsBooks: caller.reaches(row.owner))
        }
    }
}

/// Where a list in order of warehouse and SKU goes on. Codes have no slash.
struct StockPosition: Sendable {
    let warehouse: String
    let sku: String

    init(warehouse: String, sku: String) {
        self.warehouse = warehouse
        self.sku = sku
    }

    init(_ cursor: String?) throws {
        guard let cursor else {
            self.init(warehouse: "", sku: "")
            return
        }
        let parts = cursor.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let warehouse = Code(String(parts[0])), let sku = Code(String(parts[1])) else {
            throw PageRequest.invalidCursor
        }
        self.init(warehouse: warehouse.text, sku: sku.text)
    }

    var cursor: String { warehouse + "/" + sku }
}

private struct ListStock: Statement {
    struct Result: RowDecodable {
        let warehouse: Code
        let kind: WarehouseKind
        let owner: OrganizationID
        let sku: Code
        let skuID: SKUID
        let packUnits: Int64
        let level: StockLevel
        init(from row: inout RowReader) throws {
            warehouse = Code(stored: try row.next())
            kind = WarehouseKind(rawValue: try row.next()) ?? .distributor
            owner = OrganizationID(try row.next())
            sku = Code(stored: try row.next())
            skuID = SKUID(try row.next())
            packUnits = Int64(try row.next(Int32.self))
            level = StockLevel(
                onHand: try row.next(), reserved: try row.next(), poolReserved: try row.next(), safetyStock: try row.next())
        }
    }
    static let sql = """
        SELECT w.code, w.kind, l.organization_id, k.code, k.id, CASE WHEN k.loose_sale THEN 1 ELSE k.units_per_case END,
               l.on_hand, l.reserved, l.pool_reserved, l.safety_stock
        FROM warehouses w JOIN stock_levels l ON l.warehouse_id = w.id JOIN skus k ON k.id = l.sku_id
        WHERE (l.organization_id >= $1 AND l.organization_id < $2 OR l.organization_id IN (0, $3))
          AND ($4::text IS NULL OR w.code = $4) AND ($5::text IS NULL OR k.code = $5)
          AND (w.code, k.code) > ($6, $7)
        ORDER BY w.code, k.code
        LIMIT $8
        """
    let caller: Caller
    let warehouse: Code?
    let sku: Code?
    let after: StockPosition
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(caller.organization.region?.rawValue ?? 0)
        parameters.append(warehouse?.text)
        parameters.append(sku?.text)
        parameters.append(after.warehouse)
        parameters.append(after.sku)
        parameters.append(limit)
    }
}
