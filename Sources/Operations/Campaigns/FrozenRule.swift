import Commerce

/// What a campaign's rule was measured by when an order was placed, for a return that asks it again: goods may be named otherwise by then,
/// and gifts be worth something else.
struct FrozenRule: Sendable {
    struct Gift: Sendable {
        let sku: Code
        let unitFen: Int64
    }

    let scopeLines: [Int]
    /// What its tiers give that the buyer could have, at what one would have cost it.
    let gifts: [Gift]

    /// - Returns: nil for a kind whose shares are final.
    init?(_ campaign: Campaign, _ order: PricedOrder, by pricer: CampaignPricer) {
        switch campaign.component {
        case .threshold, .addOn: break
        default: return nil
        }
        scopeLines = order.asked.filter { campaign.facts.looksAt($0.sku.code, $0.sku.attributes) }.map(\.line)
        gifts = pricer.giftValues(of: campaign, for: order).map { Gift(sku: $0.key, unitFen: $0.value) }.sorted { $0.sku < $1.sku }
    }
}
