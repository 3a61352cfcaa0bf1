/// What an order costs, and what is given back, when only some of its units are kept after a cancel, a short or returns.
///
/// Every line's net is frozen over its units when the order is priced (`SoldLine`, `Apportionment`). What is kept costs its frozen share, and on
/// top what is *owed*: discount that the kept units carry a share of but no longer earn by the campaign's frozen rule. Only four rules ask
/// again; everything else stays at its frozen share:
///
/// - `threshold` (money off, gifts): measured on the kept units' frozen net after bundles; see `KeptDiscount+Threshold`.
/// - `addOn`: the kept qualifying goods allow fewer add-ons; the others are charged their price without it.
/// - `tiered` by order: the kept units reach a lower tier.
/// - `bundle` that is whole only: isn't taken apart by a return; see `KeptDiscount+WholeOnly`.
///
///     costFen(kept)    = frozen net of the kept units + owed(kept)
///     given back so far = max(what was given back before, paid − costFen(kept))
///
/// Owed is 0 when nothing or everything is kept, and with it nobody pays more than list price for what he keeps. So no step gives back less
/// than nothing, none more than what was paid, and when all is gone exactly what was paid has been given back, in whatever steps.
package struct KeptDiscount: Sendable {
    /// Discount that what is kept no longer earns.
    package struct Owed: Equatable, Sendable {
        package let campaign: Code
        package let kind: CampaignKind
        package let fen: Int64

        package init(campaign: Code, kind: CampaignKind, fen: Int64) {
            self.campaign = campaign
            self.kind = kind
            self.fen = fen
        }
    }

    /// What one step gives back, and why it isn't more.
    package struct Refund: Equatable, Sendable {
        package let fen: Int64
        /// What everything that is kept then costs.
        package let costFen: Int64
        /// Of the cost, what is owed; by campaign id.
        package let owed: [Owed]

        package init(fen: Int64, costFen: Int64, owed: [Owed]) {
            self.fen = fen
            self.costFen = costFen
            self.owed = owed
        }
    }

    let lines: [Pricing.Line]
    let components: [Code: CampaignComponent]
    /// Those that took something off, by id.
    let campaigns: [Code]
    let giftValueFen: [Code: Int64]
    private let attributes: [Code: GoodsAttributes]
    private let scopeLines: [Code: Set<Int>]

    /// What was paid, or is held, for all of it.
    package let paidFen: Int64

    /// - Parameters:
    ///   - pricing: As it was frozen with the order.
    ///   - campaigns: Those that took something off, in the versions that the order was priced with; others don't matter.
    ///   - attributes: Of the order's SKUs, as they were known to campaigns.
    ///   - scopeLines: By campaign, the lines that were in its scope; the attributes say it for one that isn't said.
    ///   - giftValueFen: List values of goods that a lower tier would have given instead, by SKU. One that is neither here nor in the order
    ///     counts as nothing.
    /// - Returns: nil for a pricing that can't be, or when a campaign that took something off isn't said.
    package init?(
        _ pricing: Pricing, campaigns: [Campaign], attributes: [Code: GoodsAttributes], scopeLines: [Code: Set<Int>] = [:],
        giftValueFen: [Code: Int64] = [:]
    ) {
        var components: [Code: CampaignComponent] = [:]
        for campaign in campaigns { components[campaign.id] = campaign.definition.component }
        var total: Int64 = 0
        for line in pricing.lines {
            guard line.units >= 1, line.unitPriceFen >= 0, let base = line.units.multiplied(by: line.unitPriceFen), let sum = total.adding(base),
                line.adjustments.allSatisfy({ $0.fen >= 0 && $0.fen <= base && components[$0.campaign]?.kind == $0.kind }),
                line.adjustments.reduce(base as Int64?, { $0?.adding(-$1.fen) }).map({ $0 >= 0 }) ?? false
            else { return nil }
            total = sum
        }
        guard Set(pricing.lines.map(\.line)).count == pricing.lines.count else { return nil }
        self.lines = pricing.lines.sorted { $0.line < $1.line }
        self.components = components
        self.campaigns = Set(pricing.lines.flatMap { $0.adjustments.map(\.campaign) }).sorted()
        self.giftValueFen = giftValueFen
        self.attributes = attributes
        self.scopeLines = scopeLines
        self.paidFen = pricing.totalFen
    }

    /// What the next step gives back.
    ///
    /// - Parameters:
    ///   - gone: All that is gone after it, by line number, gifts too; a line that isn't named is kept whole.
    ///   - refundedFen: What all steps before it gave back, voided or refunded.
    /// - Returns: nil when more is gone than there was, or more was given back than paid.
    package func refund(_ gone: [Int: GoneUnits], after refundedFen: Int64) -> Refund? {
        guard let kept = kept(gone), refundedFen >= 0, refundedFen <= paidFen else { return nil }
        let owed = owed(kept)
        let cost = kept.reduce(0) { $0 + $1.keptNetFen } + owed.reduce(0) { $0 + $1.fen }
        return Refund(fen: max(0, paidFen - cost - refundedFen), costFen: cost, owed: owed)
    }

    /// What is owed when so much is gone: discount that the kept units carry and no longer earn.
    /// - Returns: nil when more is gone than there was.
    package func owedFen(_ gone: [Int: GoneUnits]) -> Int64? {
        kept(gone).map { owed($0).reduce(0) { $0 + $1.fen } }
    }

    /// What of a return's shares stays with the brand when so much is gone in all. What was cancelled or shorted wasn't the buyer's doing, so what is
    /// owed for that alone isn't asked of it.
    /// - Returns: nil when more is gone than there was.
    package func withheldFen(_ gone: [Int: GoneUnits]) -> Int64? {
        let unsold = gone.mapValues { GoneUnits(cancelledUnits: $0.cancelledUnits) }
        guard let owed = owedFen(gone), let already = owedFen(unsold) else { return nil }
        return max(0, owed - already)
    }

    /// SKUs of which some were sold because they expire soon. Bottles of a line can't be told apart, so all of them count.
    package var clearedSKUs: Set<Code> {
        Set(lines.lazy.filter { $0.adjustments.contains { $0.kind == .nearExpiry } }.map(\.sku))
    }

    /// The units that a line was priced with; nil for one that isn't there.
    package func units(ofLine line: Int) -> Int64? {
        lines.first { $0.line == line }?.units
    }

    /// - Returns: nil when more is gone than there was, or of a line that isn't there.
    func kept(_ gone: [Int: GoneUnits]) -> [KeptLine]? {
        var kept: [KeptLine] = []
        for line in lines {
            guard let rest = KeptLine(line, attributes: attributes[line.sku] ?? GoodsAttributes(), gone: gone[line.line] ?? .nothing) else { return nil }
            kept.append(rest)
        }
        let known = Set(lines.map(\.line))
        return gone.keys.allSatisfy(known.contains) ? kept : nil
    }

    /// Whether a line was in the scope of a campaign.
    func isInScope(_ scope: GoodsScope, of campaign: Code, _ line: KeptLine) -> Bool {
        scopeLines[campaign]?.contains(line.line.line) ?? scope.contains(line.line.sku, line.attributes)
    }

    private func owed(_ kept: [KeptLine]) -> [Owed] {
        guard kept.contains(where: { $0.keptUnits > 0 }), kept.contains(where: { $0.keptUnits < $0.line.units }) else { return [] }
        // Each campaign's share is rounded; together they must not come to more than what was taken off the kept units.
        var headroom = kept.reduce(0) { $0 + $1.keptBaseFen - $1.keptNetFen }
        var owed: [Owed] = []
        for campaign in campaigns {
            guard let component = components[campaign] else { continue }
            let fen = min(headroom, owedFen(component, campaign, kept))
            guard fen > 0 else { continue }
            headroom -= fen
            owed.append(Owed(campaign: campaign, kind: component.kind, fen: fen))
        }
        return owed
    }

    private func owedFen(_ component: CampaignComponent, _ campaign: Code, _ kept: [KeptLine]) -> Int64 {
        switch component {
        case .threshold(let threshold): owedFen(threshold, campaign, kept)
        case .addOn(let addOn): owedFen(addOn, campaign, kept)
        case .tiered(let tiered): owedFen(tiered, campaign, kept)
        case .flashSale, .groupBuy, .blindBox, .coupon, .bundle, .storedValue, .points, .luckyDraw, .nearExpiry: 0
        }
    }
}
