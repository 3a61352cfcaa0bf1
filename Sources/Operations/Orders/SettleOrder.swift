import Commerce
import Postgres

extension Work {
    /// Brings an order's state in line with its waiting units and its shipments as they now are, and tells when it is fulfilled or cancelled by
    /// that. The order is locked.
    @discardableResult
    func settle(_ order: LockedOrder) async throws -> OrderStatus {
        let standing = try await run(OrderStanding(order: order.id))
        guard let standing = standing.first else { return order.status }
        let status = OrderStatus(waitingUnits: standing.waitingUnits, shipments: standing.shipments, awaiting: standing.status)
        if status != standing.status { _ = try await run(SetOrderStatus(order: order.id, status: status)) }
        if status != order.status, status == .cancelled {
            try await resolveCampaigns([:], of: order, as: .undone)
            try await giveBackPrize(of: order)
        }
        if status != order.status, status == .fulfilled || status == .cancelled {
            try await tell(status == .fulfilled ? .orderFulfilled : .orderCancelled, of: order, status: status)
        }
        return status
    }

    func tell(_ type: EventType, of order: LockedOrder, status: OrderStatus) async throws {
        let names = try await names(organizations: [order.organization])
        try await emit(type, about: order.organization) { json in
            json.field("order", order.id.external)
            json.field("number", order.number)
            json.field("distributor", names.distributor(of: order.organization).text)
            json.fieldIfPresent("store", names.store(of: order.organization)?.text)
            json.field("status", status.rawValue)
        }
    }
}

private struct OrderStanding: Statement {
    struct Result: RowDecodable {
        let status: OrderStatus
        let waitingUnits: Int64
        let shipments: [ShipmentStatus]
        init(from row: inout RowReader) throws {
            status = OrderStatus(rawValue: try row.next()) ?? .confirmed
            waitingUnits = try row.next()
            shipments = try row.next([String].self).compactMap { ShipmentStatus(rawValue: $0) }
        }
    }
    static let sql = """
        SELECT o.status, (SELECT coalesce(sum(backordered_units), 0)::bigint FROM order_lines WHERE order_id = o.id),
               ARRAY(SELECT status FROM shipments WHERE order_id = o.id)
        FROM orders o WHERE o.id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}

struct SetOrderStatus: Statement {
    static let sql = "UPDATE orders SET status = $2 WHERE id = $1"
    let order: OrderID
    let status: OrderStatus

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(status.rawValue)
    }
}
