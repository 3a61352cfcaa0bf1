import Commerce
import Operations

extension Endpoint {
    /// The shop of the store's own distributor.
    static let readOwnStorefront = Endpoint(.get, "/v1/storefront", may: .orderInStorefront) { call in
        try call.noQuery()
        let storefront = try await call.brand.ownStorefront(of: call.caller)
        return .ok { json in
            json.object { json in
                json.field("distributor", storefront.distributor.text)
                json.field("distributorName", storefront.distributorName)
                json.field("name", storefront.name)
                json.field("description", storefront.description)
                json.field("open", storefront.open)
                json.field("minOrderFen", storefront.minOrderFen)
                json.array("deliveryWeekdays") { list in
                    for weekday in storefront.deliveryWeekdays { list.value(Int64(weekday)) }
                }
            }
        }
    }
}
