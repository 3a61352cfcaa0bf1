import Commerce
import Operations

extension Endpoint {
    static let listAccountEntries = Endpoint(.get, "/v1/accounts/{organization}/entries") { call in
        let code = try call.code("organization")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.accountEntries(of: code, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.accountEntry($1) }
    }
}
