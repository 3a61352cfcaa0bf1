import Commerce
import Operations

extension Endpoint {
    static let listAllocations = Endpoint(.get, "/v1/allocations") { call in
        var query = call.query
        let sku = query.code("sku")
        let page = query.page()
        try query.finish()
        return .ok(page: try await call.brand.allocations(sku: sku, page, as: call.caller), of: call) { $0.allocation($1) }
    }
}
