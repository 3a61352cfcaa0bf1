import Commerce
import Operations

extension Endpoint {
    static let shipShipment = Endpoint(.post, "/v1/shipments/{id}/ship", may: .workShipments, keyed: true, finishes: true) { call in
        try await call.shipmentStep { work, id in try await work.shipShipment(id) }
    }
}
