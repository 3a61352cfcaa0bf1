/// What placing an order needs to know of a SKU; the catalogue's full record is `SKU`.
package struct SellableSKU: Sendable, Equatable {
    package let id: SKUID
    package let code: Code
    /// Headquarters for a central SKU, a region for that region's custom SKU.
    package let owner: OrganizationID
    package let unitsPerCase: Int64
    /// Grams of one bottle with its share of the case, rounded up.
    package let gramsPerUnit: Int64
    /// Sold loose: an order need not come to whole cases.
    package let looseSale: Bool
    package let active: Bool
    package let listPriceFen: Int64
    package let floorPriceFen: Int64
    /// What campaigns know it by.
    package let attributes: GoodsAttributes

    package init(
        id: SKUID, code: Code, owner: OrganizationID, unitsPerCase: Int64, caseWeightGrams: Int64, looseSale: Bool, active: Bool,
        listPriceFen: Int64, floorPriceFen: Int64, attributes: GoodsAttributes = GoodsAttributes()
    ) {
        self.id = id
        self.code = code
        self.owner = owner
        self.unitsPerCase = unitsPerCase
        self.gramsPerUnit = (caseWeightGrams + unitsPerCase - 1) / unitsPerCase
        self.looseSale = looseSale
        self.active = active
        self.listPriceFen = listPriceFen
        self.floorPriceFen = floorPriceFen
        self.attributes = attributes
    }

    /// The smallest quantity it moves in: a case, or one bottle when it is sold loose.
    package var packUnits: Int64 { looseSale ? 1 : unitsPerCase }
}
