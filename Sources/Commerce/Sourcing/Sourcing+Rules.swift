extension Sourcing {
    /// The policy as the search reads it: whole nano-fen, tiers by their place.
    struct Rules {
        let strict: Bool
        let tierCount: Int
        let shipmentNanoFen: Int64
        let freightFenPerTonneKm: Int64
        /// Per tier; all 0 in strict mode.
        let surchargeNanoFen: [Int64]
        let maxShipments: Int?

        static let nanoFenPerFen: Int64 = 1_000_000_000

        init(_ policy: SourcingPolicy) {
            strict = policy.tierMode == .strict
            tierCount = policy.tiers.count
            shipmentNanoFen = policy.shipmentFen * Self.nanoFenPerFen
            freightFenPerTonneKm = policy.freightFenPerTonneKm
            surchargeNanoFen = policy.tierSurchargeFen.map { policy.tierMode == .strict ? 0 : $0 * Self.nanoFenPerFen }
            maxShipments = policy.maxShipments
        }

        /// Refuses a problem whose dearest conceivable plan (every warehouse opened, every unit that can be had from the farthest at the highest
        /// surcharge) costs more than 2^61 nano-fen. Below that, no sum of the search overflows, so it needn't check. Units that nobody
        /// has cost nothing, however many are wanted.
        func refuseOverflow(_ demand: Demand, _ supply: Supply) throws(SourcingRefusal) {
            guard let worst = worstNanoFen(demand, supply), worst <= 1 << 61 else { throw .overflow }
        }

        private func worstNanoFen(_ demand: Demand, _ supply: Supply) -> Int64? {
            guard let farthest = supply.farthestAskedMetres else { return 0 }
            guard let perGram = farthest.multiplied(by: freightFenPerTonneKm),
                var worst = Int64(supply.count).multiplied(by: shipmentNanoFen)
            else { return nil }
            let surcharge = surchargeNanoFen.max() ?? 0
            for sku in 0..<demand.skuCount {
                let units = supply.askedUnits(of: sku, atMost: demand.units[sku])
                guard units > 0 else { continue }
                guard let freight = demand.gramsPerUnit[sku].multiplied(by: perGram), let each = freight.adding(surcharge),
                    let all = each.multiplied(by: units), let sum = worst.adding(all)
                else { return nil }
                worst = sum
            }
            return worst
        }

        /// Nano-fen in fen, rounded up.
        static func fen(_ nanoFen: Int64) -> Int64 {
            nanoFen / nanoFenPerFen + (nanoFen % nanoFenPerFen > 0 ? 1 : 0)
        }
    }
}
