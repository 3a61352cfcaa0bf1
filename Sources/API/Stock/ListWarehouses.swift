import Commerce
import Operations

extension Endpoint {
    static let listWarehouses = Endpoint(.get, "/v1/warehouses") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        return .ok(page: try await call.brand.warehouses(page, as: call.caller), of: call) { $0.warehouse($1) }
    }
}
