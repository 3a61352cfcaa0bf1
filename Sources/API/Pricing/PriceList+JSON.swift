import Commerce
import Operations

extension JSONObjectWriter {
    mutating func priceList(_ view: PriceListView) {
        field("code", view.code.text)
        field("name", view.name)
        field("scope", view.scope.rawValue)
        fieldIfPresent("organization", view.organization?.text)
        fieldIfPresent("tier", view.tier)
        fieldIfPresent("validFrom", view.validFrom?.rfc3339)
        fieldIfPresent("validTo", view.validTo?.rfc3339)
    }

    mutating func price(_ view: PriceView) {
        field("sku", view.sku.text)
        field("minUnits", view.minUnits)
        field("unitPriceFen", view.unitPriceFen)
    }
}
