import Commerce
import Operations

extension Endpoint {
    static let readPoolPolicy = Endpoint(.get, "/v1/stock/pool-policy") { call in
        try call.noQuery()
        let policy = try await call.brand.poolPolicy(as: call.caller)
        return .ok { json in json.object { $0.poolPolicy(policy) } }
    }
}
