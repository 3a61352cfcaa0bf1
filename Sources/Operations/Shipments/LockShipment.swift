import Commerce
import Postgres

extension Work {
    /// Locks a shipment's order, for a step that the organisation of its warehouse takes; for one that may free stock also the orders that
    /// wait for it.
    /// - Throws: 404 when neither its buyer nor its warehouse is within the caller's reach; `ShipmentRefusal` when it isn't the caller's to
    ///   handle or not in the state that the step starts from.
    func lockShipment(_ id: ShipmentID, toward step: ShipmentStep) async throws -> (LockedOrder, OrderShipments.Result) {
        let freesStock = step == .ship || step == .short
        let key = OrderKey.shipment(id)
        guard let order = freesStock ? try await lockOrderAndWaiting(key) : try await lockOrder(key), let shipment = order.shipment(id),
            caller.reaches(order.organization) || caller.reaches(shipment.warehouseOrganization)
        else { throw Reason.absent("shipment") }
        if step == .deliver {
            guard caller.organization == order.organization else { throw ShipmentRefusal.anothersOrder }
        } else {
            guard caller.organization == shipment.warehouseOrganization else { throw ShipmentRefusal.anothersWarehouse }
        }
        _ = try shipment.status.after(step)
        return (order, shipment)
    }

    /// One event of a shipment, about its buyer.
    func tell(
        _ type: EventType, of shipment: OrderShipments.Result, _ order: LockedOrder, more: (inout JSONObjectWriter) -> Void = { _ in }
    ) async throws {
        let names = try await names(organizations: [order.organization], warehouses: [shipment.warehouse])
        try await emit(type, about: order.organization) { json in
            json.field("shipment", shipment.id.external)
            json.field("number", shipment.number)
            json.field("order", order.id.external)
            json.field("distributor", names.distributor(of: order.organization).text)
            json.fieldIfPresent("store", names.store(of: order.organization)?.text)
            json.field("warehouse", names.code(of: shipment.warehouse).text)
            more(&json)
        }
    }
}

/// Brings a shipment to its next state, or leaves it where it is. A step is never earlier than the one before it, though servers' clocks differ.
struct StepShipment: Statement {
    static let sql = """
        UPDATE shipments SET status = $2,
            picked_at = CASE WHEN $2 = 'picked' THEN greatest($3, created_at) ELSE picked_at END,
            shipped_at = CASE WHEN $2 = 'shipped' THEN greatest($3, picked_at, created_at) ELSE shipped_at END,
            delivered_at = CASE WHEN $2 = 'delivered' THEN greatest($3, shipped_at) ELSE delivered_at END,
            cancelled_at = CASE WHEN $2 = 'cancelled' THEN greatest($3, picked_at, created_at) ELSE cancelled_at END
        WHERE id = $1 AND status <> $2
        """
    let id: ShipmentID
    let status: ShipmentStatus
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(id.rawValue)
        parameters.append(status.rawValue)
        parameters.append(Timestamp(at))
    }
}
