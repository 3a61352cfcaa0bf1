import Commerce
import Operations

extension JSONObjectWriter {
    /// The fields of a SKU; those that it doesn't have are left out.
    mutating func sku(_ view: SKUView) {
        let details = view.sku.details
        field("code", details.code.text)
        field("name", details.name)
        field("brand", details.brand)
        field("series", details.series)
        field("category", details.category.rawValue)
        field("aroma", details.aroma.rawValue)
        field("abvTenths", details.abvTenths)
        field("volumeMl", details.volumeMl)
        field("unitsPerCase", details.unitsPerCase)
        field("caseWeightGrams", details.caseWeightGrams)
        field("gtin", details.gtin.digits)
        fieldIfPresent("shelfLifeDays", details.shelfLifeDays)
        field("looseSale", details.looseSale)
        field("priceBand", details.priceBand.rawValue)
        field("listPriceFen", details.listPriceFen)
        field("floorPriceFen", details.floorPriceFen)
        fieldIfPresent("suggestedPriceFen", details.suggestedPriceFen)
        field("owner", view.owner.text)
        field("status", details.status.rawValue)
    }

    /// What came of an import, with every fault at its row and column.
    mutating func importReport(_ report: ImportReport) {
        field("accepted", report.accepted)
        field("rejected", report.rejected)
        array("errors", report.faults) { json, fault in
            json.field("row", fault.row)
            json.field("column", fault.column)
            json.field("code", fault.code)
            json.field("detail", fault.detail)
        }
    }
}
