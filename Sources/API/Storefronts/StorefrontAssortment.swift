import Commerce
import Operations

extension Endpoint {
    /// Replaces all that the storefront sells.
    static let putStorefrontAssortment = Endpoint(.put, "/v1/storefronts/{distributor}/assortment", may: .configureStorefront) { call in
        try call.noQuery()
        let distributor = try call.code("distributor")
        var form = try call.form()
        let items = form.objects("items", StorefrontItem.count) { $0.storefrontItem() }
        try form.finish()
        return try await call.work { work in
            let put = try await work.putStorefrontAssortment(items, of: distributor)
            return .ok { json in json.object { $0.storefront(put) } }
        }
    }

    static let readStorefrontAssortment = Endpoint(.get, "/v1/storefronts/{distributor}/assortment") { call in
        let distributor = try call.code("distributor")
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.storefrontAssortment(of: distributor, page: page, as: call.caller)
        return .ok(page: found, of: call) { $0.storefrontItem($1) }
    }
}

extension ObjectForm {
    fileprivate mutating func storefrontItem() -> StorefrontItem {
        let sku = code("sku")
        let priceFen = int("priceFen", StorefrontItem.priceFenRange)
        let tierPrices = optionalObject("tierPrices") { form in
            var prices: [StoreTier: Int64] = [:]
            for tier in StoreTier.allCases { prices[tier] = form.optionalInt(tier.rawValue, StorefrontItem.priceFenRange) }
            return prices
        }
        return StorefrontItem(
            sku: sku, priceFen: priceFen, tierPrices: tierPrices ?? [:], maxUnits: optionalInt("maxUnits", PriceDraft.minUnitsRange))
    }
}
