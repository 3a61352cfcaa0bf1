extension Sourcing {
    /// What each warehouse could give of what is wanted. Warehouses are numbered nearest first here (equal distances: the lower code),
    /// and so in everything behind it.
    struct Supply {
        enum Standing: UInt8 {
            case asked, notEligible, tooFar
        }

        let count: Int
        let skuCount: Int
        private let sources: [SourcingProblem.Source]
        /// Index into the problem's sources.
        let order: [Int]
        private(set) var distanceMetres: [Int64] = []
        private(set) var standing: [Standing] = []
        /// Place of its general stock's tier in the policy; nil when not listed.
        private(set) var generalTier: [Int?] = []
        let poolTier: Int?
        /// Usable units, `[sku * count + warehouse]`: whole packs, at most what is wanted, none from a warehouse that isn't asked.
        private var general: [Int64]
        private var pool: [Int64]
        /// Of what is wanted, whether or not it is asked.
        private(set) var couldGiveUnits: [Int64] = []

        init(_ problem: SourcingProblem, _ demand: Demand, under policy: SourcingPolicy) throws(SourcingRefusal) {
            let sources = problem.sources
            for source in sources where source.distanceMetres < 0 || source.generalTier == .pool {
                throw .impossibleSource(warehouse: source.warehouse)
            }
            self.sources = sources
            count = sources.count
            skuCount = demand.skuCount
            order = Self.nearestFirst(sources)
            poolTier = policy.tiers.firstIndex(of: .pool)
            general = [Int64](repeating: 0, count: count * skuCount)
            pool = [Int64](repeating: 0, count: count * skuCount)
            distanceMetres.reserveCapacity(count)
            standing.reserveCapacity(count)
            generalTier.reserveCapacity(count)
            couldGiveUnits.reserveCapacity(count)
            let farthest = policy.maxDistanceKm.map { Int64($0) * 1000 } ?? Int64.max
            for warehouse in 0..<count {
                distanceMetres.append(sources[order[warehouse]].distanceMetres)
                generalTier.append(policy.tiers.firstIndex(of: sources[order[warehouse]].generalTier))
                read(warehouse, of: problem, demand, farthest: farthest)
            }
        }

        private static func nearestFirst(_ sources: [SourcingProblem.Source]) -> [Int] {
            var keys = sources.indices.map { (metres: sources[$0].distanceMetres, index: $0) }
            keys.sort { a, b in
                a.metres != b.metres ? a.metres < b.metres : precedes(sources, a.index, b.index)
            }
            return keys.map(\.index)
        }

        /// The order of codes; warehouses of one code follow their keys.
        private static func precedes(_ sources: [SourcingProblem.Source], _ a: Int, _ b: Int) -> Bool {
            if sources[a].code != sources[b].code { return sources[a].code < sources[b].code }
            return (sources[a].warehouse, a) < (sources[b].warehouse, b)
        }

        private mutating func read(_ warehouse: Int, of problem: SourcingProblem, _ demand: Demand, farthest: Int64) {
            let source = problem.sources[order[warehouse]]
            let row = order[warehouse] * skuCount
            let listed = generalTier[warehouse] != nil
            let asked = source.eligible && source.distanceMetres <= farthest
            var couldGive: Int64 = 0
            var hasPool = false
            for sku in 0..<skuCount {
                let wanted = demand.units[sku]
                let fromGeneral = listed ? Self.usable(problem.general[row + sku], wanted, demand.packUnits[sku]) : 0
                let fromPool = poolTier != nil ? Self.usable(problem.pool[row + sku], wanted, demand.packUnits[sku]) : 0
                guard fromGeneral | fromPool != 0 else { continue }
                couldGive += min(wanted, fromGeneral + fromPool)
                if fromPool > 0 { hasPool = true }
                guard asked else { continue }
                general[sku * count + warehouse] = fromGeneral
                pool[sku * count + warehouse] = fromPool
            }
            couldGiveUnits.append(couldGive)
            let mayBeAsked = listed || poolTier != nil && (hasPool || source.generalTier == .hq)
            standing.append(!source.eligible || !mayBeAsked ? .notEligible : source.distanceMetres > farthest ? .tooFar : .asked)
        }

        /// Whole packs of what is free, at most what is wanted.
        @inline(__always)
        private static func usable(_ free: Int64, _ wanted: Int64, _ pack: Int64) -> Int64 {
            // A division costs more than all the rest, and is rarely needed.
            if free <= 0 { return 0 }
            if pack == 1 || free - wanted >= pack { return min(free, wanted) }
            return min(free - free % pack, wanted)
        }

        func general(_ sku: Int, _ warehouse: Int) -> Int64 { general[sku * count + warehouse] }

        func pool(_ sku: Int, _ warehouse: Int) -> Int64 { pool[sku * count + warehouse] }

        func units(of sku: Int, _ warehouse: Int, inTier tier: Int) -> Int64 {
            tier == poolTier ? pool(sku, warehouse) : general(sku, warehouse)
        }

        /// The asked warehouses that have anything wanted and may have it in a tier, nearest first.
        func askedWarehouses(inTier tier: Int, without: Int?) -> [Int] {
            var found: [Int] = []
            for warehouse in 0..<count
            where (tier == poolTier || generalTier[warehouse] == tier) && standing[warehouse] == .asked && couldGiveUnits[warehouse] > 0
                && warehouse != without
            {
                if found.isEmpty { found.reserveCapacity(count) }
                found.append(warehouse)
            }
            return found
        }

        var farthestAskedMetres: Int64? {
            (0..<count).last { standing[$0] == .asked && couldGiveUnits[$0] > 0 }.map { distanceMetres[$0] }
        }

        /// The warehouses in the order of their codes.
        var byCode: [Int] {
            (0..<count).sorted { Self.precedes(sources, order[$0], order[$1]) }
        }

        /// Whether of two lots of one SKU in one pitch the first is drawn from first: less cost, then general before pool, then the lower code.
        func isDrawnFirst(_ a: Market.Lot, _ b: Market.Lot) -> Bool {
            if a.nanoFen != b.nanoFen { return a.nanoFen < b.nanoFen }
            if (a.tier == poolTier) != (b.tier == poolTier) { return b.tier == poolTier }
            return Self.precedes(sources, order[a.warehouse], order[b.warehouse])
        }
    }
}
