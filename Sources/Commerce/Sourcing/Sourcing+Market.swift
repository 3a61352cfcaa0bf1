extension Sourcing {
    /// The problem between some warehouses and the demand, as one list of lots: what a warehouse can give of a SKU out of one stock
    /// class, at what cost per unit.
    ///
    /// Lots are grouped by *pitch*: a SKU in one tier (strict), or a SKU (weighted). The pitches of a SKU follow each other in the
    /// order of the tiers and the lots of a pitch are sorted the way they are drawn from: the cheapest first, equals general before
    /// pool, then the lower code. So with the open warehouses given, drawing from the open lots as they come makes the best plan.
    struct Market {
        let warehouseCount: Int
        let shipmentNanoFen: Int64
        /// Per pitch: the units it has to give in a plan that fills as much, from as high tiers, as these warehouses can at all.
        private(set) var demand: [Int64] = []
        private(set) var sku: [Int] = []
        /// One more than pitches.
        private(set) var firstLot: [Int] = [0]
        private(set) var lotWarehouse: [Int] = []
        /// At most the pitch's demand.
        private(set) var lotUnits: [Int64] = []
        private(set) var lotNanoFen: [Int64] = []
        private(set) var lotTier: [Int] = []
        private(set) var unfilledUnits: Int64 = 0
        /// How much that is. Not kept with `everyTier`.
        private(set) var coverage: Coverage
        /// Lots that one warehouse can have in one pitch.
        let lotsPerWarehouse: Int64

        /// - Parameters:
        ///   - without: A warehouse left out.
        ///   - everyTier: Whether tiers are listed that aren't needed when everything is open: a set of few warehouses may need them.
        init(_ supply: Supply, _ demand: Demand, _ rules: Rules, without: Int? = nil, everyTier: Bool = false) {
            warehouseCount = supply.count
            shipmentNanoFen = rules.shipmentNanoFen
            lotsPerWarehouse = rules.strict ? 1 : 2
            coverage = Coverage(levels: rules.strict ? rules.tierCount : 1)
            let byTier = supply.warehousesByTier(rules.tierCount, without: without)
            for sku in 0..<demand.skuCount where demand.units[sku] > 0 {
                var remaining = demand.units[sku]
                var total: Int64 = 0
                // Overflows only where every distance is 0 (`refuseOverflow`), and then it doesn't matter.
                let gramFreight = demand.gramsPerUnit[sku] &* rules.freightFenPerTonneKm
                let free = demand.gramsPerUnit[sku] == 0 || rules.freightFenPerTonneKm == 0
                for tier in 0..<rules.tierCount {
                    if rules.strict { total = 0 }
                    let isPool = tier == supply.poolTier
                    for warehouse in byTier[tier] {
                        let units = isPool ? supply.pool(sku, warehouse) : supply.general(sku, warehouse)
                        guard units > 0 else { continue }
                        lotWarehouse.append(warehouse)
                        lotUnits.append(units)
                        lotNanoFen.append(gramFreight &* supply.distanceMetres[warehouse] + rules.surchargeNanoFen[tier])
                        lotTier.append(tier)
                        total += units
                    }
                    guard rules.strict else { continue }
                    if free { sortLots(from: firstLot[firstLot.count - 1], supply) }
                    let given = min(remaining, total)
                    close(sku, everyTier ? min(demand.units[sku], total) : given)
                    coverage.fill(given, tier)
                    remaining -= given
                    if remaining == 0 && !everyTier { break }
                }
                if !rules.strict {
                    sortLots(from: firstLot[firstLot.count - 1], supply)
                    let given = min(remaining, total)
                    close(sku, given)
                    coverage.fill(given, 0)
                    remaining -= given
                }
                unfilledUnits += remaining
            }
        }

        /// Ends a pitch, if there is anything in it.
        private mutating func close(_ sku: Int, _ units: Int64) {
            let first = firstLot[firstLot.count - 1]
            guard lotUnits.count > first else { return }
            for lot in first..<lotUnits.count where lotUnits[lot] > units { lotUnits[lot] = units }
            demand.append(units)
            self.sku.append(sku)
            firstLot.append(lotUnits.count)
        }

        /// By insertion: the lots come as a few runs that are sorted already.
        private mutating func sortLots(from first: Int, _ supply: Supply) {
            guard first < lotUnits.count else { return }
            for next in first..<lotUnits.count {
                var place = next
                while place > first, precedes(place, place - 1, supply) {
                    lotWarehouse.swapAt(place, place - 1)
                    lotUnits.swapAt(place, place - 1)
                    lotNanoFen.swapAt(place, place - 1)
                    lotTier.swapAt(place, place - 1)
                    place -= 1
                }
            }
        }

        private func precedes(_ a: Int, _ b: Int, _ supply: Supply) -> Bool {
            if lotNanoFen[a] != lotNanoFen[b] { return lotNanoFen[a] < lotNanoFen[b] }
            let (poolA, poolB) = (lotTier[a] == supply.poolTier, lotTier[b] == supply.poolTier)
            if poolA != poolB { return poolB }
            return supply.codeRank[lotWarehouse[a]] < supply.codeRank[lotWarehouse[b]]
        }

        var pitchCount: Int { demand.count }
    }
}
