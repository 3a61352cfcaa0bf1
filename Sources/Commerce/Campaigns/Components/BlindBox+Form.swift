extension BlindBox {
    /// Weights come to the whole, each SKU is in the pool once, and the odds are published: a box of secret odds isn't sold.
    static func read(_ form: inout ObjectForm) -> BlindBox {
        let pool = form.objects("pool", 1...100) { prize in
            (sku: prize.codeIfGood("sku"), weightBps: prize.intIfGood("weightBps", CampaignRange.bps), units: prize.int("units", CampaignRange.units))
        }
        form.noteFaults(CampaignRules.wholeWeight(pool.map(\.weightBps), at: "/pool"))
        form.noteFaults(GiftGoods.repeatedSKUs(pool.map(\.sku), in: "pool"))
        let publishedOdds = form.bool("publishedOdds")
        if !publishedOdds { form.noteFaults([Fault("/publishedOdds", "ODDS_NOT_PUBLISHED", "The odds of a blind box must be published.")]) }
        return BlindBox(
            priceFen: form.int("priceFen", CampaignRange.fen),
            pool: pool.map { Prize(sku: $0.sku ?? ObjectForm.standInCode, weightBps: $0.weightBps ?? 1, units: $0.units) }, publishedOdds: publishedOdds)
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("priceFen", priceFen)
        json.array("pool", pool) { json, prize in
            json.field("sku", prize.sku.text)
            json.field("weightBps", prize.weightBps)
            json.field("units", prize.units)
        }
        json.field("publishedOdds", publishedOdds)
    }
}
