/// How orders are sourced, as data: versioned, every order keeps the version it was sourced under.
package struct SourcingPolicy: Sendable, Equatable {
    package enum TierMode: String, CaseIterable, Sendable {
        /// The order of tiers counts before any cost.
        case strict
        /// Tiers only add a surcharge.
        case weighted
    }

    package let tiers: [SourcingTier]
    package let tierMode: TierMode
    /// Per unit, one for each tier; counts in `weighted` mode only.
    package let tierSurchargeFen: [Int64]
    /// Cost of opening one more shipment.
    package let shipmentFen: Int64
    package let freightFenPerTonneKm: Int64
    package let maxShipments: Int?
    package let maxDistanceKm: Int?
    package let allowPartial: Bool
    package let roadFactorBps: Int
    package let speedKmh: Int
    package let handlingMinutes: Int

    package static let standard = SourcingPolicy(standard: ())

    private init(standard: Void) {
        tiers = [.hq, .region, .pool]
        tierMode = .strict
        tierSurchargeFen = [0, 0, 0]
        shipmentFen = 3000
        freightFenPerTonneKm = 60
        maxShipments = nil
        maxDistanceKm = nil
        allowPartial = false
        roadFactorBps = 13_000
        speedKmh = 60
        handlingMinutes = 120
    }

    /// - Throws: every field that can't be meant.
    package init(
        tiers: [SourcingTier] = [.hq, .region, .pool], tierMode: TierMode = .strict, tierSurchargeFen: [Int64]? = nil, shipmentFen: Int64 = 3000,
        freightFenPerTonneKm: Int64 = 60, maxShipments: Int? = nil, maxDistanceKm: Int? = nil, allowPartial: Bool = false,
        roadFactorBps: Int = 13_000, speedKmh: Int = 60, handlingMinutes: Int = 120
    ) throws(SourcingPolicyRefusal) {
        let surcharges = tierSurchargeFen ?? tiers.map { _ in 0 }
        var faults: [Fault] = []
        func check(_ holds: Bool, _ field: String, _ detail: String) {
            if !holds { faults.append(Fault("/" + field, "OUT_OF_RANGE", detail)) }
        }
        check(!tiers.isEmpty && Set(tiers).count == tiers.count, "tiers", "At least one tier, each once.")
        check(surcharges.count == tiers.count, "tierSurchargeFen", "One surcharge for each tier.")
        check(surcharges.allSatisfy { (0...1_000_000).contains($0) }, "tierSurchargeFen", "From 0 to 1,000,000 fen a unit.")
        check((0...10_000_000).contains(shipmentFen), "shipmentFen", "From 0 to 10,000,000.")
        check((0...100_000).contains(freightFenPerTonneKm), "freightFenPerTonneKm", "From 0 to 100,000.")
        check(maxShipments.map { (1...1000).contains($0) } ?? true, "maxShipments", "From 1 to 1,000.")
        check(maxDistanceKm.map { (0...40_000).contains($0) } ?? true, "maxDistanceKm", "From 0 to 40,000.")
        check((1...100_000).contains(roadFactorBps), "roadFactorBps", "From 1 to 100,000.")
        check((1...1000).contains(speedKmh), "speedKmh", "From 1 to 1,000.")
        check((0...1_000_000).contains(handlingMinutes), "handlingMinutes", "From 0 to 1,000,000.")
        guard faults.isEmpty else { throw SourcingPolicyRefusal(faults: faults) }
        self.tiers = tiers
        self.tierMode = tierMode
        self.tierSurchargeFen = surcharges
        self.shipmentFen = shipmentFen
        self.freightFenPerTonneKm = freightFenPerTonneKm
        self.maxShipments = maxShipments
        self.maxDistanceKm = maxDistanceKm
        self.allowPartial = allowPartial
        self.roadFactorBps = roadFactorBps
        self.speedKmh = speedKmh
        self.handlingMinutes = handlingMinutes
    }
}

/// Which fields of a policy can't be meant, and why.
package struct SourcingPolicyRefusal: Refusal, Equatable {
    package let faults: [Fault]

    package var reason: Reason {
        Reason(.invalid, "INVALID_POLICY", "The sourcing policy can't be applied.", faults: faults)
    }
}
