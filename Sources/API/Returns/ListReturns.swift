import Commerce
import Operations

extension Endpoint {
    static let listReturns = Endpoint(.get, "/v1/returns") { call in
        var query = call.query
        let status = query.choice("status", of: ReturnStatus.self)
        let page = query.page()
        try query.finish()
        let found = try await call.brand.returns(status: status, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.return($1) }
    }
}
