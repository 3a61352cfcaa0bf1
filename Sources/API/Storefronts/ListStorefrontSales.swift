import Commerce
import Operations

extension Endpoint {
    /// What a distributor's stores bought and sold, by SKU.
    static let listStorefrontSales = Endpoint(.get, "/v1/storefronts/{distributor}/sales") { call in
        let distributor = try call.code("distributor")
        var query = call.query
        let store = query.code("store")
        let (from, to) = (query.calendarDay("from"), query.calendarDay("to"))
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefrontSales(of: distributor, store: store, from: from, to: to, page: page, as: call.caller)
        return .ok(page: found, of: call) { json, sales in
            json.field("sku", sales.sku.text)
            json.field("orderedUnits", sales.orderedUnits)
            json.field("orderedFen", sales.orderedFen)
            json.field("deliveredUnits", sales.deliveredUnits)
            json.field("reportedUnits", sales.reportedUnits)
        }
    }
}
