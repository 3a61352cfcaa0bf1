import Commerce
import Operations

extension Endpoint {
    static let listSKUs = Endpoint(.get, "/v1/skus") { call in
        var query = call.query
        let filter = SKUFilter(
            search: query.text("q", max: 200), category: query.choice("category"), aroma: query.choice("aroma"),
            priceBand: query.choice("priceBand"), status: query.choice("status"))
        let page = query.page()
        try query.finish()
        let found = try await call.brand.skus(filter, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.sku($1) }
    }
}
