import Commerce
import Operations

extension Endpoint {
    static let deliverShipment = Endpoint(.post, "/v1/shipments/{id}/deliver", may: .confirmReceipt, keyed: true, finishes: true) { call in
        try await call.shipmentStep { work, id in try await work.deliverShipment(id) }
    }
}
