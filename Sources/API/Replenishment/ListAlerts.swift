import Commerce
import Operations

extension Endpoint {
    /// Alerts of low stock, one a crossing of the threshold.
    static let listAlerts = Endpoint(.get, "/v1/alerts") { call in
        var query = call.query
        // There is one kind so far; saying it narrows nothing.
        _ = query.choice("kind", of: AlertKind.self)
        let distributor = query.code("distributor")
        let raised = query.bool("raised")
        let page = query.page()
        try query.finish()
        let found = try await call.brand.stockAlerts(of: distributor, raised: raised, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.alert($1) }
    }
}
