extension FlashSale {
    static func read(_ form: inout ObjectForm) -> FlashSale {
        let priceFen = form.intIfGood("priceFen", CampaignRange.fen)
        return FlashSale(
            sku: form.code("sku"), priceFen: priceFen ?? 1, quotaUnits: form.int("quotaUnits", CampaignRange.units),
            perBuyerUnits: form.optionalInt("perBuyerUnits", CampaignRange.units), advance: AdvanceSale.read(&form, below: priceFen))
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("sku", sku.text)
        json.field("priceFen", priceFen)
        json.field("quotaUnits", quotaUnits)
        json.fieldIfPresent("perBuyerUnits", perBuyerUnits)
        advance?.write(to: &json)
    }
}
