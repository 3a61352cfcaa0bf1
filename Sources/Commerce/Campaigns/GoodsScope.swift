/// What a SKU is known by to campaigns. Nil: not said, and so in no scope that asks for it.
package struct GoodsAttributes: Hashable, Sendable {
    package var brand: String?
    package var series: String?
    package var category: String?
    package var aroma: String?
    package var priceBand: String?

    package init(brand: String? = nil, series: String? = nil, category: String? = nil, aroma: String? = nil, priceBand: String? = nil) {
        self.brand = brand
        self.series = series
        self.category = category
        self.aroma = aroma
        self.priceBand = priceBand
    }
}

/// Which goods a campaign looks at: those that meet every condition said; without any, all.
package struct GoodsScope: Equatable, Sendable {
    package var skus: Set<Code>?
    package var excludedSKUs: Set<Code> = []
    package var brand: Set<String>?
    package var series: Set<String>?
    package var category: Set<String>?
    package var aroma: Set<String>?
    package var priceBand: Set<String>?

    package static let everything = GoodsScope()

    package func contains(_ sku: Code, _ attributes: GoodsAttributes) -> Bool {
        guard skus?.contains(sku) ?? true, excludedSKUs.isEmpty || !excludedSKUs.contains(sku) else { return false }
        return Self.meets(brand, attributes.brand) && Self.meets(series, attributes.series) && Self.meets(category, attributes.category)
            && Self.meets(aroma, attributes.aroma) && Self.meets(priceBand, attributes.priceBand)
    }

    private static func meets(_ wanted: Set<String>?, _ value: String?) -> Bool {
        guard let wanted else { return true }
        return value.map { wanted.contains($0) } ?? false
    }

    package init(
        skus: Set<Code>? = nil, excludedSKUs: Set<Code> = [], brand: Set<String>? = nil, series: Set<String>? = nil, category: Set<String>? = nil, aroma: Set<String>? = nil, priceBand: Set<String>? = nil
    ) {
        self.skus = skus
        self.excludedSKUs = excludedSKUs
        self.brand = brand
        self.series = series
        self.category = category
        self.aroma = aroma
        self.priceBand = priceBand
    }
}
