extension GroupBuy {
    /// A group has two members at least and at most thirty days to fill: money is held meanwhile.
    static func read(_ form: inout ObjectForm) -> GroupBuy {
        let priceFen = form.intIfGood("priceFen", CampaignRange.fen)
        return GroupBuy(
            sku: form.code("sku"), priceFen: priceFen ?? 1, size: form.int("size", 2...10_000), joinMinutes: form.int("joinMinutes", 1...43_200),
            perBuyerUnits: form.optionalInt("perBuyerUnits", CampaignRange.units), advance: AdvanceSale.read(&form, below: priceFen))
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("sku", sku.text)
        json.field("priceFen", priceFen)
        json.field("size", size)
        json.field("joinMinutes", joinMinutes)
        json.fieldIfPresent("perBuyerUnits", perBuyerUnits)
        advance?.write(to: &json)
    }
}
