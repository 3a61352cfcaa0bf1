/// How an order is sourced, as data: versioned, and every order keeps the version it was sourced under.
///
/// A policy can't be wrong: the initialiser refuses and names every faulty field.
package struct SourcingPolicy: Sendable, Equatable {
    /// What a tier means. `strict`: the order of the tiers counts before cost. `weighted`: a tier only adds its surcharge to the cost.
    package enum TierMode: String, CaseIterable, Sendable {
        case strict, weighted
    }

    /// Order of preference. A tier that isn't listed gives nothing.
    package let tiers: [SourcingTier]
    package let tierMode: TierMode
    /// Per unit, one for each of `tiers`. Counts in `weighted` mode only.
    package let tierSurchargeFen: [Int64]
    /// The cost of opening one more shipment.
    package let shipmentFen: Int64
    package let freightFenPerTonneKm: Int64
    /// At most so many warehouses in a plan; nil for no limit.
    package let maxShipments: Int?
    /// Warehouses farther than this aren't asked; nil for no limit.
    package let maxDistanceKm: Int?
    /// Whether an order that can't be filled whole is placed all the same. The plan itself doesn't depend on it.
    package let allowPartial: Bool
    /// Road distance over great-circle distance.
    package let roadFactorBps: Int
    package let speedKmh: Int
    /// From the order's placing until its shipment leaves.
    package let handlingMinutes: Int

    /// Headquarters first, then the region's warehouse, then the pool; strictly.
    package static let standard = SourcingPolicy()

    /// The defaults, which break no rule.
    private init() {
        tiers = [.hq, .region, .pool]
        tierMode = .strict
        tierSurchargeFen = [0, 0, 0]
        shipmentFen = 3000
        freightFenPerTonneKm = 60
        maxShipments = nil
        maxDistanceKm = nil
        allowPartial = false
        roadFactorBps = 13000
        speedKmh = 60
        handlingMinutes = 120
    }

    /// - Parameter tierSurchargeFen: nil for no surcharge on any tier.
    /// - Throws: `SourcingPolicyRefusal` with every faulty field, in the order of the fields.
    package init(
        tiers: [SourcingTier] = [.hq, .region, .pool],
        tierMode: TierMode = .strict,
        tierSurchargeFen: [Int64]? = nil,
        shipmentFen: Int64 = 3000,
        freightFenPerTonneKm: Int64 = 60,
        maxShipments: Int? = nil,
        maxDistanceKm: Int? = nil,
        allowPartial: Bool = false,
        roadFactorBps: Int = 13000,
        speedKmh: Int = 60,
        handlingMinutes: Int = 120
    ) throws(SourcingPolicyRefusal) {
        self.tiers = tiers
        self.tierMode = tierMode
        self.tierSurchargeFen = tierSurchargeFen ?? Array(repeating: 0, count: tiers.count)
        self.shipmentFen = shipmentFen
        self.freightFenPerTonneKm = freightFenPerTonneKm
        self.maxShipments = maxShipments
        self.maxDistanceKm = maxDistanceKm
        self.allowPartial = allowPartial
        self.roadFactorBps = roadFactorBps
        self.speedKmh = speedKmh
        self.handlingMinutes = handlingMinutes
        let faults = self.faults
        guard faults.isEmpty else { throw SourcingPolicyRefusal(faults: faults) }
    }
}
