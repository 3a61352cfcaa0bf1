import Commerce

extension ObjectForm {
    /// The fields of a sourcing policy in this object; those left out take their defaults, and a limit
    /// that is null is none. Whatever the policy refuses is noted.
    mutating func sourcingPolicy() -> SourcingPolicy {
        let tiers = optionalTexts("tiers", 0...SourcingTier.allCases.count, each: 1...32).map { names in
            names.enumerated().compactMap { index, name in
                if let tier = SourcingTier(rawValue: name) { return tier }
                let known = SourcingTier.allCases.map(\.rawValue).joined(separator: ", ")
                note("/tiers/\(index)", "UNKNOWN_VALUE", "A tier must be one of \(known).")
                return nil
            }
        }
        let mode = optionalChoice("tierMode", of: SourcingPolicy.TierMode.self)
        let surcharges = fenList("tierSurchargeFen")
        let standard = SourcingPolicy.standard
        let whole = Int64.min...Int64.max
        let shipmentFen = optionalInt("shipmentFen", whole)
        let freightFen = optionalInt("freightFenPerTonneKm", whole)
        let maxShipments = nullableInt("maxShipments", Int.min...Int.max)
        let maxDistanceKm = nullableInt("maxDistanceKm", Int.min...Int.max)
        let allowPartial = optionalBool("allowPartial")
        let roadFactorBps = optionalInt("roadFactorBps", Int.min...Int.max)
        let speedKmh = optionalInt("speedKmh", Int.min...Int.max)
        let handlingMinutes = optionalInt("handlingMinutes", Int.min...Int.max)
        do {
            return try SourcingPolicy(
                tiers: tiers ?? standard.tiers, tierMode: mode ?? standard.tierMode, tierSurchargeFen: surcharges,
                shipmentFen: shipmentFen ?? standard.shipmentFen, freightFenPerTonneKm: freightFen ?? standard.freightFenPerTonneKm,
                maxShipments: maxShipments, maxDistanceKm: maxDistanceKm, allowPartial: allowPartial ?? standard.allowPartial,
                roadFactorBps: roadFactorBps ?? standard.roadFactorBps, speedKmh: speedKmh ?? standard.speedKmh,
                handlingMinutes: handlingMinutes ?? standard.handlingMinutes)
        } catch {
            noteFaults(of: error)
            return standard
        }
    }

    /// An array of whole numbers; what they may be is for the policy to say.
    private mutating func fenList(_ name: String) -> [Int64]? {
        guard let value = value(name) else { return nil }
        guard case .array(let values) = value, values.count <= SourcingTier.allCases.count else {
            wrongType(name, "an array of at most \(SourcingTier.allCases.count) whole numbers")
            return nil
        }
        return values.enumerated().map { index, value in
            if case .integer(let fen) = value { return fen }
            note("/\(name)/\(index)", "WRONG_TYPE", "A surcharge must be a whole number.")
            return 0
        }
    }

    private func note(_ pointer: String, _ code: String, _ detail: String) {
        list.add(Fault(path.pointer + pointer, code, detail))
    }
}
