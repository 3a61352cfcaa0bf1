import Commerce
import Operations

extension Endpoint {
    static let pickShipment = Endpoint(.post, "/v1/shipments/{id}/pick", may: .workShipments, keyed: true, finishes: true) { call in
        try await call.shipmentStep { work, id in try await work.pickShipment(id) }
    }
}
