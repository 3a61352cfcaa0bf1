package import Commerce
import Postgres

extension Brand {
    /// The lines of stock movements within the caller's reach, newest first. A filter that names nothing finds nothing.
    package func movements(warehouse: Code?, sku: Code?, _ page: PageRequest, as caller: Caller) async throws -> Page<MovementLineView> {
        let wanted = try MovementsWanted(caller: caller, warehouse: warehouse, page)
        let rows: [MovementRow]
        if let sku {
            rows = Array(try await read(as: caller, ListMovementsOfSKU(wanted: wanted, sku: sku)))
        } else {
            rows = Array(try await read(as: caller, ListMovements(wanted: wanted)))
        }
        return Page(rows, for: page, key: \.cursor).map(\.view)
    }
}

private struct MovementRow: RowDecodable {
    let view: MovementLineView
    let cursor: String

    init(from row: inout RowReader) throws {
        let at: Timestamp = try row.next()
        let id: Int64 = try row.next()
        let warehouse: Int32 = try row.next()
        let sku: Int32 = try row.next()
        view = MovementLineView(
            id: ID(id), at: Instant(at), kind: MovementKind(rawValue: try row.next()) ?? .adjustment, warehouse: Code(stored: try row.next()),
            sku: Code(stored: try row.next()), units: try row.next(), reason: try row.next())
        cursor = "\(at.microsecondsSince1970).\(id).\(warehouse).\(sku)"
    }
}

private struct MovementsWanted: Sendable {
    let caller: Caller
    let warehouse: Code?
    /// Time in microseconds, document, warehouse, SKU of the line that the last page ended with.
    let before: [Int64]
    let limit: Int64

    /// The end of the year 9999: later than any movement.
    private static let end: Int64 = 253_402_300_799_999_999

    /// - Throws: 422 `INVALID_CURSOR` for numbers of no kind that the database has.
    init(caller: Caller, warehouse: Code?, _ page: PageRequest) throws {
        self.caller = caller
        self.warehouse = warehouse
        limit = page.fetchLimit
        before = try page.afterNumbers(4) ?? [Self.end, .max, Int64(Int32.max), Int64(Int32.max)]
        guard (0...Self.end).contains(before[0]), Int32(exactly: before[2]) != nil, Int32(exactly: before[3]) != nil else {
            throw PageRequest.invalidCursor
        }
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(caller.organization.reach.lowerBound.rawValue)
        parameters.append(caller.organization.reach.upperBound.rawValue)
        parameters.append(warehouse?.text)
        parameters.append(Timestamp(microsecondsSince1970: before[0]))
        parameters.append(before[1])
        parameters.append(Int32(truncatingIfNeeded: before[2]))
        parameters.append(Int32(truncatingIfNeeded: before[3]))
        parameters.append(limit)
    }

    /// Takes the newest lines of each warehouse from its index and then the newest of those, so that the work grows with the caller's
    /// warehouses and not with the ledger. The order is total: a document has one line a warehouse and SKU. Ids alone wouldn't do, they say
    /// nothing about order between servers.
    static func sql(where condition: String) -> String {
        """
        SELECT m.at, m.id, m.warehouse_id, m.sku_id, m.kind, w.code, k.code, m.units, m.reason
        FROM (SELECT id, code FROM warehouses
              WHERE organization_id >= $1 AND organization_id < $2 AND ($3::text IS NULL OR code = $3)) w
        CROSS JOIN LATERAL (
            SELECT * FROM stock_movements m
            WHERE m.warehouse_id = w.id AND \(condition) AND m.at <= $4 AND (m.at, m.id, m.warehouse_id, m.sku_id) < ($4, $5, $6, $7)
            ORDER BY m.at DESC, m.id DESC, m.sku_id DESC LIMIT $8) m
        JOIN skus k ON k.id = m.sku_id
        ORDER BY m.at DESC, m.id DESC, m.warehouse_id DESC, m.sku_id DESC
        LIMIT $8
        """
    }
}

private struct ListMovements: Statement {
    typealias Result = MovementRow
    static let sql = MovementsWanted.sql(where: "true")
    let wanted: MovementsWanted

    func bind(_ parameters: inout Parameters) {
        wanted.bind(&parameters)
    }
}

private struct ListMovementsOfSKU: Statement {
    typealias Result = MovementRow
    static let sql = MovementsWanted.sql(where: "m.sku_id = (SELECT id FROM skus WHERE code = $9)")
    let wanted: MovementsWanted
    let sku: Code

    func bind(_ parameters: inout Parameters) {
        wanted.bind(&parameters)
        parameters.append(sku.text)
    }
}
