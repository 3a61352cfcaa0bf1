/// Why a sourcing policy is refused: every faulty field, each at its pointer.
package struct SourcingPolicyRefusal: Refusal, Equatable {
    /// Never empty, in the order of the policy's fields.
    package let faults: [Fault]

    package var reason: Reason {
        Reason(.invalid, "INVALID_POLICY", "The sourcing policy breaks its rules.", faults: faults)
    }
}

extension SourcingPolicy {
    /// What each number may be. Wide enough for any trade, narrow enough that no plan is made of nonsense.
    private enum Limits {
        /// One unit's surcharge, one shipment: a million yuan.
        static let fen: ClosedRange<Int64> = 0...100_000_000
        /// A thousand yuan a tonne-kilometre.
        static let freightFenPerTonneKm: ClosedRange<Int64> = 0...100_000
        static let shipments: ClosedRange<Int64> = 1...1_000
        static let distanceKm: ClosedRange<Int64> = 0...100_000
        static let roadFactorBps: ClosedRange<Int64> = 1...100_000
        static let speedKmh: ClosedRange<Int64> = 1...1_000
        /// A year.
        static let handlingMinutes: ClosedRange<Int64> = 0...525_600
    }

    var faults: [Fault] {
        var faults = tierFaults
        func check(_ value: Int64, in range: ClosedRange<Int64>, at pointer: String) {
            guard !range.contains(value) else { return }
            faults.append(
                Fault(
                    pointer, "OUT_OF_RANGE", "Must be from \(range.lowerBound) to \(range.upperBound).",
                    figures: [Figure("minimum", range.lowerBound), Figure("maximum", range.upperBound)]))
        }
        for (index, fen) in tierSurchargeFen.enumerated() {
            check(fen, in: Limits.fen, at: "/tierSurchargeFen/\(index)")
        }
        check(shipmentFen, in: Limits.fen, at: "/shipmentFen")
        check(freightFenPerTonneKm, in: Limits.freightFenPerTonneKm, at: "/freightFenPerTonneKm")
        if let maxShipments { check(Int64(maxShipments), in: Limits.shipments, at: "/maxShipments") }
        if let maxDistanceKm { check(Int64(maxDistanceKm), in: Limits.distanceKm, at: "/maxDistanceKm") }
        check(Int64(roadFactorBps), in: Limits.roadFactorBps, at: "/roadFactorBps")
        check(Int64(speedKmh), in: Limits.speedKmh, at: "/speedKmh")
        check(Int64(handlingMinutes), in: Limits.handlingMinutes, at: "/handlingMinutes")
        return faults
    }

    private var tierFaults: [Fault] {
        var faults: [Fault] = []
        if tiers.isEmpty {
            faults.append(Fault("/tiers", "REQUIRED", "At least one tier must be listed."))
        }
        for (index, tier) in tiers.enumerated() where tiers[..<index].contains(tier) {
            faults.append(Fault("/tiers/\(index)", "DUPLICATE", "The tier \(tier.rawValue) is listed twice."))
        }
        if tierSurchargeFen.count != tiers.count {
            faults.append(
                Fault(
                    "/tierSurchargeFen", "WRONG_COUNT", "There must be one surcharge for each tier.",
                    figures: [Figure("expected", Int64(tiers.count)), Figure("actual", Int64(tierSurchargeFen.count))]))
        }
        return faults
    }
}
