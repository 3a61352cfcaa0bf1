import Commerce
import Operations

extension Endpoint {
    static let listPrices = Endpoint(.get, "/v1/price-lists/{code}/prices", may: .editPrices) { call in
        let code = try call.code("code")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.prices(of: code, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.price($1) }
    }
}
