extension LuckyDraw {
    /// Weights come to the whole, something can be won, and each SKU is won by one prize. `everyFen` belongs to tokens by spending.
    static func read(_ form: inout ObjectForm) -> LuckyDraw {
        let tokenSource = form.choiceIfGood("tokenSource", from: TokenSource.allCases)
        let prizes = form.objects("prizes", 1...100) { prize in
            (weightBps: prize.intIfGood("weightBps", CampaignRange.bps), win: Win.read(&prize))
        }
        form.noteFaults(CampaignRules.wholeWeight(prizes.map(\.weightBps), at: "/prizes"))
        form.noteFaults(GiftGoods.repeatedSKUs(prizes.map { $0.win?.sku }, in: "prizes"))
        if !prizes.isEmpty, prizes.allSatisfy({ $0.win == .nothing }) {
            form.noteFaults([Fault("/prizes", "NOTHING_TO_WIN", "A draw must have something to win.")])
        }
        return LuckyDraw(
            tokenSource: tokenSource ?? .order, everyFen: readEveryFen(&form, tokenSource),
            prizes: prizes.map { Prize(weightBps: $0.weightBps ?? 1, win: $0.win ?? .nothing) })
    }

    func write(to json: inout JSONObjectWriter) {
        json.field("tokenSource", tokenSource.rawValue)
        json.fieldIfPresent("everyFen", everyFen)
        json.array("prizes", prizes) { json, prize in
            json.field("weightBps", prize.weightBps)
            switch prize.win {
            case .money(let minFen, let maxFen):
                json.field("minFen", minFen)
                json.field("maxFen", maxFen)
            case .goods(let sku, let stock):
                json.field("sku", sku.text)
                json.field("stock", stock)
            case .nothing: break
            }
        }
    }

    private static func readEveryFen(_ form: inout ObjectForm, _ tokenSource: TokenSource?) -> Int64? {
        switch tokenSource {
        case .spend: return form.int("everyFen", CampaignRange.fen)
        case .order, .game:
            if form.has("everyFen") {
                _ = form.value("everyFen")
                form.refuse("everyFen", "CONTRADICTION", "Only tokens by spending have an everyFen.")
            }
        case nil: _ = form.value("everyFen")
        }
        return nil
    }
}

extension LuckyDraw.Win {
    var sku: Code? { if case .goods(let sku, _) = self { sku } else { nil } }

    /// Money of an amount within a range, goods while they last, or, with neither said, nothing.
    fileprivate static func read(_ form: inout ObjectForm) -> Self? {
        let money = ["minFen", "maxFen"].filter(form.has)
        let goods = ["sku", "stock"].filter(form.has)
        if !money.isEmpty, !goods.isEmpty {
            for name in goods { form.contradict(name, money[0]) }
            for name in money { _ = form.value(name) }
            return nil
        }
        if !goods.isEmpty {
            let sku = form.codeIfGood("sku")
            let stock = form.int("stock", CampaignRange.units)
            return sku.map { .goods(sku: $0, stock: stock) }
        }
        guard !money.isEmpty else { return form.isStandIn ? nil : .nothing }
        let minFen = form.intIfGood("minFen", CampaignRange.fen)
        let maxFen = form.intIfGood("maxFen", CampaignRange.fen)
        guard let minFen, let maxFen else { return nil }
        if minFen > maxFen { form.refuse("maxFen", "RANGE_ORDER", "maxFen can't be below minFen.", figures: [Figure("minFen", minFen)]) }
        return .money(minFen: minFen, maxFen: maxFen)
    }
}
