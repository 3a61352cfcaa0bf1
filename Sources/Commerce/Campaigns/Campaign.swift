/// A version of a campaign as pricing sees it. Every order carries all that might apply to it, so a campaign refers to its terms: copying one
/// copies no rules.
package struct Campaign: Equatable, Sendable {
    /// What explanations call it; of campaigns of the house the outer form of their id.
    package var id: Code
    package var version: Int32
    package private(set) var facts: CampaignFacts

    package init(id: Code, version: Int32, definition: CampaignDefinition) {
        self.id = id
        self.version = version
        facts = CampaignFacts(definition)
    }

    package var definition: CampaignDefinition {
        get { facts.definition }
        set { facts = CampaignFacts(newValue) }
    }

    package var component: CampaignComponent { facts.definition.component }

    package static func == (left: Self, right: Self) -> Bool {
        left.id == right.id && left.version == right.version && (left.facts === right.facts || left.definition == right.definition)
    }
}

/// A definition with what follows from it alone, worked out once and not for every order.
package final class CampaignFacts: Sendable {
    package let definition: CampaignDefinition
    package let kind: CampaignKind
    package let phase: PricingPhase
    package let limits: CampaignLimits
    /// What it may give away.
    package let gifts: [GiftGoods]
    let goods: CampaignGoods

    package init(_ definition: CampaignDefinition) {
        self.definition = definition
        kind = definition.component.kind
        phase = definition.component.phase
        limits = CampaignLimits(definition)
        gifts = Self.gifts(of: definition.component)
        goods = CampaignGoods(definition.component)
    }

    /// Whether an order's line of this SKU, known by these attributes, is among what it looks at.
    package func looksAt(_ sku: Code, _ attributes: GoodsAttributes) -> Bool {
        switch goods {
        case .nothing: false
        case .everything: true
        case .listed(let skus): skus.contains(sku)
        case .scope(let scope, let besides): sku != besides && scope.contains(sku, attributes)
        }
    }

    private static func gifts(of component: CampaignComponent) -> [GiftGoods] {
        guard case .threshold(let threshold) = component else { return [] }
        return threshold.tiers.compactMap { tier in
            if case .gift(let gift) = tier.reward { gift } else { nil }
        }
    }
}

/// Which goods of an order a component looks at.
enum CampaignGoods: Sendable {
    case nothing
    case everything
    case listed([Code])
    /// Those of a scope, apart from what is added on.
    case scope(GoodsScope, besides: Code?)

    init(_ component: CampaignComponent) {
        switch component {
        case .flashSale(let sale): self = .listed([sale.sku])
        case .groupBuy(let buy): self = .listed([buy.sku])
        case .nearExpiry(let clearance): self = .listed(clearance.skus)
        case .bundle(let bundle): self = .listed(bundle.components.map(\.sku))
        case .tiered(let tiered): self.init(tiered.scope)
        case .threshold(let threshold): self.init(threshold.scope)
        case .coupon(let coupon): self.init(coupon.scope)
        case .addOn(let addOn): self = .scope(addOn.scope, besides: addOn.sku)
        case .blindBox, .storedValue, .points, .luckyDraw: self = .nothing
        }
    }

    private init(_ scope: GoodsScope) {
        self = scope == .everything ? .everything : .scope(scope, besides: nil)
    }
}
