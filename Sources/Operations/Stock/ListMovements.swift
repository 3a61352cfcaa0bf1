package import Commerce
import Postgres

extension Brand {
    /// The lines of stock movements within the caller's reach, newest first. A filter that names nothing finds nothing.
    package func movements(warehouse: Code?, sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<MovementLineView> {
        let before = try page.afterNumbers(4)
        if let before, !ListMovements.isPlausible(before) { throw PageRequest.invalidCursor }
        let (rows) = try await read(
            as: caller, ListMovements(caller: caller, warehouse: warehouse, sku: sku, before: before, limit: page.fetchLimit))
        return Page(Array(rows), for: page, key: \.cursor).map(\.view)
    }
}

/// The order is total: a document has one line a warehouse and SKU. Ids alone wouldn't do, they say nothing about order between servers.
private struct ListMovements: Statement {
    struct Result: RowDecodable {
        let view: MovementLineView
        let cursor: String
        init(from row: inout RowReader) throws {
            let at: Timestamp = try row.next()
            let id: Int64 = try row.next()
            let warehouse: Int32 = try row.next()
            let sku: Int32 = try row.next()
            view = MovementLineView(
                id: ID(id), at: Instant(at), kind: MovementKind(rawValue: try row.next()) ?? .adjustment,
                warehouse: Code(stored: try row.next()), sku: Code(stored: try row.next()), units: try row.next(), reason: try row.next())
            cursor = "\(at.microsecondsSince1970).\(id).\(warehouse).\(sku)"
        }
    }
    static let sql = """
        SELECT m.at, m.id, m.warehouse_id, m.sku_id, m.kind, w.code, k.code, m.units, m.reason
        FROM stock_movements m JOIN warehouses w ON w.id = m.warehouse_id JOIN skus k ON k.id = m.sku_id
        WHERE m.organization_id >= $1 AND m.organization_id < $2
          AND ($3::text IS NULL OR m.warehouse_id = (SELECT id FROM warehouses WHERE code = $3))
          AND ($4::text IS NULL OR m.sku_id = (SELECT id FROM skus WHERE code = $4))
          AND ($5::timestamptz IS NULL OR (m.at, m.id, m.warehouse_id, m.sku_id) < ($5, $6, $7, $8))
        ORDER BY m.at DESC, m.id DESC, m.warehouse_id DESC, m.sku_id DESC
        LIMIT $9
        """
    let caller: Caller
    let warehouse: Code?
    let sku: Code?
    /// Time in microseconds, document, warehouse, SKU.
    let before: [Int64]?
    let limit: Int64

    /// Whether a cursor's numbers are of a kind that the database has: a time within its years, keys of its width.
    static func isPlausible(_ cursor: [Int64]) -> Bool {
        (0..<253_402_300_800_000_000).contains(cursor[0]) && Int32(exactly: cursor[2]) != nil && Int32(exactly: cursor[3]) != nil
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(warehouse?.text)
        parameters.append(sku?.text)
        parameters.append((before?[0]).map { Timestamp(microsecondsSince1970: $0) })
        parameters.append(before?[1])
        parameters.append((before?[2]).map { Int32(truncatingIfNeeded: $0) })
        parameters.append((before?[3]).map { Int32(truncatingIfNeeded: $0) })
        parameters.append(limit)
    }
}
