extension Sourcing {
    /// The problem between some warehouses and the demand, as one list of lots.
    ///
    /// Lots are grouped by *pitch*: a SKU in one tier (strict), or a SKU (weighted). The pitches of a SKU follow each other in the
    /// order of the tiers and the lots of a pitch are sorted the way they are drawn from: the cheapest first, equals general before
    /// pool, then the lower code. So with the open warehouses given, drawing from their lots as they come makes the best plan.
    struct Market {
        /// What a warehouse can give of a SKU out of one stock class, at what cost per unit.
        struct Lot {
            let warehouse: Int
            let tier: Int
            /// With the warehouse's lots before it no more than the pitch's demand.
            var units: Int64
            /// These units and those of the warehouse's lots before it in the pitch.
            var runningUnits: Int64
            let nanoFen: Int64
        }

        struct Pitch {
            let sku: Int
            /// The units it gives in a plan that fills as much, from as high tiers, as these warehouses can at all.
            let demand: Int64
            /// The most that one warehouse has of it.
            let largest: Int64
            let lots: Range<Int>
        }

        let warehouseCount: Int
        let shipmentNanoFen: Int64
        private(set) var pitches: [Pitch] = []
        private(set) var lots: [Lot] = []
        private(set) var unfilledUnits: Int64 = 0
        /// How much is filled when every warehouse is open. Not kept with `everyTier`.
        private(set) var coverage: Coverage

        /// No plan costs more.
        private(set) var dearestNanoFen: Int64 = 0

        /// - Parameters:
        ///   - without: A warehouse left out.
        ///   - everyTier: Whether tiers are listed that aren't needed when everything is open: a set of few warehouses may need them.
        init(_ situation: Situation, without: Int? = nil, everyTier: Bool = false) {
            let (supply, demand, rules) = (situation.supply, situation.demand, situation.rules)
            warehouseCount = supply.count
            shipmentNanoFen = rules.shipmentNanoFen
            coverage = Coverage(levels: rules.strict ? rules.tierCount : 1)
            pitches.reserveCapacity(demand.skuCount * 2)
            lots.reserveCapacity(demand.skuCount * 16)
            let byTier = (0..<rules.tierCount).map { supply.askedWarehouses(inTier: $0, without: without) }
            for sku in 0..<demand.skuCount where demand.units[sku] > 0 {
                let isFree = demand.gramsPerUnit[sku] == 0 || rules.freightFenPerTonneKm == 0
                var remaining = demand.units[sku]
                var total: Int64 = 0
                for tier in 0..<rules.tierCount {
                    total += addLots(of: sku, tier, byTier[tier], supply, demand, rules)
                    guard rules.strict else { continue }
                    let given = min(remaining, total)
                    close(sku, everyTier ? min(demand.units[sku], total) : given, sorting: isFree ? supply : nil)
                    coverage.fill(given, tier)
                    remaining -= given
                    total = 0
                    if remaining == 0 && !everyTier { break }
                }
                if !rules.strict {
                    let given = min(remaining, total)
                    close(sku, given, sorting: supply)
                    coverage.fill(given, 0)
                    remaining -= given
                }
                unfilledUnits += remaining
            }
            dearestNanoFen = dearestNanoFen.addingClamped(Int64(warehouseCount) * shipmentNanoFen)
        }

        /// - Returns: The units added.
        private mutating func addLots(
            of sku: Int, _ tier: Int, _ warehouses: [Int], _ supply: Supply, _ demand: Demand, _ rules: Rules
        ) -> Int64 {
            // Overflows only where every distance is 0 (`refuseOverflow`), and then it doesn't matter.
            let gramFreight = demand.gramsPerUnit[sku] &* rules.freightFenPerTonneKm
            var total: Int64 = 0
            for warehouse in warehouses {
                let units = supply.units(of: sku, warehouse, inTier: tier)
                guard units > 0 else { continue }
                lots.append(
                    Lot(
                        warehouse: warehouse, tier: tier, units: units, runningUnits: units,
                        nanoFen: gramFreight &* supply.distanceMetres[warehouse] + rules.surchargeNanoFen[tier]))
                total += units
            }
            return total
        }

        /// Ends a pitch, if there is anything in it.
        private mutating func close(_ sku: Int, _ demand: Int64, sorting supply: Supply?) {
            let range = (pitches.last?.lots.upperBound ?? 0)..<lots.count
            guard !range.isEmpty else { return }
            for lot in range where lots[lot].units > demand {
                lots[lot].units = demand
                lots[lot].runningUnits = demand
            }
            if let supply {
                sort(range, supply)
                cap(range, demand)
            }
            var largest: Int64 = 0
            var dearest: Int64 = 0
            for lot in range {
                largest = max(largest, lots[lot].runningUnits)
                dearest = max(dearest, lots[lot].nanoFen)
            }
            // With tiers that aren't needed listed it may leave the range, and isn't asked for.
            dearestNanoFen = dearestNanoFen.addingClamped(dearest * demand)
            pitches.append(Pitch(sku: sku, demand: demand, largest: largest, lots: range))
        }

        /// By insertion: the lots come as a few runs that are sorted already.
        private mutating func sort(_ range: Range<Int>, _ supply: Supply) {
            for next in range {
                let lot = lots[next]
                var place = next
                while place > range.lowerBound, supply.isDrawnFirst(lot, lots[place - 1]) {
                    lots[place] = lots[place - 1]
                    place -= 1
                }
                lots[place] = lot
            }
        }

        /// Where a warehouse has two lots in a pitch, its second one needn't hold more than the first leaves to be filled.
        private mutating func cap(_ range: Range<Int>, _ demand: Int64) {
            for lot in range {
                guard let before = lots[range.lowerBound..<lot].first(where: { $0.warehouse == lots[lot].warehouse }) else { continue }
                lots[lot].units = min(lots[lot].units, demand - before.units)
                lots[lot].runningUnits = before.units + lots[lot].units
            }
        }
    }
}
