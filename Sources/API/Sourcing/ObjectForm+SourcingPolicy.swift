import Commerce

extension ObjectForm {
    /// The fields of a sourcing policy in this object; those left out take their defaults, and a limit
    /// that is null is none. Whatever the policy refuses is noted.
    mutating func sourcingPolicy() -> SourcingPolicy {
        let tiers = tierList("tiers")
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

    /// An array of tiers. One that isn't known is stood in for by one that isn't listed, so that nothing else seems wrong with their number.
    private mutating func tierList(_ name: String) -> [SourcingTier]? {
        guard let names = optionalTexts(name, 0...SourcingTier.allCases.count, each: 0...32) else { return nil }
        let known = SourcingTier.allCases.map(\.rawValue).joined(separator: ", ")
        noteFaults(names.indices.filter { SourcingTier(rawValue: names[$0]) == nil }.map { index in
            Fault("/\(name)/\(index)", "UNKNOWN_VALUE", "A tier must be one of \(known).")
        })
        var unlisted = SourcingTier.allCases.filter { !names.contains($0.rawValue) }[...]
        return names.compactMap { SourcingTier(rawValue: $0) ?? unlisted.popFirst() }
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
