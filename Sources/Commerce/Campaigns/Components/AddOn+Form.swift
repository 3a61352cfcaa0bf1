extension AddOn {
    /// One add-on unit for each `ratio` of qualifying goods; unsaid, for each qualifier. Whoever reaches the qualifier gets one at least, so the ratio
    /// isn't above it. Goods can't qualify for themselves: a scope of nothing but the add-on's SKU has nothing that qualifies.
    static func read(_ form: inout ObjectForm) -> AddOn {
        let qualifier = Threshold.Measure.read(&form, fen: "qualifierFen", units: "qualifierUnits")
        let ratio = form.optionalInt("ratio", CampaignRange.fen)
        if let qualifier, let ratio, ratio > qualifier.value {
            form.refuse("ratio", "RATIO_ABOVE_QUALIFIER", "Who reaches the qualifier must get one.", figures: [Figure("qualifier", qualifier.value)])
        }
        let sku = form.codeIfGood("sku")
        let scope = GoodsScope.read(&form)
        if let sku, scope.skus == [sku] {
            form.noteFaults([Fault("/scope/skus", "QUALIFIES_BY_ITSELF", "The add-on can't be all that qualifies for it.")])
        }
        return AddOn(
            qualifier: qualifier ?? .fen(1), ratio: ratio ?? qualifier?.value ?? 1, sku: sku ?? ObjectForm.standInCode,
            addOnFen: form.int("addOnFen", CampaignRange.fenOrNothing), maxUnits: form.optionalInt("maxUnits", CampaignRange.units) ?? 1, scope: scope)
    }

    func write(to json: inout JSONObjectWriter) {
        switch qualifier {
        case .fen(let fen): json.field("qualifierFen", fen)
        case .units(let units): json.field("qualifierUnits", units)
        }
        json.field("ratio", ratio)
        json.field("sku", sku.text)
        json.field("addOnFen", addOnFen)
        json.field("maxUnits", maxUnits)
        json.object("scope", scope.write)
    }
}
