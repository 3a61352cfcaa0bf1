import Commerce
import Operations

extension Endpoint {
    static let listWebhooks = Endpoint(.get, "/v1/webhooks", may: .manageClients) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.webhooks(page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.webhook($1) }
    }
}
