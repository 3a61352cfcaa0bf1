import Commerce
import Operations

extension Endpoints {
    /// What a distributor puts of its own storefront, and a region of all of its distributors'.
    static let storefrontTerms: [Endpoint] = [
        .listStorefronts, .putStorefront, .readStorefront, .putStorefrontAssortment, .readStorefrontAssortment, .putTierRules, .readTierRules,
        .runTierRules, .putStorefrontPolicy, .readStorefrontPolicy,
    ]
}

extension JSONObjectWriter {
    /// The fields of a storefront as its distributor sees it.
    mutating func storefront(_ view: StorefrontDetails) {
        field("distributor", view.distributor.text)
        field("name", view.terms.name)
        field("description", view.terms.description)
        field("open", view.terms.open)
        field("minOrderFen", view.terms.minOrderFen)
        array("deliveryWeekdays") { json in
            for day in view.terms.deliveryWeekdays { json.value(Int64(day)) }
        }
        field("items", view.items)
        field("createdAt", view.createdAt.rfc3339)
        field("updatedAt", view.updatedAt.rfc3339)
    }

    mutating func storefrontItem(_ item: StorefrontItem) {
        field("sku", item.sku.text)
        field("priceFen", item.priceFen)
        object("tierPrices") { json in
            json.fieldIfPresent("core", item.tierPrices[.core])
            json.fieldIfPresent("potential", item.tierPrices[.potential])
            json.fieldIfPresent("nurture", item.tierPrices[.nurture])
        }
        fieldIfPresent("maxUnits", item.maxUnits)
    }
}
