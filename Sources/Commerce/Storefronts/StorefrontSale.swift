/// What makes an order one of a store's on its distributor: who sells, and whose goods may fill it.
///
/// The distributor sells at its own prices from its own warehouses; the brand's goods stand behind it, for which the brand charges the
/// distributor in the same transaction (`SupplyCharge`).
package struct StorefrontSale: Equatable, Sendable {
    /// The distributor that sells: the brand charges it, and its shares of the pool are drawn on.
    package let seller: PricedBuyer
    /// No order that comes to less.
    package let minOrderFen: Int64
    /// `own` first, then `pool`; `region` when the region lets storefronts sell from its warehouse.
    package let tiers: [SourcingTier]
    /// What must be kept of the selling price over what the brand is paid.
    package let marginBps: Int64
    /// What the store is offered of what it asks for, and of what campaigns may give it.
    package let offers: [SKUID: SKUOffer]
    /// What the region holds its stores' orders to; nil while it doesn't.
    package let supplyCap: SupplyCap?
    /// When the distributor delivers what it sends itself.
    package let deliveryDays: DeliveryDays

    package init(
        seller: PricedBuyer, offers: [SKUID: SKUOffer], minOrderFen: Int64 = 0, allowsRegionStock: Bool = false,
        marginBps: Int64 = MarginGuard.standardBps, deliveryDays: DeliveryDays = DeliveryDays([]),
        supplyCap: SupplyCap? = nil
    ) {
        self.supplyCap = supplyCap
        self.deliveryDays = deliveryDays
        self.seller = seller
        self.offers = offers
        self.minOrderFen = minOrderFen
        self.tiers = allowsRegionStock ? [.own, .pool, .region] : [.own, .pool]
        self.marginBps = marginBps
    }
}

extension SourcingTier {
    /// Whether what comes from here is the brand's until it ships.
    package var isBrands: Bool { self != .own }
}
