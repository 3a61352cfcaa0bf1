import Commerce
import Operations

extension Endpoint {
    /// What the shop sells, at this store's prices.
    static let listStorefrontSKUs = Endpoint(.get, "/v1/storefront/skus", may: .orderInStorefront) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefrontSKUs(page: page, of: call.caller)
        return .ok(page: found, of: call) { json, item in
            let details = item.sku.details
            json.field("sku", details.code.text)
            json.field("name", details.name)
            json.field("brand", details.brand)
            json.field("series", details.series)
            json.field("category", details.category.rawValue)
            json.field("aroma", details.aroma.rawValue)
            json.field("volumeMl", Int64(details.volumeMl))
            json.field("unitsPerCase", Int64(details.unitsPerCase))
            json.field("priceFen", item.priceFen)
            json.fieldIfPresent("maxUnits", item.maxUnits)
            json.field("availability", item.availability.rawValue)
            json.array("bundles", item.bundles) { json, bundle in
                json.field("campaign", bundle.campaign.text)
                json.field("name", bundle.name)
                json.field("priceFen", bundle.priceFen)
                json.array("components", bundle.components) { json, component in
                    json.field("sku", component.sku.text)
                    json.field("units", component.units)
                }
            }
        }
    }
}
