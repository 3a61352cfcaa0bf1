import Commerce
import Operations

extension Endpoint {
    static let listShipments = Endpoint(.get, "/v1/shipments") { call in
        var query = call.query
        let warehouse = query.code("warehouse")
        let status = query.choice("status", of: ShipmentStatus.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.shipments(warehouse: warehouse, status: status, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.shipment($1) }
    }
}
