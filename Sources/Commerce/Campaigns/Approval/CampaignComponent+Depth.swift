extension CampaignComponent {
    /// How deep the component can go below list value at the worst; nil for what is no discount by itself.
    ///
    /// | kind | measured as |
    /// | --- | --- |
    /// | flash sale, group buy, tiers by order | the lowest price against the list price of the dearest SKU that it is for |
    /// | blind box | the box's price against the list value that a draw has on average |
    /// | threshold | at each tier what it gives, gifts by list value, of what reaches the tier; units count at the cheapest SKU of the scope |
    /// | coupon | its share, or its amount of the least order it is good for |
    /// | bundle | its price against the list prices of its bottles |
    /// | tiers by period | the highest rebate against the list price of the cheapest SKU of the scope |
    /// | stored value | bonus or gift of what can be spent or had in all |
    /// | points | what is earned on a payment, as redeemed |
    /// | near-expiry | the largest share of its bands |
    /// | add-on | not measured: what it gives is spread over the goods that qualify, which their floor price guards |
    /// | draw | not measured: what it can give is compared as a whole (`CampaignDefinition.mostFen`) |
    ///
    /// Where a list price isn't known, or a scope names no SKUs to take one from, it counts as everything.
    func depth(_ goods: (Code) -> ApprovalGoods?) -> DiscountDepth? {
        func list(_ sku: Code) -> Int64? { goods(sku)?.listPriceFen }
        func value(_ gift: GiftGoods) -> Int64? { list(gift.sku).map { $0.multiplied(by: gift.units) ?? .max } }
        func price(_ priceFen: Int64, _ sku: Code) -> DiscountDepth { list(sku).map { DiscountDepth(priceFen: priceFen, listFen: $0) } ?? .whole }
        switch self {
        case .flashSale(let sale): return price(sale.priceFen, sale.sku)
        case .groupBuy(let group): return price(group.priceFen, group.sku)
        case .blindBox(let box): return box.depth(list)
        case .threshold(let threshold): return threshold.tiers.map { $0.depth(in: threshold.scope, capFen: threshold.capFen, list, value) }.deepest()
        case .coupon(let coupon): return coupon.off.depth(atLeastFen: coupon.minFen)
        case .bundle(let bundle):
            guard let values = bundle.components.inAll(value) else { return .whole }
            return DiscountDepth(priceFen: bundle.priceFen, listFen: values)
        case .tiered(let tiered) where tiered.basis == .order:
            guard let lowest = tiered.tiers.map(\.fen).min() else { return nil }
            return tiered.scope.namedSKUs.map { price(lowest, $0) }.deepest() ?? .whole
        case .tiered(let tiered):
            guard let highest = tiered.tiers.map(\.fen).max() else { return nil }
            return tiered.scope.cheapestFen(list).map { DiscountDepth(offFen: highest, atLeastFen: $0) } ?? .whole
        case .storedValue(let stored):
            switch stored.extra {
            case .bonusFen(let bonusFen): return DiscountDepth(offFen: bonusFen, ofFen: stored.principalFen + bonusFen)
            case .gift(let gift):
                guard let giftFen = value(gift) else { return .whole }
                return DiscountDepth(offFen: giftFen, ofFen: stored.principalFen.addingClamped(giftFen))
            }
        case .points(let points): return DiscountDepth(bps: points.earnBps * points.redeemFenPerPoint)
        case .nearExpiry(let clearance): return clearance.bands.map { DiscountDepth(bps: $0.offBps) }.deepest()
        case .addOn, .luckyDraw: return nil
        }
    }

    /// Whether a SKU is sold cheaper, given away or counted by this component.
    func touches(_ sku: Code, _ goods: (Code) -> ApprovalGoods?) -> Bool {
        func isIn(_ scope: GoodsScope) -> Bool { scope.contains(sku, goods(sku)?.attributes ?? GoodsAttributes()) }
        switch self {
        case .flashSale(let sale): return sale.sku == sku
        case .groupBuy(let group): return group.sku == sku
        case .blindBox(let box): return box.pool.contains { $0.sku == sku }
        case .threshold(let threshold):
            return isIn(threshold.scope) || threshold.tiers.contains { if case .gift(let gift) = $0.reward { gift.sku == sku } else { false } }
        case .coupon(let coupon): return isIn(coupon.scope)
        case .bundle(let bundle): return bundle.components.contains { $0.sku == sku }
        case .tiered(let tiered): return isIn(tiered.scope)
        case .addOn(let addOn): return addOn.sku == sku || isIn(addOn.scope)
        case .storedValue(let stored): if case .gift(let gift) = stored.extra { return gift.sku == sku } else { return false }
        case .points: return false
        case .luckyDraw(let draw): return draw.prizes.contains { $0.win.sku == sku }
        case .nearExpiry(let clearance): return clearance.skus.contains(sku)
        }
    }
}

extension BlindBox {
    fileprivate func depth(_ list: (Code) -> Int64?) -> DiscountDepth {
        var weighted: Int128 = 0
        for prize in pool {
            guard let listFen = list(prize.sku) else { return .whole }
            weighted += Int128(listFen) * Int128(prize.weightBps)
        }
        // Rounded up, so that no fraction of a fen goes unseen.
        let averageFen = Int64(clamping: (weighted + 9999) / 10_000)
        return DiscountDepth(priceFen: priceFen, listFen: averageFen)
    }
}

extension Threshold.Tier {
    fileprivate func depth(in scope: GoodsScope, capFen: Int64?, _ list: (Code) -> Int64?, _ value: (GiftGoods) -> Int64?) -> DiscountDepth {
        let offFen: Int64
        switch reward {
        case .offBps(let bps): return DiscountDepth(bps: bps)
        case .offFen(let fen): offFen = fen
        case .gift(let gift):
            guard let fen = value(gift) else { return .whole }
            offFen = fen
        }
        let capped = min(offFen, capFen ?? .max)
        switch from {
        case .fen(let minFen): return DiscountDepth(offFen: capped, atLeastFen: minFen)
        case .units(let units):
            guard let cheapestFen = scope.cheapestFen(list) else { return .whole }
            return DiscountDepth(offFen: capped, atLeastFen: cheapestFen.multiplied(by: units) ?? .max)
        }
    }
}

extension GoodsScope {
    /// The SKUs it names and doesn't leave out; empty when it goes by other marks alone.
    fileprivate var namedSKUs: Set<Code> { (skus ?? []).subtracting(excludedSKUs) }

    /// Nil when it names no SKU, or one without a list price.
    fileprivate func cheapestFen(_ list: (Code) -> Int64?) -> Int64? {
        var cheapest: Int64?
        for sku in namedSKUs {
            guard let fen = list(sku) else { return nil }
            cheapest = min(cheapest ?? fen, fen)
        }
        return cheapest
    }
}

extension [GiftGoods] {
    /// What they are worth together; nil when the worth of one isn't known.
    fileprivate func inAll(_ value: (GiftGoods) -> Int64?) -> Int64? {
        var sum: Int64 = 0
        for goods in self {
            guard let fen = value(goods) else { return nil }
            sum = sum.addingClamped(fen)
        }
        return sum
    }
}
