extension SourcingPolicy {
    /// The same policy over other tiers, strictly in their order: what a storefront's orders are sourced under.
    /// - Parameter tiers: Not empty, each once.
    package func strictly(_ tiers: [SourcingTier]) -> SourcingPolicy {
        let policy = try? SourcingPolicy(
            tiers: tiers, tierMode: .strict, shipmentFen: shipmentFen, freightFenPerTonneKm: freightFenPerTonneKm, maxShipments: maxShipments,
            maxDistanceKm: maxDistanceKm, allowPartial: allowPartial, roadFactorBps: roadFactorBps, speedKmh: speedKmh,
            handlingMinutes: handlingMinutes)
        return policy ?? self
    }
}
