package import Commerce
import Postgres

extension Work {
    /// The warehouse has taken a shipment's goods off its shelves.
    /// - Returns: the shipment afterwards.
    /// - Throws: 404, or `ShipmentRefusal` when it isn't the caller's to pick or isn't released.
    package func pickShipment(_ id: ShipmentID) async throws -> ShipmentView {
        let (order, shipment) = try await lockShipment(id, toward: .pick)
        _ = try await run(StepShipment(id: id, status: .picked, at: now))
        try await tell(.shipmentPicked, of: shipment, order)
        return try await shipmentView(id)
    }
}
