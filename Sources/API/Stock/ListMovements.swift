import Commerce
import Operations

extension Endpoint {
    static let listMovements = Endpoint(.get, "/v1/stock/movements") { call in
        var query = call.query
        let warehouse = query.code("warehouse")
        let sku = query.code("sku")
        let page = query.page()
        try query.finish()
        let movements = try await call.brand.movements(warehouse: warehouse, sku: sku, page, as: call.caller)
        return .ok(page: movements, of: call) { $0.movementLine($1) }
    }
}
