import Commerce
import Operations

extension Endpoint {
    /// The oldest order first, as they will be filled.
    static let listBackorders = Endpoint(.get, "/v1/backorders") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.backorders(page: page, as: call.caller)
        return .ok(page: found, of: call) { json, backorder in
            json.field("order", backorder.order.external)
            json.field("number", backorder.number)
            json.field("distributor", backorder.distributor.text)
            json.field("line", backorder.line)
            json.field("sku", backorder.sku.text)
            json.field("units", backorder.units)
            json.field("placedAt", backorder.placedAt.rfc3339)
        }
    }
}
