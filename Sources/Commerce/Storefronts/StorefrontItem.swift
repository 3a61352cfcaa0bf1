/// What a distributor sells a SKU for in its storefront, per bottle.
package struct StorefrontItem: Equatable, Sendable {
    /// How many SKUs one storefront may have.
    package static let count = 0...2000
    package static let priceFenRange: ClosedRange<Int64> = 1...SKUField.highestPriceFen

    package let sku: Code
    package let priceFen: Int64
    /// Stand for the price for stores of their tier.
    package let tierPrices: [StoreTier: Int64]
    /// At most so many bottles in one order; nil: any number.
    package let maxUnits: Int64?

    package init(sku: Code, priceFen: Int64, tierPrices: [StoreTier: Int64] = [:], maxUnits: Int64? = nil) {
        self.sku = sku
        self.priceFen = priceFen
        self.tierPrices = tierPrices
        self.maxUnits = maxUnits
    }
}

/// What a distributor's prices of a SKU must keep to.
package struct StorefrontGoods: Equatable, Sendable {
    package let floorPriceFen: Int64
    /// Nil: nobody suggests one, and the price has no upper end.
    package let suggestedPriceFen: Int64?
    /// Whether the distributor may buy it itself.
    package let isBuyable: Bool

    package init(floorPriceFen: Int64, suggestedPriceFen: Int64?, isBuyable: Bool) {
        self.floorPriceFen = floorPriceFen
        self.suggestedPriceFen = suggestedPriceFen
        self.isBuyable = isBuyable
    }

    /// Why a price of this SKU is none: `PRICE_FLOOR` with `floorPriceFen`, `PRICE_ABOVE_SUGGESTED` with `suggestedPriceFen`; nil when it is fine.
    package func fault(of priceFen: Int64, at pointer: String) -> Fault? {
        if priceFen < floorPriceFen {
            return Fault(pointer, "PRICE_FLOOR", "The price is below the SKU's floor price.", figures: [Figure("floorPriceFen", floorPriceFen)])
        }
        guard let suggestedPriceFen, priceFen > suggestedPriceFen else { return nil }
        return Fault(
            pointer, "PRICE_ABOVE_SUGGESTED", "The price is above the SKU's suggested price.",
            figures: [Figure("suggestedPriceFen", suggestedPriceFen)])
    }
}

extension [StorefrontItem] {
    /// What is wrong with these as the assortment of one storefront, everything at once: a SKU that comes twice (`DUPLICATE_SKU`), isn't there
    /// (`UNKNOWN_SKU`) or isn't the distributor's to buy (`NOT_IN_ASSORTMENT`), and prices below the floor or above what is suggested.
    ///
    /// - Parameter goods: of every SKU there is among those named.
    package func faults(goods: [Code: StorefrontGoods]) -> [Fault] {
        var seen: Set<Code> = []
        return enumerated().flatMap { index, item -> [Fault] in
            let place = "/items/\(index)"
            var faults: [Fault] = []
            if !seen.insert(item.sku).inserted { faults.append(Fault(place + "/sku", "DUPLICATE_SKU", "SKU \(item.sku) came before.")) }
            guard let known = goods[item.sku] else {
                return faults + [Fault(place + "/sku", "UNKNOWN_SKU", "There is no SKU \(item.sku).")]
            }
            guard known.isBuyable else {
                return faults + [Fault(place + "/sku", "NOT_IN_ASSORTMENT", "SKU \(item.sku) can't be bought by this distributor.")]
            }
            let prices = [(item.priceFen, "/priceFen")] + StoreTier.allCases.compactMap { tier in
                item.tierPrices[tier].map { ($0, "/tierPrices/\(tier.rawValue)") }
            }
            return faults + prices.compactMap { price, field in known.fault(of: price, at: place + field) }
        }
    }
}
