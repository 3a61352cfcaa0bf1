import Commerce
import Operations

extension Endpoint {
    static let listStock = Endpoint(.get, "/v1/stock") { call in
        var query = call.query
        let warehouse = query.code("warehouse")
        let sku = query.code("sku")
        let page = query.page()
        try query.finish()
        let stock = try await call.brand.stock(warehouse: warehouse, sku: sku, page, as: call.caller)
        return .ok(page: stock, of: call) { $0.stock($1) }
    }
}
