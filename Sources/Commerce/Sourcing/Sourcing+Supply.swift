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
        private let general: [Int64]
        private let pool: [Int64]
        /// Of what is wanted, whether or not it is asked.
        let couldGiveUnits: [Int64]

        init(_ problem: SourcingProblem, _ demand: Demand, under policy: SourcingPolicy) throws(SourcingRefusal) {
            sources = problem.sources
            count = sources.count
            skuCount = demand.skuCount
            order = try Self.nearestFirst(sources)
            let poolTier = policy.tiers.firstIndex(of: .pool)
            self.poolTier = poolTier
            distanceMetres.reserveCapacity(count)
            standing.reserveCapacity(count)
            generalTier.reserveCapacity(count)
            let farthest = policy.maxDistanceKm.map { Int64($0) * 1000 } ?? Int64.max
            for index in order {
                distanceMetres.append(sources[index].distanceMetres)
                generalTier.append(policy.tiers.firstIndex(of: sources[index].generalTier))
                let isFar = sources[index].distanceMetres > farthest
                standing.append(!sources[index].eligible ? .notEligible : isFar ? .tooFar : .asked)
            }
            let shelves = Shelves(problem, demand, order) { [generalTier, standing] warehouse in
                (listed: generalTier[warehouse] != nil, poolListed: poolTier != nil, isAsked: standing[warehouse] == .asked)
            }
            general = shelves.general
            pool = shelves.pool
            couldGiveUnits = shelves.couldGiveUnits
            for warehouse in 0..<count where generalTier[warehouse] == nil {
                let mayGive = poolTier != nil && (shelves.hasPool[warehouse] || sources[order[warehouse]].generalTier == .hq)
                if !mayGive { standing[warehouse] = .notEligible }
            }
        }

        private static func nearestFirst(_ sources: [SourcingProblem.Source]) throws(SourcingRefusal) -> [Int] {
            guard sources.count < 1 << 20 else { throw .overflow }
            // One number holds both, which sorts faster than anything else.
            var keys: [Int64] = []
            keys.reserveCapacity(sources.count)
            for index in sources.indices {
                let metres = sources[index].distanceMetres
                guard metres >= 0, sources[index].generalTier != .pool else {
                    throw .impossibleSource(warehouse: sources[index].warehouse)
                }
                guard metres < 1 << 40 else { throw .overflow }
                keys.append(metres << 20 | Int64(index))
            }
            keys.sort()
            var order = keys.map { Int($0 & (1 << 20 - 1)) }
            for place in order.indices.dropFirst() where keys[place] >> 20 == keys[place - 1] >> 20 {
                var place = place
                while place > 0, sources[order[place - 1]].distanceMetres == sources[order[place]].distanceMetres,
                    precedes(sources, order[place], order[place - 1])
                {
                    order.swapAt(place, place - 1)
                    place -= 1
                }
            }
            return order
        }

        /// The order of codes; warehouses of one code follow their keys.
        private static func precedes(_ sources: [SourcingProblem.Source], _ a: Int, _ b: Int) -> Bool {
            if sources[a].code != sources[b].code { return sources[a].code < sources[b].code }
            return (sources[a].warehouse, a) < (sources[b].warehouse, b)
        }

        func general(_ sku: Int, _ warehouse: Int) -> Int64 { general[sku * count + warehouse] }

        func pool(_ sku: Int, _ warehouse: Int) -> Int64 { pool[sku * count + warehouse] }

        func units(of sku: Int, _ warehouse: Int, inTier tier: Int) -> Int64 {
            tier == poolTier ? pool(sku, warehouse) : general(sku, warehouse)
        }

        /// Whether two warehouses have the same of everything wanted, in the same tiers.
        func hasSameStock(_ a: Int, _ b: Int) -> Bool {
            guard generalTier[a] == generalTier[b] else { return false }
            return (0..<skuCount).allSatisfy { general($0, a) == general($0, b) && pool($0, a) == pool($0, b) }
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

        /// What the asked warehouses have of a SKU together, out of both stock classes, up to `most`.
        func askedUnits(of sku: Int, atMost most: Int64) -> Int64 {
            var sum: Int64 = 0
            // Each cell is at most what is wanted, which is below 2^48, and the sum stops there.
            for warehouse in 0..<count where sum < most { sum += general(sku, warehouse) + pool(sku, warehouse) }
            return min(sum, most)
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
