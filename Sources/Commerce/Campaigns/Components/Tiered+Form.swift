extension Tiered {
    /// By an order, prices that fall as units rise, for SKUs that are named: one price a bottle says nothing of goods that nobody named. By a
    /// period, rebates that rise.
    static func read(_ form: inout ObjectForm) -> Tiered {
        let basis = form.choiceIfGood("basis", from: Basis.allCases)
        let mode = form.choice("mode", of: Mode.self)
        let tiers = basis.map { readTiers(&form, $0) }
        if basis == nil { _ = form.value("tiers") }
        let scope = GoodsScope.read(&form)
        if basis == .order, scope.skus == nil {
            form.noteFaults([Fault("/scope/skus", "MISSING", "Prices by quantity must name the SKUs they are for.")])
        }
        return Tiered(basis: basis ?? .order, mode: mode, tiers: tiers ?? [], scope: scope)
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("basis", basis.rawValue)
        json.field("mode", mode.rawValue)
        json.array("tiers", tiers) { json, tier in
            json.field("fromUnits", tier.fromUnits)
            if basis == .order { json.field("priceFen", tier.fen) } else { json.field("rebateFenPerUnit", tier.fen) }
        }
        json.object("scope", scope.write)
    }

    private static func readTiers(_ form: inout ObjectForm, _ basis: Basis) -> [Tier] {
        let field = basis == .order ? "priceFen" : "rebateFenPerUnit"
        let tiers = form.objects("tiers", 1...20) { tier in
            (fromUnits: tier.intIfGood("fromUnits", CampaignRange.units), fen: tier.intIfGood(field, CampaignRange.fen))
        }
        form.noteFaults(
            CampaignRules.rising(
                tiers.map(\.fromUnits), at: { "/tiers/\($0)/fromUnits" }, "TIERS_NOT_RISING", "Each tier must begin above the one before it."))
        let fen = tiers.map(\.fen)
        form.noteFaults(
            basis == .order
                ? CampaignRules.falling(fen, at: { "/tiers/\($0)/priceFen" }, "PRICES_NOT_FALLING", "Each tier must cost less than the one before it.")
                : CampaignRules.rising(
                    fen, at: { "/tiers/\($0)/rebateFenPerUnit" }, "REBATES_NOT_RISING", "Each tier must give back more than the one before it."))
        return tiers.map { Tier(fromUnits: $0.fromUnits ?? 1, fen: $0.fen ?? 1) }
    }
}
