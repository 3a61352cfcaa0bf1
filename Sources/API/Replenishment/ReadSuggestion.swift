import Commerce
import Operations

extension Endpoint {
    static let readSuggestion = Endpoint(.get, "/v1/replenishment/suggestions/{id}") { call in
        try call.noQuery()
        let found = try await call.brand.suggestion(try call.id(of: SuggestionEntity.self), as: call.caller)
        return .ok { json in json.object { $0.suggestion(found) } }
    }
}
