extension Sourcing {
    /// Finds the best and the second-best set of at most so many warehouses, when the limit is one that the best plan without it breaks.
    ///
    /// How much is filled, and from which tiers, then depends on the set. Sets are enumerated warehouse by warehouse, those that add
    /// most first. What a set still can reach is bounded by the sum of the largest single gains, and among sets that fill as much as
    /// is possible at all, the cost by the prices of the search without a limit (`Search+Bound`).
    struct LimitedSearch {
        struct Ranked {
            let selection: Selection
            let coverage: Coverage
        }

        /// The prices' verdict on every warehouse, for plans that fill everything that can be filled.
        struct PriceBound {
            /// Σ demand × price.
            let worthNanoFen: Int64
            let profit: [Int64]
            let coverage: Coverage
        }

        let limit: Int
        let nodeBudget: Int
        let market: Market
        private let situation: Situation
        private let tieBreak: TieBreak
        private let prices: PriceBound
        private let nothing: Holdings
        private let candidates: [Int]

        private(set) var nodes = 0
        private(set) var best: Ranked?
        private(set) var second: Ranked?
        /// The lowest bound of what the node budget left out and might rank before the best.
        private(set) var unexplored = Int64.max

        var isProven: Bool { unexplored == Int64.max }

        init(_ situation: Situation, limit: Int, prices: PriceBound, nodeBudget: Int) {
            self.limit = limit
            self.nodeBudget = nodeBudget
            self.situation = situation
            self.prices = prices
            market = Market(situation, everyTier: true)
            tieBreak = TieBreak(situation: situation)
            nothing = Holdings(situation)
            let stocked = Set(market.lots.map(\.warehouse))
            candidates = (0..<situation.supply.count).filter { stocked.contains($0) }
        }

        mutating func run() {
            explore([Bool](repeating: false, count: market.warehouseCount), nothing, left: limit, candidates)
        }

        private mutating func explore(_ open: [Bool], _ holdings: Holdings, left: Int, _ candidates: [Int]) {
            nodes += 1
            let coverage = holdings.coverage
            if left < limit { offer(open, coverage) }
            guard left > 0, !candidates.isEmpty else { return }
            var gains = candidates.map { (warehouse: $0, gain: holdings.gain(of: $0)) }
            gains.sort { $0.gain != $1.gain ? $0.gain.exceeds($1.gain) : $0.warehouse < $1.warehouse }
            for next in gains.indices {
                let rest = gains[next...]
                if let best, let second {
                    let reach = reach(coverage, rest, left: left)
                    if leastNanoFen(open, rest, left: left, reach, against: second) == nil { return }
                    if nodes >= nodeBudget {
                        if let least = leastNanoFen(open, rest, left: left, reach, against: best) { unexplored = min(unexplored, least) }
                        return
                    }
                }
                descend(open, holdings, left: left, gains, next)
            }
        }

        private mutating func descend(
            _ open: [Bool], _ holdings: Holdings, left: Int, _ gains: [(warehouse: Int, gain: Coverage)], _ next: Int
        ) {
            var (open, holdings) = (open, holdings)
            open[gains[next].warehouse] = true
            holdings.add(gains[next].warehouse)
            explore(open, holdings, left: left - 1, gains[(next + 1)...].map(\.warehouse))
        }

        /// No set with `open` and at most so many of the others covers more.
        private func reach(_ coverage: Coverage, _ gains: ArraySlice<(warehouse: Int, gain: Coverage)>, left: Int) -> Coverage {
            var reach = coverage
            for level in coverage.units.indices {
                let largest = gains.map { $0.gain[level] }.sorted(by: >).prefix(left)
                reach[level] = min(coverage[level] + largest.reduce(0, +), prices.coverage[level])
            }
            return reach
        }

        /// The least that a set costs with `open` and at least one, at most so many of the others, if it ranks no lower than a rival.
        /// - Returns: nil when every such set ranks lower.
        private func leastNanoFen(
            _ open: [Bool], _ gains: ArraySlice<(warehouse: Int, gain: Coverage)>, left: Int, _ reach: Coverage, against rival: Ranked
        ) -> Int64? {
            if rival.coverage.exceeds(reach) { return nil }
            let shipment = market.shipmentNanoFen
            var least = (Int64(open.count { $0 }) + 1) * shipment
            guard reach == rival.coverage else { return least }
            // The prices know only plans that fill everything that can be filled.
            if reach == prices.coverage {
                var sum = prices.worthNanoFen
                for warehouse in open.indices where open[warehouse] { sum &+= shipment &- prices.profit[warehouse] }
                let reduced = gains.map { shipment - prices.profit[$0.warehouse] }.sorted().prefix(left)
                for (place, value) in reduced.enumerated() where place == 0 || value < 0 { sum &+= value }
                least = max(least, sum)
            }
            return least > rival.selection.nanoFen ? nil : least
        }

        private mutating func offer(_ open: [Bool], _ coverage: Coverage) {
            if let second {
                if second.coverage.exceeds(coverage) { return }
            }
            offer(market.selection(on: open, situation.demand), coverage)
        }

        mutating func offer(_ selection: Selection, _ coverage: Coverage) {
            let offered = Ranked(selection: selection, coverage: coverage)
            guard let best else {
                best = offered
                return
            }
            if precedes(offered, best) {
                second = best
                self.best = offered
            } else if offered.selection.used != best.selection.used {
                if second.map({ precedes(offered, $0) }) ?? true { second = offered }
            }
        }

        private func precedes(_ a: Ranked, _ b: Ranked) -> Bool {
            if a.coverage != b.coverage { return a.coverage.exceeds(b.coverage) }
            return tieBreak.ranksBefore(a.selection, in: market, b.selection, in: market)
        }
    }
}
