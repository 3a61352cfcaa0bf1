package import Commerce
import Postgres

/// Units of an order line that wait for stock.
package struct BackorderView: Sendable {
    package let order: OrderID
    package let number: String
    package let distributor: Code
    package let line: Int
    package let sku: Code
    package let units: Int64
    package let placedAt: Instant
}

extension Brand {
    /// What waits for stock within the caller's reach, in the order in which it will be filled: the oldest order first.
    package func backorders(page: PageRequest, as caller: Caller) async throws -> Page<BackorderView> {
        let after = try page.afterNumbers(3)
        if let after, !ListBackorders.isPlausible(after) { throw PageRequest.invalidCursor }
        let rows = try await read(
            as: caller, ListBackorders(reach: caller.organization.reach, after: after, limit: page.fetchLimit))
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { $0.cursor }.map { row in
            BackorderView(
                order: row.order, number: row.number, distributor: names.distributor(of: row.organization), line: row.line, sku: row.sku,
                units: row.units, placedAt: Instant(row.placedAt))
        }
    }
}

/// Waiting lines are few and have an index of their own; they are sorted here.
private struct ListBackorders: Statement {
    struct Result: RowDecodable {
        let order: OrderID
        let number: String
        let organization: OrganizationID
        let placedAt: Timestamp
        let line: Int
        let sku: Code
        let units: Int64
        init(from row: inout RowReader) throws {
            order = OrderID(try row.next())
            number = try row.next()
            organization = OrganizationID(try row.next())
            placedAt = try row.next()
            line = Int(try row.next(Int32.self))
            sku = Code(stored: try row.next())
            units = try row.next()
        }

        var cursor: String { "\(placedAt.microsecondsSince1970).\(order.rawValue).\(line)" }
    }
    static let sql = """
        SELECT o.id, o.number, o.organization_id, o.placed_at, l.line_no, k.code, l.backordered_units
        FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN skus k ON k.id = l.sku_id
        WHERE l.backordered_units > 0 AND o.organization_id >= $1 AND o.organization_id < $2
          AND ($3::timestamptz IS NULL OR (o.placed_at, o.id, l.line_no) > ($3, $4, $5))
        ORDER BY o.placed_at, o.id, l.line_no
        LIMIT $6
        """
    let reach: Range<OrganizationID>
    let after: [Int64]?
    let limit: Int64

    /// Whether a cursor's numbers are of a kind that the database has: a time within its years, a line's number.
    static func isPlausible(_ cursor: [Int64]) -> Bool {
        (0..<253_402_300_800_000_000).contains(cursor[0]) && Int32(exactly: cursor[2]) != nil
    }

    func bind(_ parameters: inout Parameters) {
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
        parameters.append((after?[0]).map { Timestamp(microsecondsSince1970: $0) })
        parameters.append(after?[1])
        parameters.append((after?[2]).map { Int32(truncatingIfNeeded: $0) })
        parameters.append(limit)
    }
}
