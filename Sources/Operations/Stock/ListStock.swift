package import Commerce
import Postgres

extension Brand {
    /// Stock in order of warehouse and SKU: whole rows within the caller's reach, free quantities of headquarters' and its own
    /// region's warehouses. A filter that names nothing the caller sees finds nothing.
    package func stock(warehouse: Code?, sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<StockView> {
        let after = try StockPosition(page.after)
        let wanted = StockWanted(caller: caller, warehouse: warehouse, after: after, limit: page.fetchLimit)
        let rows: [StockRow]
        if let sku {
            rows = Array(try await read(as: caller, ListStockOfSKU(wanted: wanted, sku: sku)))
        } else {
            rows = Array(try await read(as: caller, ListStock(wanted: wanted)))
        }
        let pool = catalog.current.pool
        return Page(rows, for: page) { StockPosition(warehouse: $0.warehouse.text, sku: $0.sku.text).cursor }.map { row in
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

private struct StockRow: RowDecodable {
    static let columns = """
        w.code, w.kind, l.organization_id, k.code, k.id, CASE WHEN k.loose_sale THEN 1 ELSE k.units_per_case END,
        l.on_hand, l.reserved, l.pool_reserved, l.safety_stock
        """
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
        level = StockLevel(onHand: try row.next(), reserved: try row.next(), poolReserved: try row.next(), safetyStock: try row.next())
    }
}

private struct StockWanted: Sendable {
    /// The warehouses that the caller sees and the filter names.
    static let condition = """
        (w.organization_id >= $1 AND w.organization_id < $2 OR w.organization_id IN (0, $3)) AND ($4::text IS NULL OR w.code = $4)
        """
    let caller: Caller
    let warehouse: Code?
    let after: StockPosition
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(caller.organization.region?.rawValue ?? 0)
        parameters.append(warehouse?.text)
        parameters.append(after.warehouse)
        parameters.append(after.sku)
        parameters.append(limit)
    }
}

/// Picks the few warehouses that a page can come from before it looks at rows: as many as the page is long and one more, which may have
/// nothing left. Sorting all that a headquarters sees would take a second where there are thousands of warehouses.
private struct ListStock: Statement {
    typealias Result = StockRow
    static let sql = """
        WITH page AS MATERIALIZED (
            SELECT w.id FROM warehouses w
            WHERE \(StockWanted.condition) AND w.code >= $5 AND EXISTS (SELECT 1 FROM stock_levels l WHERE l.warehouse_id = w.id)
            ORDER BY w.code LIMIT $7 + 1)
        SELECT \(StockRow.columns)
        FROM page JOIN warehouses w USING (id) JOIN stock_levels l ON l.warehouse_id = w.id JOIN skus k ON k.id = l.sku_id
        WHERE (w.code, k.code) > ($5, $6)
        ORDER BY w.code, k.code
        LIMIT $7
        """
    let wanted: StockWanted

    func bind(_ parameters: inout Parameters) {
        wanted.bind(&parameters)
    }
}

/// One SKU has a row a warehouse at most: these may all be sorted.
private struct ListStockOfSKU: Statement {
    typealias Result = StockRow
    static let sql = """
        SELECT \(StockRow.columns)
        FROM skus k JOIN stock_levels l ON l.sku_id = k.id JOIN warehouses w ON w.id = l.warehouse_id
        WHERE k.code = $8 AND \(StockWanted.condition) AND (w.code, k.code) > ($5, $6)
        ORDER BY w.code, k.code
        LIMIT $7
        """
    let wanted: StockWanted
    let sku: Code

    func bind(_ parameters: inout Parameters) {
        wanted.bind(&parameters)
        parameters.append(sku.text)
    }
}
