package import Commerce
import Postgres

extension Work {
    /// The buyer says that a shipment arrived; what was paid for it in money earns points. When it was the last one and nothing waits, the order is fulfilled.
    /// - Returns: the shipment afterwards.
    /// - Throws: 404, or `ShipmentRefusal` when the caller isn't its buyer or it hasn't been shipped.
    package func deliverShipment(_ id: ShipmentID) async throws -> ShipmentView {
        let (order, shipment) = try await lockShipment(id, toward: .deliver)
        _ = try await run(StepShipment(id: id, status: .delivered, at: now))
        try await earnPoints(order, by: id)
        try await tell(.shipmentDelivered, of: shipment, order) { json in
            json.field("promisedAt", shipment.promisedAt.rfc3339)
            json.field("deliveredAt", now.rfc3339)
        }
        try await settle(order)
        return try await shipmentView(id)
    }
}
