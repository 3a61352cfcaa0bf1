/// One entry of the catalogue: a drink in one bottle and one case pack, with what it weighs and what it may cost.
package struct SKU: Equatable, Sendable {
    package let id: SKUID
    /// Headquarters for a central SKU, a region for that region's custom SKU. For good.
    package let owner: OrganizationID
    package let details: SKUDetails

    package init(id: SKUID, owner: OrganizationID, details: SKUDetails) {
        self.id = id
        self.owner = owner
        self.details = details
    }

    package var isCentral: Bool { owner == .headquarters }
}

/// The standard attributes of a SKU. Those made from a draft keep every rule of `SKUDraft`.
package struct SKUDetails: Equatable, Sendable {
    /// For good: everything else names the SKU by it.
    package let code: Code
    package let name: String
    package let brand: String
    package let series: String
    package let category: SKUCategory
    package let aroma: Aroma
    /// Tenths of a per cent by volume: 525 is 52.5% vol.
    package let abvTenths: Int32
    package let volumeMl: Int32
    package let unitsPerCase: Int32
    /// A full case with its packing.
    package let caseWeightGrams: Int32
    package let gtin: GTIN13
    /// Nil: it keeps for good.
    package let shelfLifeDays: Int32?
    /// An order need not come to whole cases.
    package let looseSale: Bool
    package let priceBand: PriceBand
    /// What a bottle costs without a price list.
    package let listPriceFen: Int64
    /// No price is ever below it.
    package let floorPriceFen: Int64
    /// What the end customer is told a bottle costs.
    package let suggestedPriceFen: Int64?
    package let status: SKUStatus

    package init(
        code: Code, name: String, brand: String, series: String, category: SKUCategory, aroma: Aroma, abvTenths: Int32, volumeMl: Int32,
        unitsPerCase: Int32, caseWeightGrams: Int32, gtin: GTIN13, shelfLifeDays: Int32?, looseSale: Bool, priceBand: PriceBand,
        listPriceFen: Int64, floorPriceFen: Int64, suggestedPriceFen: Int64?, status: SKUStatus
    ) {
        self.code = code
        self.name = name
        self.brand = brand
        self.series = series
        self.category = category
        self.aroma = aroma
        self.abvTenths = abvTenths
        self.volumeMl = volumeMl
        self.unitsPerCase = unitsPerCase
        self.caseWeightGrams = caseWeightGrams
        self.gtin = gtin
        self.shelfLifeDays = shelfLifeDays
        self.looseSale = looseSale
        self.priceBand = priceBand
        self.listPriceFen = listPriceFen
        self.floorPriceFen = floorPriceFen
        self.suggestedPriceFen = suggestedPriceFen
        self.status = status
    }
}
