import Commerce
import Operations

extension Endpoint {
    /// The store's own orders, newest first.
    static let listOwnStorefrontOrders = Endpoint(.get, "/v1/storefront/orders", may: .orderInStorefront) { call in
        var query = call.query
        let filter = query.storefrontOrders()
        let page = query.page()
        try query.finish()
        return .orders(try await call.brand.storefrontOrders(filter, page: page, as: call.caller), of: call)
    }

    /// What a distributor's stores ordered, newest first.
    static let listStorefrontOrders = Endpoint(.get, "/v1/storefronts/{distributor}/orders") { call in
        let distributor = try call.code("distributor")
        var query = call.query
        let store = query.code("store")
        let filter = query.storefrontOrders()
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefrontOrders(of: distributor, store: store, filter, page: page, as: call.caller)
        return .orders(found, of: call)
    }
}

extension QueryForm {
    fileprivate mutating func storefrontOrders() -> OrderFilter {
        OrderFilter(status: choice("status"), placedFrom: instant("placedFrom"), placedTo: instant("placedTo"))
    }
}
