/// Which lines a campaign looks at, resolved once: afterwards nobody compares SKUs or attributes again.
extension PricingRun {
    /// - Returns: whether there is any such line.
    mutating func markScope(_ number: Int, _ component: CampaignComponent) -> Bool {
        switch component {
        case .flashSale(let sale): mark(number) { $0.sku == sale.sku }
        case .groupBuy(let group): mark(number) { $0.sku == group.sku }
        case .nearExpiry(let clearance): mark(number) { clearance.skus.contains($0.sku) }
        case .bundle(let bundle):
            mark(number) { line in bundle.components.contains { $0.sku == line.sku } }
        case .tiered(let tiered): mark(number, tiered.scope)
        case .threshold(let threshold): mark(number, threshold.scope)
        case .coupon(let coupon): mark(number, coupon.scope)
        // What is bought for the extra item can't be the extra item.
        case .addOn(let addOn):
            mark(number) { $0.sku != addOn.sku && addOn.scope.contains($0.sku, $0.attributes) }
        // A box is bought on its own and takes nothing off an order's lines.
        case .blindBox: false
        case .storedValue, .points, .luckyDraw: true
        }
    }

    private mutating func mark(_ number: Int, _ scope: GoodsScope) -> Bool {
        scope.isEverything ? mark(number) { _ in true } : mark(number) { scope.contains($0.sku, $0.attributes) }
    }

    private mutating func mark(_ number: Int, where holds: (borrowing PricingRequest.Line) -> Bool) -> Bool {
        var any = false
        let row = number * lines.count
        for line in lines.indices where lines[line].units > 0 && holds(lines[line]) {
            scopes[row + line] = true
            any = true
        }
        return any
    }
}

extension GoodsScope {
    var isEverything: Bool {
        skus == nil && excludedSKUs.isEmpty && brand == nil && series == nil && category == nil && aroma == nil && priceBand == nil
    }
}
