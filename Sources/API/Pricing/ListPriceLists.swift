import Commerce
import Operations

extension Endpoint {
    static let listPriceLists = Endpoint(.get, "/v1/price-lists", may: .editPrices) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.priceLists(page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.priceList($1) }
    }
}
