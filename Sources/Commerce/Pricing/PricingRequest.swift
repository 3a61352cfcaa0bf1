/// What the pricing engine is asked: everything it may look at, so that the same question always has the same answer.
package struct PricingRequest: Sendable {
    package struct Buyer: Equatable, Sendable {
        package var organization: Code
        /// The organisations the buyer lies below, nearest first; a campaign's audience may name any of them, or the buyer.
        package var ancestors: [Code]
        package var tier: String?

        package init(organization: Code, ancestors: [Code], tier: String?) {
            self.organization = organization
            self.ancestors = ancestors
            self.tier = tier
        }
    }

    package struct Line: Equatable, Sendable {
        package var line: Int
        package var sku: Code
        package var units: Int64
        /// Phase 1: what a bottle costs on the most specific valid price list.
        package var unitPriceFen: Int64
        package var floorPriceFen: Int64
        /// What a distributor must get for a bottle so that its margin is kept; nil: no margin to guard.
        package var marginFloorFen: Int64?
        package var attributes: GoodsAttributes
        /// Lots that the units would come from, first-expiring first; units beyond them are of lots nobody said anything about.
        package var lots: [Lot]

        package init(
            line: Int, sku: Code, units: Int64, unitPriceFen: Int64, floorPriceFen: Int64, marginFloorFen: Int64? = nil,
            attributes: GoodsAttributes = GoodsAttributes(), lots: [Lot] = []
        ) {
            self.line = line
            self.sku = sku
            self.units = units
            self.unitPriceFen = unitPriceFen
            self.floorPriceFen = floorPriceFen
            self.marginFloorFen = marginFloorFen
            self.attributes = attributes
            self.lots = lots
        }
    }

    package struct Lot: Equatable, Sendable {
        package var lot: Code
        package var bestBefore: CalendarDay
        package var units: Int64

        package init(lot: Code, bestBefore: CalendarDay, units: Int64) {
            self.lot = lot
            self.bestBefore = bestBefore
            self.units = units
        }
    }

    /// A SKU that a campaign may give away.
    package struct Goods: Equatable, Sendable {
        package var unitPriceFen: Int64
        package var floorPriceFen: Int64

        package init(unitPriceFen: Int64, floorPriceFen: Int64) {
            self.unitPriceFen = unitPriceFen
            self.floorPriceFen = floorPriceFen
        }
    }

    package var at: Instant
    package var buyer: Buyer
    /// In any order; each with a line number of its own. Their money must be countable: see `totalFen`.
    package var lines: [Line]
    /// Those that could apply, in any order, each id once.
    package var campaigns: [Campaign]
    /// Coupon codes that the buyer presents.
    package var coupons: [Code]
    /// Group buys that this order is a part of.
    package var joinedGroups: Set<Code>
    /// What campaigns may still give, by campaign id; one that isn't named has only what its definition says, all of it.
    package var left: [Code: CampaignAllowance]
    /// List values of what may be given away. A gift that isn't here can't be given.
    package var goods: [Code: Goods]

    package init(
        at: Instant, buyer: Buyer, lines: [Line], campaigns: [Campaign], coupons: [Code] = [], joinedGroups: Set<Code> = [],
        left: [Code: CampaignAllowance] = [:], goods: [Code: Goods] = [:]
    ) {
        self.at = at
        self.buyer = buyer
        self.lines = lines
        self.campaigns = campaigns
        self.coupons = coupons
        self.joinedGroups = joinedGroups
        self.left = left
        self.goods = goods
    }
}

/// What is left of a campaign for one buyer at one moment. Nil: no limit.
package struct CampaignAllowance: Equatable, Sendable {
    package var amountFen: Int64?
    package var uses: Int64?
    package var buyerUses: Int64?
    package var buyerFen: Int64?
    package var dayFen: Int64?
    package var regionFen: Int64?
    /// Units of its quota: of a flash sale, of a near-expiry clearance, of a group buy none.
    package var units: Int64?
    package var buyerUnits: Int64?
    /// Issued coupon codes that are spent already.
    package var spentCodes: Set<Code>

    package init(
        amountFen: Int64? = nil, uses: Int64? = nil, buyerUses: Int64? = nil, buyerFen: Int64? = nil, dayFen: Int64? = nil,
        regionFen: Int64? = nil, units: Int64? = nil, buyerUnits: Int64? = nil, spentCodes: Set<Code> = []
    ) {
        self.amountFen = amountFen
        self.uses = uses
        self.buyerUses = buyerUses
        self.buyerFen = buyerFen
        self.dayFen = dayFen
        self.regionFen = regionFen
        self.units = units
        self.buyerUnits = buyerUnits
        self.spentCodes = spentCodes
    }
}
