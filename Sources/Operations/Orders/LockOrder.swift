import Commerce
import Postgres

/// An order under its lock, with all that hangs from it. Whatever changes an order, its lines, shipments, holds or returns after it was
/// placed locks its row first, so nothing of it moves until the work ends.
struct LockedOrder: Sendable {
    let id: OrderID
    let organization: OrganizationID
    let number: String
    let status: OrderStatus
    let allowBackorder: Bool
    /// Whether anything but money pays a part of it.
    let hasTender: Bool
    /// Whether what is paid of it in money earns points.
    let earnsPoints: Bool
    let lines: [OrderLines.Result]
    let shipments: [OrderShipments.Result]
    let holds: [OrderHolds.Result]
    /// Those of its SKUs that orders wait for, itself or others; known when it was locked together with them.
    var awaited: Set<SKUID> = []

    /// Who pays for it, in key order: its buyer, and the distributor that the brand supplies a store for.
    var payers: [OrganizationID] {
        organization.kind == .store ? [organization.seller, organization] : [organization]
    }

    func shipment(_ id: ShipmentID) -> OrderShipments.Result? {
        shipments.first { $0.id == id }
    }

    /// What a shipment still holds.
    func pending(of shipment: ShipmentID) -> [OrderHolds.Result] {
        holds.filter { $0.shipment == shipment && $0.pendingUnits > 0 }
    }

    /// Units of a line that left a warehouse.
    func shippedUnits(ofLine line: Int) -> Int64 {
        holds.reduce(0) { $1.line == line ? $0 + $1.postedUnits : $0 }
    }

    /// The line as its shares of money are told from.
    /// - Parameter cancelledUnits: those of before, when this work has cancelled some.
    /// - Throws: `BrokenOrder`.
    func sold(_ line: Int, cancelledUnits: Int64? = nil) throws -> SoldLine {
        guard let row = lines.first(where: { $0.line == line }),
            let sold = SoldLine(
                units: row.units, unitPriceFen: row.unitPriceFen, discountFen: row.discountFen, shippedUnits: shippedUnits(ofLine: line),
                cancelledUnits: cancelledUnits ?? row.cancelledUnits)
        else { throw BrokenOrder(order: id, line: line) }
        return sold
    }
}

/// The tables contradict each other about an order: a defect, which the audit finds too.
struct BrokenOrder: Error {
    let order: OrderID
    let line: Int
}

extension Work {
    /// Locks an order and reads it as it then is. One round trip: later statements of a pipeline see what the lock waited for.
    /// - Returns: nil when there is none.
    func lockOrder(_ key: OrderKey) async throws -> LockedOrder? {
        let (heads, lines, shipments, holds) = try await run(
            LockOrder(key: key), OrderLines(key: key), OrderShipments(key: key), OrderHolds(key: key))
        return heads.first.map { $0.order(lines, shipments, holds) }
    }

    /// Locks an order together with those that wait for any of its SKUs, as one row of locks, and reads it as `lockOrder` does: for a work that
    /// may free stock.
    func lockOrderAndWaiting(_ key: OrderKey) async throws -> LockedOrder? {
        let (_, awaited, heads, lines, shipments, holds) = try await run(
            LockOrderAndWaiting(key: key), AwaitedOfOrder(key: key), LockOrder(key: key), OrderLines(key: key), OrderShipments(key: key),
            OrderHolds(key: key))
        var order = heads.first.map { $0.order(lines, shipments, holds) }
        order?.awaited = Set(awaited.map(\.sku))
        return order
    }
}

private struct LockOrder: Statement {
    struct Result: RowDecodable {
        let id: OrderID
        let organization: OrganizationID
        let number: String
        let status: OrderStatus
        let allowBackorder: Bool
        let hasTender: Bool
        let earnsPoints: Bool
        init(from row: inout RowReader) throws {
            id = OrderID(try row.next())
            organization = OrganizationID(try row.next())
            number = try row.next()
            status = OrderStatus(rawValue: try row.next()) ?? .confirmed
            allowBackorder = try row.next()
            hasTender = try row.next()
            earnsPoints = try row.next()
        }

        func order(_ lines: Rows<OrderLines.Result>, _ shipments: Rows<OrderShipments.Result>, _ holds: Rows<OrderHolds.Result>) -> LockedOrder {
            LockedOrder(
                id: id, organization: organization, number: number, status: status, allowBackorder: allowBackorder, hasTender: hasTender, earnsPoints: earnsPoints,
                lines: Array(lines), shipments: Array(shipments), holds: Array(holds))
        }
    }
    static let sql = """
        SELECT id, organization_id, number, status, allow_backorder, EXISTS (SELECT FROM order_tenders t WHERE t.order_id = orders.id),
               EXISTS (SELECT FROM order_points p WHERE p.order_id = orders.id)
        FROM orders WHERE id = \(OrderKey.sql) FOR NO KEY UPDATE
        """
    let key: OrderKey

    func bind(_ parameters: inout Parameters) { key.bind(&parameters) }
}
