import Commerce
import Operations

extension Endpoint {
    static let dismissSuggestion = Endpoint(.post, "/v1/replenishment/suggestions/{id}/dismiss", may: .configureStorefront) { call in
        try call.noQuery()
        try call.noBody()
        let id = try call.id(of: SuggestionEntity.self)
        return try await call.work { work in
            try await work.dismissSuggestion(id)
            return .noContent
        }
    }
}
