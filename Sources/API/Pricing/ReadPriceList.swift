import Commerce
import Operations

extension Endpoint {
    static let readPriceList = Endpoint(.get, "/v1/price-lists/{code}", may: .editPrices) { call in
        try call.noQuery()
        let found = try await call.brand.priceList(try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.priceList(found) } }
    }
}
