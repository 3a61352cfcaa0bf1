package import Commerce
import Postgres

/// Which orders are listed.
package struct OrderFilter: Sendable {
    package var status: OrderStatus?
    package var distributor: Code?
    /// Placed then or later.
    package var placedFrom: Instant?
    /// Placed before then.
    package var placedTo: Instant?

    package init(status: OrderStatus? = nil, distributor: Code? = nil, placedFrom: Instant? = nil, placedTo: Instant? = nil) {
        self.status = status
        self.distributor = distributor
        self.placedFrom = placedFrom
        self.placedTo = placedTo
    }
}

/// An order in a list.
package struct OrderSummary: Sendable {
    package let id: OrderID
    package let number: String
    package let status: OrderStatus
    package let distributor: Code
    /// The store that buys from the distributor; nil when it is the distributor that buys.
    package let store: Code?
    package let placedAt: Instant
    package let promisedAt: Instant?
    package let subtotalFen: Int64
    package let discountFen: Int64
    package let totalFen: Int64
    package let note: String?
}

extension Brand {
    /// The orders on the brand within the caller's reach, newest first.
    /// - Throws: 404 when `distributor` names none within the caller's reach.
    package func orders(_ filter: OrderFilter, page: PageRequest, as caller: Caller) async throws -> Page<OrderSummary> {
        let before = try page.beforeID()
        let buyer: OrganizationID?
        if let code = filter.distributor {
            guard let found = try await distributor(named: code), caller.reaches(found.id) else { throw Reason.absent("distributor") }
            buyer = found.id
        } else {
            buyer = caller.role == .distributor ? caller.organization : nil
        }
        let rows: [ListedOrder]
        if let buyer {
            rows = try await read(as: caller, ListOrdersOfBuyer(buyer: buyer, filter: filter, before: before, limit: page.fetchLimit)).map(\.row)
        } else {
            let list = ListOrders(reach: caller.organization.reach, filter: filter, before: before, limit: page.fetchLimit)
            rows = try await read(as: caller, list).map(\.row)
        }
        let names = try await names(organizations: Set(rows.map(\.organization)))
        return Page(rows, for: page) { String($0.id.rawValue) }.map { $0.summary(names) }
    }

    /// A distributor by its code; looked for in the database before it is said not to be there.
    func distributor(named code: Code) async throws -> OrganizationRecord? {
        var found = catalog.current.organizations[code]
        if found == nil, try await writer.run(OrganizationExists(code: code)).first != nil {
            try await catalog.reload([.organizations])
            found = catalog.current.organizations[code]
        }
        guard let found, found.id.kind == .distributor else { return nil }
        return found
    }

    /// One distributor's orders: its part of (organization_id, id DESC), read until the page is full.
    private struct ListOrdersOfBuyer: Statement {
        struct Result: RowDecodable {
            let row: ListedOrder
            init(from row: inout RowReader) throws { self.row = try ListedOrder(from: &row) }
        }
        static let sql = """
            SELECT \(ListedOrder.columns) FROM orders
            WHERE id < $1 AND ($2::text IS NULL OR status = $2) AND ($3::timestamptz IS NULL OR placed_at >= $3)
              AND ($4::timestamptz IS NULL OR placed_at < $4) AND organization_id = $6
            ORDER BY id DESC LIMIT $5
            """
        let buyer: OrganizationID
        let filter: OrderFilter
        let before: Int64
        let limit: Int64

        func bind(_ parameters: inout Parameters) {
            filter.bind(&parameters, before: before, limit: limit)
            parameters.append(buyer.rawValue)
        }
    }

    /// Every distributor's in reach: the primary key backwards, of which a region's orders are a fair part.
    private struct ListOrders: Statement {
        struct Result: RowDecodable {
            let row: ListedOrder
            init(from row: inout RowReader) throws { self.row = try ListedOrder(from: &row) }
        }
        static let sql = """
            SELECT \(ListedOrder.columns) FROM orders
            WHERE id < $1 AND ($2::text IS NULL OR status = $2) AND ($3::timestamptz IS NULL OR placed_at >= $3)
              AND ($4::timestamptz IS NULL OR placed_at < $4) AND organization_id >= $6 AND organization_id < $7
              AND organization_id & 1048575 = 0
            ORDER BY id DESC LIMIT $5
            """
        let reach: Range<OrganizationID>
        let filter: OrderFilter
        let before: Int64
        let limit: Int64

        func bind(_ parameters: inout Parameters) {
            filter.bind(&parameters, before: before, limit: limit)
            parameters.append(reach.lowerBound.rawValue)
            parameters.append(reach.upperBound.rawValue)
        }
    }
}

/// A row of `orders` on its way to a list.
struct ListedOrder: RowDecodable {
    let id: OrderID
    let organization: OrganizationID
    let number: String
    let status: OrderStatus
    let placedAt: Instant
    let promisedAt: Instant?
    let subtotalFen: Int64
    let discountFen: Int64
    let totalFen: Int64
    let note: String?

    static let columns = "id, organization_id, number, status, placed_at, promised_at, subtotal_fen, discount_fen, total_fen, note"

    init(from row: inout RowReader) throws {
        id = OrderID(try row.next())
        organization = OrganizationID(try row.next())
        number = try row.next()
        status = OrderStatus(rawValue: try row.next()) ?? .confirmed
        placedAt = Instant(try row.next(Timestamp.self))
        promisedAt = try row.next(Timestamp?.self).map { Instant($0) }
        subtotalFen = try row.next()
        discountFen = try row.next()
        totalFen = try row.next()
        note = try row.next()
    }

    func summary(_ names: OrderNames) -> OrderSummary {
        OrderSummary(
            id: id, number: number, status: status, distributor: names.distributor(of: organization), store: names.store(of: organization), placedAt: placedAt, promisedAt: promisedAt,
            subtotalFen: subtotalFen, discountFen: discountFen, totalFen: totalFen, note: note)
    }
}

extension OrderFilter {
    /// $1 to $5 of a list.
    func bind(_ parameters: inout Parameters, before: Int64, limit: Int64) {
        parameters.append(before)
        parameters.append(status?.rawValue)
        parameters.append(placedFrom.map { Timestamp($0) })
        parameters.append(placedTo.map { Timestamp($0) })
        parameters.append(limit)
    }
}

private struct OrganizationExists: Statement {
    struct Result: RowDecodable {
        init(from row: inout RowReader) throws {}
    }
    static let sql = "SELECT FROM organizations WHERE code = $1"
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
    }
}
