import Commerce
import Operations

extension Endpoint {
    static let listStorefronts = Endpoint(.get, "/v1/storefronts") { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefronts(page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.storefront($1) }
    }

    static let readStorefront = Endpoint(.get, "/v1/storefronts/{distributor}") { call in
        try call.noQuery()
        let found = try await call.brand.storefront(of: try call.code("distributor"), as: call.caller)
        return .ok { json in json.object { $0.storefront(found) } }
    }
}
