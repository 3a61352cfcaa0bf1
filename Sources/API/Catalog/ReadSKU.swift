import Commerce
import Operations

extension Endpoint {
    static let readSKU = Endpoint(.get, "/v1/skus/{code}") { call in
        try call.noQuery()
        let found = try await call.brand.sku(try call.code("code"), as: call.caller)
        return .ok { json in json.object { $0.sku(found) } }
    }
}
