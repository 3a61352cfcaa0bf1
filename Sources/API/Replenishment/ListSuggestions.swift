import Commerce
import Operations

extension Endpoint {
    static let listSuggestions = Endpoint(.get, "/v1/replenishment/suggestions") { call in
        var query = call.query
        let distributor = query.code("distributor")
        let status: SuggestionStatus? = query.choice("status")
        let page = query.page()
        try query.finish()
        let found = try await call.brand.suggestions(of: distributor, status: status, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.suggestion($1) }
    }
}
