/// Which counter of a campaign: of everybody, of a region, of a buyer, or of everybody on one day.
package struct UsageKey: Hashable, Comparable, Sendable {
    package let campaign: CampaignID
    /// The organization whose share it counts; nil: everybody.
    package let subject: OrganizationID?
    /// Days since 1970-01-01 in Asia/Shanghai, of a day's counter; otherwise 0.
    package let day: Int32

    package init(campaign: CampaignID, subject: OrganizationID?, day: Int32) {
        self.campaign = campaign
        self.subject = subject
        self.day = day
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.campaign, left.subject?.rawValue ?? -1, left.day) < (right.campaign, right.subject?.rawValue ?? -1, right.day)
    }
}

/// What a counter stands at.
package struct CampaignUsage: Equatable, Sendable {
    /// Discount held by orders and posted by shipments.
    package var fen: Int64
    package var uses: Int64
    package var units: Int64

    package init(fen: Int64 = 0, uses: Int64 = 0, units: Int64 = 0) {
        self.fen = fen
        self.uses = uses
        self.units = units
    }

    package static func + (left: Self, right: Self) -> Self {
        CampaignUsage(fen: left.fen + right.fen, uses: left.uses + right.uses, units: left.units + right.units)
    }

    /// The most that an order can take of one campaign, and the most that pricing asks for on the way: no discount is above what the goods come to,
    /// the worth of gifts included, and no quota gives more units than were asked for. At least a fen, since a budget with nothing left is spent.
    package static func most(subtotalFen: Int64, units: Int64) -> Self {
        CampaignUsage(fen: max(1, subtotalFen), uses: 1, units: units)
    }

    /// Whether it is above another in nothing.
    package func isWithin(_ other: Self) -> Bool { fen <= other.fen && uses <= other.uses && units <= other.units }
}

/// What a counter may come to; nil: to anything.
package struct UsageLimit: Equatable, Sendable {
    package var fen: Int64?
    package var uses: Int64?
    package var units: Int64?

    package init(fen: Int64? = nil, uses: Int64? = nil, units: Int64? = nil) {
        self.fen = fen
        self.uses = uses
        self.units = units
    }

    /// What the counter may stand at for orders that together can't take more than `most` to be priced as if nothing limited it. Below nothing
    /// when there is no such standing.
    package func ceiling(before most: CampaignUsage) -> CampaignUsage {
        CampaignUsage(
            fen: fen.map { $0 - most.fen } ?? .max, uses: uses.map { $0 - most.uses } ?? .max, units: units.map { $0 - most.units } ?? .max)
    }
}

/// Everything that limits what a campaign gives: its budget, and the quotas of its component.
package struct CampaignLimits: Equatable, Sendable {
    package let budget: CampaignBudget
    package let units: Int64?
    package let buyerUnits: Int64?
    /// Whether units are counted: of kinds that may have a quota, also while this version has none, since a later one may add it.
    package let countsUnits: Bool

    package init(_ definition: CampaignDefinition) {
        budget = definition.budget
        switch definition.component {
        case .flashSale(let sale): (units, buyerUnits, countsUnits) = (sale.quotaUnits, sale.perBuyerUnits, true)
        case .groupBuy(let buy): (units, buyerUnits, countsUnits) = (nil, buy.perBuyerUnits, true)
        case .nearExpiry(let clearance): (units, buyerUnits, countsUnits) = (clearance.maxUnits, nil, true)
        default: (units, buyerUnits, countsUnits) = (nil, nil, false)
        }
    }

    /// Which counters there are of a campaign. Those that are there are kept, and those that nothing limits aren't there.
    package var countsAll: Bool { budget.amountFen != nil || budget.uses != nil || units != nil }
    package var countsDays: Bool { budget.perDayFen != nil }
    package var countsRegions: Bool { budget.perRegionFen != nil }
    package var countsBuyers: Bool { budget.perBuyerUses != nil || budget.perBuyerFen != nil || buyerUnits != nil }

    /// The counters that an order of this buyer on this day must stay within, in key order. None for a campaign without limits.
    package func keys(of campaign: CampaignID, buyer: OrganizationID, day: Int32) -> [UsageKey] {
        counters(of: campaign, buyer: buyer, day: day).map(\.key)
    }

    /// The same with what each may come to.
    package func counters(of campaign: CampaignID, buyer: OrganizationID, day: Int32) -> [(key: UsageKey, limit: UsageLimit)] {
        var counters: [(key: UsageKey, limit: UsageLimit)] = []
        func add(_ subject: OrganizationID?, _ day: Int32, _ limit: UsageLimit) {
            counters.append((UsageKey(campaign: campaign, subject: subject, day: day), limit))
        }
        if countsAll { add(nil, 0, UsageLimit(fen: budget.amountFen, uses: budget.uses, units: units)) }
        if countsDays { add(nil, day, UsageLimit(fen: budget.perDayFen)) }
        if countsRegions, let region = buyer.region { add(region, 0, UsageLimit(fen: budget.perRegionFen)) }
        if countsBuyers { add(buyer, 0, UsageLimit(fen: budget.perBuyerFen, uses: budget.perBuyerUses, units: buyerUnits)) }
        return counters
    }

    /// What is left for the buyer, by what the counters stand at.
    package func allowance(
        of campaign: CampaignID, buyer: OrganizationID, day: Int32, used: (UsageKey) -> CampaignUsage
    ) -> CampaignAllowance {
        let total = used(UsageKey(campaign: campaign, subject: nil, day: 0))
        var left = CampaignAllowance()
        left.amountFen = budget.amountFen.map { max(0, $0 - total.fen) }
        left.uses = budget.uses.map { max(0, $0 - total.uses) }
        left.units = units.map { max(0, $0 - total.units) }
        left.dayFen = budget.perDayFen.map { max(0, $0 - used(UsageKey(campaign: campaign, subject: nil, day: day)).fen) }
        left.regionFen = buyer.region.flatMap { region in
            budget.perRegionFen.map { max(0, $0 - used(UsageKey(campaign: campaign, subject: region, day: 0)).fen) }
        }
        let own = used(UsageKey(campaign: campaign, subject: buyer, day: 0))
        left.buyerUses = budget.perBuyerUses.map { max(0, $0 - own.uses) }
        left.buyerFen = budget.perBuyerFen.map { max(0, $0 - own.fen) }
        left.buyerUnits = buyerUnits.map { max(0, $0 - own.units) }
        return left
    }
}
