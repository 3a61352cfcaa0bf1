extension Bundle {
    /// Two bottles at least: a bundle of one is a line price. Each SKU once.
    static func read(_ form: inout ObjectForm) -> Bundle {
        let components = form.objects("components", 1...20) { component in
            (sku: component.codeIfGood("sku"), units: component.intIfGood("units", CampaignRange.units))
        }
        form.noteFaults(GiftGoods.repeatedSKUs(components.map(\.sku), in: "components"))
        if components.count == 1, components[0].units == 1 {
            form.noteFaults([Fault("/components", "BUNDLE_TOO_SMALL", "A bundle has two bottles at least.")])
        }
        let priceFen = form.intIfGood("priceFen", CampaignRange.fen)
        return Bundle(
            components: components.map { GiftGoods(sku: $0.sku ?? ObjectForm.standInCode, units: $0.units ?? 1) }, priceFen: priceFen ?? 1,
            wholeOnly: form.bool("wholeOnly", default: false), advance: AdvanceSale.read(&form, below: priceFen))
    }

    func write(to json: inout JSONObjectWriter) {
        json.array("components", components) { $1.write(to: &$0) }
        json.field("priceFen", priceFen)
        json.field("wholeOnly", wholeOnly)
        advance?.write(to: &json)
    }
}
