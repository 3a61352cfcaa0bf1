import Commerce
import Operations

extension Endpoint {
    /// `placedFrom` is within the period, `placedTo` behind it.
    static let listOrders = Endpoint(.get, "/v1/orders") { call in
        var query = call.query
        let filter = OrderFilter(
            status: query.choice("status"), distributor: query.code("distributor"), placedFrom: query.instant("placedFrom"),
            placedTo: query.instant("placedTo"))
        let page = query.page()
        try query.finish()
        let found = try await call.brand.orders(filter, page: page, as: call.caller)
        return .orders(found, of: call)
    }
}

extension Answer {
    static func orders(_ found: Page<OrderSummary>, of call: Call) -> Answer {
        .ok(page: found, of: call) { json, order in
            json.field("id", order.id.external)
            json.field("number", order.number)
            json.field("status", order.status.rawValue)
            json.field("distributor", order.distributor.text)
            json.fieldIfPresent("store", order.store?.text)
            json.field("placedAt", order.placedAt.rfc3339)
            json.field("promisedAt", order.promisedAt?.rfc3339)
            json.field("subtotalFen", order.subtotalFen)
            json.field("discountFen", order.discountFen)
            json.field("totalFen", order.totalFen)
            json.fieldIfPresent("note", order.note)
        }
    }
}
