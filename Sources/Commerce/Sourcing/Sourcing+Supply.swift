extension Sourcing {
    /// What each warehouse could give of what is wanted. Warehouses are numbered nearest first here (equal distances: the lower code),
    /// and so in everything behind it.
    struct Supply {
        enum Standing: UInt8 {
            case asked, notEligible, tooFar
        }

        let count: Int
        let skuCount: Int
        /// Index into the problem's sources.
        let order: [Int]
        let distanceMetres: [Int64]
        /// Place of each warehouse by code.
        let codeRank: [Int]
        private(set) var standing: [Standing]
        /// Place of its general stock's tier in the policy; nil when not listed.
        private(set) var generalTier: [Int?]
        let poolTier: Int?
        /// Usable units, `[sku * count + warehouse]`: whole packs, at most what is wanted, none from a warehouse that isn't asked.
        private var general: [Int64]
        private var pool: [Int64]
        /// Of what is wanted, whether or not it is asked.
        private(set) var couldGiveUnits: [Int64]

        init(_ problem: SourcingProblem, _ demand: Demand, under policy: SourcingPolicy) throws(SourcingRefusal) {
            let sources = problem.sources
            let count = sources.count
            let skuCount = demand.skuCount
            for source in sources where source.distanceMetres < 0 || source.generalTier == .pool {
                throw .impossibleSource(warehouse: source.warehouse)
            }
            let order = sources.indices.sorted { a, b in
                let (left, right) = (sources[a], sources[b])
                if left.distanceMetres != right.distanceMetres { return left.distanceMetres < right.distanceMetres }
                return Self.precedes(left, a, right, b)
            }
            var codeRank = [Int](repeating: 0, count: count)
            let byCode = order.indices.sorted { Self.precedes(sources[order[$0]], order[$0], sources[order[$1]], order[$1]) }
            for (rank, warehouse) in byCode.enumerated() { codeRank[warehouse] = rank }
            self.count = count
            self.skuCount = skuCount
            self.order = order
            self.codeRank = codeRank
            distanceMetres = order.map { sources[$0].distanceMetres }
            generalTier = order.map { policy.tiers.firstIndex(of: sources[$0].generalTier) }
            poolTier = policy.tiers.firstIndex(of: .pool)
            standing = [Standing](repeating: .asked, count: count)
            general = [Int64](repeating: 0, count: count * skuCount)
            pool = [Int64](repeating: 0, count: count * skuCount)
            couldGiveUnits = [Int64](repeating: 0, count: count)
            let farthest = policy.maxDistanceKm.map { Int64($0) * 1000 } ?? Int64.max
            for warehouse in 0..<count {
                read(warehouse, of: problem, demand, farthest: farthest)
            }
        }

        /// The order of codes; warehouses of one code follow their keys.
        private static func precedes(_ a: SourcingProblem.Source, _ indexA: Int, _ b: SourcingProblem.Source, _ indexB: Int) -> Bool {
            if a.code != b.code { return a.code < b.code }
            return (a.warehouse, indexA) < (b.warehouse, indexB)
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
            couldGiveUnits[warehouse] = couldGive
            if !source.eligible || !(listed || poolTier != nil && (hasPool || source.generalTier == .hq)) {
                standing[warehouse] = .notEligible
            } else if source.distanceMetres > farthest {
                standing[warehouse] = .tooFar
            }
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

        /// The asked warehouses of each tier, nearest first.
        func warehousesByTier(_ tierCount: Int, without: Int?) -> [[Int]] {
            var tiers = [[Int]](repeating: [], count: tierCount)
            for warehouse in 0..<count where standing[warehouse] == .asked && warehouse != without && couldGiveUnits[warehouse] > 0 {
                if let tier = generalTier[warehouse] { tiers[tier].append(warehouse) }
                if let poolTier { tiers[poolTier].append(warehouse) }
            }
            return tiers
        }

        var farthestAskedMetres: Int64? {
            (0..<count).last { standing[$0] == .asked && couldGiveUnits[$0] > 0 }.map { distanceMetres[$0] }
        }
    }
}
