/// Whom a price list is for, from the most to the least specific.
package enum PriceScope: Hashable, Sendable {
    case distributor(OrganizationID)
    case tier(String)
    case region(OrganizationID)
    case everyone

    /// Lower is more specific; the most specific valid price wins.
    package var rank: Int {
        switch self {
        case .distributor: 0
        case .tier: 1
        case .region: 2
        case .everyone: 3
        }
    }

    package func covers(_ buyer: PricedBuyer) -> Bool {
        switch self {
        case .distributor(let organization): buyer.organization == organization
        case .tier(let tier): buyer.tier == tier
        case .region(let region): buyer.organization.region == region
        case .everyone: true
        }
    }
}

/// What pricing knows of who buys.
package struct PricedBuyer: Sendable, Equatable {
    package let organization: OrganizationID
    package let tier: String?
    /// Of a store, which campaigns may name; the snapshot knows everybody else's.
    package let code: Code?

    package init(organization: OrganizationID, tier: String?, code: Code? = nil) {
        self.organization = organization
        self.tier = tier
        self.code = code
    }
}

/// One SKU's prices on one list.
package struct ListedPrices: Sendable, Equatable {
    package let scope: PriceScope
    /// From this moment; nil: always was.
    package let validFrom: Instant?
    /// Until just before this moment; nil: for good.
    package let validTo: Instant?
    /// Volume breaks by rising `minUnits`.
    package let breaks: [VolumeBreak]

    package init(scope: PriceScope, validFrom: Instant?, validTo: Instant?, breaks: [VolumeBreak]) {
        self.scope = scope
        self.validFrom = validFrom
        self.validTo = validTo
        self.breaks = breaks.sorted { $0.minUnits < $1.minUnits }
    }

    package func isValid(at instant: Instant) -> Bool {
        (validFrom.map { $0 <= instant } ?? true) && (validTo.map { instant < $0 } ?? true)
    }
}

/// A price per bottle from `minUnits` bottles of one line on.
package struct VolumeBreak: Sendable, Equatable {
    package let minUnits: Int64
    package let unitPriceFen: Int64

    package init(minUnits: Int64, unitPriceFen: Int64) {
        self.minUnits = minUnits
        self.unitPriceFen = unitPriceFen
    }
}

/// Every price list of a brand, by SKU: phase 1 of pricing, and so far the only one.
package struct PriceBook: Sendable {
    private var bySKU: [SKUID: [ListedPrices]]

    package init(_ bySKU: [SKUID: [ListedPrices]] = [:]) {
        self.bySKU = bySKU.mapValues { lists in lists.sorted { $0.scope.rank < $1.scope.rank } }
    }

    /// The price of one bottle of `units`: the highest volume break reached on the most specific list that is valid and reaches one;
    /// between lists of the same rank the lower price; without any, the SKU's list price. Never below the SKU's floor price, even when
    /// the floor was raised after the price was set.
    package func unitPriceFen(of sku: SellableSKU, units: Int64, for buyer: PricedBuyer, at instant: Instant) -> Int64 {
        var best: (rank: Int, fen: Int64)?
        for list in bySKU[sku.id] ?? [] {
            if let best, list.scope.rank > best.rank { break }
            guard list.scope.covers(buyer), list.isValid(at: instant),
                let reached = list.breaks.last(where: { $0.minUnits <= units })
            else { continue }
            best = (list.scope.rank, min(best?.fen ?? .max, reached.unitPriceFen))
        }
        return max(best?.fen ?? sku.listPriceFen, sku.floorPriceFen)
    }
}
