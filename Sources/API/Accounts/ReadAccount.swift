import Commerce
import Operations

extension Endpoint {
    static let readAccount = Endpoint(.get, "/v1/accounts/{organization}") { call in
        try call.noQuery()
        let account = try await call.brand.account(of: try call.code("organization"), as: call.caller)
        return .ok { json in json.object { $0.account(account.position) } }
    }
}
