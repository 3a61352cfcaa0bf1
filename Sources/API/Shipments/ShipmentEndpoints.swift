import Commerce
import Operations

extension Endpoints {
    static let shipments: [Endpoint] = [
        .listShipments, .readShipment, .pickShipment, .shipShipment, .deliverShipment, .shortShipment, .readDespatchNote, .reportPromises,
    ]
}

extension JSONObjectWriter {
    /// The fields of a shipment; times that haven't come are null.
    mutating func shipment(_ view: ShipmentView) {
        field("id", view.id.external)
        field("number", view.number)
        field("order", view.order.external)
        field("distributor", view.distributor.text)
        fieldIfPresent("store", view.store?.text)
        field("warehouse", view.warehouse.text)
        field("status", view.status.rawValue)
        field("distanceMetres", view.distanceMetres)
        field("createdAt", view.createdAt.rfc3339)
        field("promisedAt", view.promisedAt.rfc3339)
        field("pickedAt", view.pickedAt?.rfc3339)
        field("shippedAt", view.shippedAt?.rfc3339)
        field("deliveredAt", view.deliveredAt?.rfc3339)
        field("cancelledAt", view.cancelledAt?.rfc3339)
        array("lines", view.lines) { json, line in
            json.field("line", line.line)
            json.field("sku", line.sku.text)
            json.field("source", line.source.rawValue)
            json.field("tier", line.tier.rawValue)
            json.field("units", line.units)
        }
    }
}

extension Call {
    /// A step of the shipment that the path names, without a body; answers the shipment as it is afterwards.
    func shipmentStep(_ step: @escaping @Sendable (Work, ShipmentID) async throws -> ShipmentView) async throws -> Answer {
        try noQuery()
        try noBody()
        let id = try id(of: ShipmentEntity.self)
        return try await work { work in
            let shipment = try await step(work, id)
            return .ok { json in json.object { $0.shipment(shipment) } }
        }
    }
}
