extension CampaignDefinition {
    /// The most that the campaign can give, in fen; nil when its budget says no end of it.
    ///
    /// | kind | counted as |
    /// | --- | --- |
    /// | draw | its budget, which is the money that it can give, and each prize's stock at the SKU's list price |
    /// | blind box | each prize's units at what the SKU's list price is above the price of a box; a box gives no money, but its budget must have an end |
    /// | stored value | its budget: a gift counts against it at its list value, as a bonus does |
    /// | any other | its budget: gifts and add-ons are discounts of their list value |
    ///
    /// The stock of a prize is a hard limit, which no draw goes beyond, so that it is enough to count it here, where a campaign is approved; what
    /// exhausts it afterwards is the draws themselves. For boxes the dearest run is counted, in which none is drawn that is worth less than its
    /// price. A SKU whose list price isn't known counts as everything.
    func mostFen(_ goods: (Code) -> ApprovalGoods?) -> Int64? {
        guard let amountFen = budget.amountFen else { return nil }
        switch component {
        case .luckyDraw(let draw):
            return draw.prizes.reduce(amountFen) { sum, prize in
                guard case .goods(let sku, let stock) = prize.win else { return sum }
                return sum.addingClamped(goods(sku).map { $0.listPriceFen.multiplied(by: stock) ?? .max } ?? .max)
            }
        case .blindBox(let box):
            return box.pool.reduce(0) { sum, prize in
                guard let listFen = goods(prize.sku)?.listPriceFen else { return .max }
                return sum.addingClamped(max(0, listFen - box.priceFen).multiplied(by: prize.units) ?? .max)
            }
        default: return amountFen
        }
    }
}
