extension Sourcing {
    /// Reads the cells of a problem: what of each is usable. Most of the time that a simple order takes is spent here, so it reads
    /// every cell once, and from bare memory.
    struct Shelves {
        /// `[sku * warehouses + warehouse]`, none from a warehouse that isn't asked.
        private(set) var general: [Int64]
        private(set) var pool: [Int64]
        /// Per warehouse, of what is wanted, whether or not it is asked.
        private(set) var couldGiveUnits: [Int64]
        private(set) var hasPool: [Bool]

        init(
            _ problem: SourcingProblem, _ demand: Demand, _ order: [Int],
            _ standing: (_ warehouse: Int) -> (listed: Bool, poolListed: Bool, isAsked: Bool)
        ) {
            let (count, skuCount) = (order.count, demand.skuCount)
            var general = [Int64](repeating: 0, count: count * skuCount)
            var pool = [Int64](repeating: 0, count: count * skuCount)
            var couldGiveUnits = [Int64](repeating: 0, count: count)
            var hasPool = [Bool](repeating: false, count: count)
            general.withUnsafeMutableBufferPointer { general in
                pool.withUnsafeMutableBufferPointer { pool in
                    problem.general.withUnsafeBufferPointer { free in
                        problem.pool.withUnsafeBufferPointer { freePool in
                            for warehouse in 0..<count {
                                let (listed, poolListed, isAsked) = standing(warehouse)
                                let row = order[warehouse] * skuCount
                                for sku in 0..<skuCount {
                                    let ready = listed ? free[row + sku] : 0
                                    let readyPool = poolListed ? freePool[row + sku] : 0
                                    guard ready > 0 || readyPool > 0 else { continue }
                                    let (wanted, pack) = (demand.units[sku], demand.packUnits[sku])
                                    let fromGeneral = Self.usable(ready, wanted, pack)
                                    let fromPool = Self.usable(readyPool, wanted, pack)
                                    couldGiveUnits[warehouse] += min(wanted, fromGeneral + fromPool)
                                    if fromPool > 0 { hasPool[warehouse] = true }
                                    guard isAsked else { continue }
                                    general[sku * count + warehouse] = fromGeneral
                                    pool[sku * count + warehouse] = fromPool
                                }
                            }
                        }
                    }
                }
            }
            self.general = general
            self.pool = pool
            self.couldGiveUnits = couldGiveUnits
            self.hasPool = hasPool
        }

        /// Whole packs of what is free, at most what is wanted.
        @inline(__always)
        private static func usable(_ free: Int64, _ wanted: Int64, _ pack: Int64) -> Int64 {
            // A division costs more than all the rest, and is rarely needed.
            if free <= 0 { return 0 }
            if pack == 1 || free - wanted >= pack { return min(free, wanted) }
            return min(free - free % pack, wanted)
        }
    }
}
