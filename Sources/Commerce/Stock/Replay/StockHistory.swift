/// What happened to a brand's stock over some days, apart from what the pool decides: what there was when they began, what came and went by
/// itself, and who asked for what. `PoolReplay` serves the same demand again under any policy.
///
/// Receipts, returns and adjustments are taken as they were, whatever would have been sold. Transfers too, as far as the goods are there.
package struct StockHistory: Sendable {
    /// What there was on each row, of which nothing is held; rows that held nothing may be left out.
    package let opening: [StockKey: StockLevel]
    /// In order of time.
    package let changes: [Change]
    /// In order of placing.
    package let demand: [Demand]
    /// Who may be asked for a distributor's orders and for those of its stores.
    package let routes: [OrganizationID: Routes]
    /// What each SKU moves in: a case, or 1 when it is sold loose or isn't named here.
    package let packUnits: [SKUID: Int64]

    package init(
        opening: [StockKey: StockLevel], changes: [Change], demand: [Demand], routes: [OrganizationID: Routes], packUnits: [SKUID: Int64]
    ) {
        self.opening = opening
        self.changes = changes
        self.demand = demand
        self.routes = routes
        self.packUnits = packUnits
    }

    /// Bottles that came from outside (no source), left for it (no destination), or went from one warehouse to another.
    package struct Change: Equatable, Sendable {
        package let at: Instant
        package let sku: SKUID
        package let source: WarehouseID?
        package let destination: WarehouseID?
        /// Above zero.
        package let units: Int64

        package init(at: Instant, sku: SKUID, source: WarehouseID? = nil, destination: WarehouseID? = nil, units: Int64) {
            self.at = at
            self.sku = sku
            self.source = source
            self.destination = destination
            self.units = units
        }
    }

    /// One line of an order, whether it was placed or refused for want of goods.
    package struct Demand: Equatable, Sendable {
        package let at: Instant
        /// A distributor that orders from the brand, or a store that orders from its distributor.
        package let buyer: OrganizationID
        package let sku: SKUID
        package let units: Int64

        package init(at: Instant, buyer: OrganizationID, sku: SKUID, units: Int64) {
            self.at = at
            self.buyer = buyer
            self.sku = sku
            self.units = units
        }
    }

    /// The warehouses of each tier in the order in which they are asked, and the tiers in theirs.
    package struct Routes: Equatable, Sendable {
        package var own: [WarehouseID]
        package var region: [WarehouseID]
        package var headquarters: [WarehouseID]
        package var otherRegions: [WarehouseID]
        package var brandTiers: [SourcingTier]
        package var storefrontTiers: [SourcingTier]

        package init(
            own: [WarehouseID] = [], region: [WarehouseID] = [], headquarters: [WarehouseID] = [], otherRegions: [WarehouseID] = [],
            brandTiers: [SourcingTier] = [.hq, .region, .pool], storefrontTiers: [SourcingTier] = [.own, .pool]
        ) {
            self.own = own
            self.region = region
            self.headquarters = headquarters
            self.otherRegions = otherRegions
            self.brandTiers = brandTiers
            self.storefrontTiers = storefrontTiers
        }

        package func warehouses(of tier: SourcingTier) -> [WarehouseID] {
            switch tier {
            case .own: own
            case .region: region
            case .hq, .pool: headquarters
            case .otherRegions: otherRegions
            }
        }
    }
}
