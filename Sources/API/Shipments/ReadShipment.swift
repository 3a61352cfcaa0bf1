import Commerce
import Operations

extension Endpoint {
    static let readShipment = Endpoint(.get, "/v1/shipments/{id}") { call in
        try call.noQuery()
        let shipment = try await call.brand.shipment(try call.id(of: ShipmentEntity.self), as: call.caller)
        return .ok { json in json.object { $0.shipment(shipment) } }
    }
}
