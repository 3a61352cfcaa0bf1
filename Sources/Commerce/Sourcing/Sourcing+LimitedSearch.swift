extension Sourcing {
    /// Finds the best and the second-best set of at most so many warehouses, when the limit is one that the best plan without it breaks.
    ///
    /// How much is filled, and from which tiers, then depends on the set. Sets are enumerated warehouse by warehouse, those that add
    /// most first. What a set still can reach is bounded by the sum of the largest single gains, and among sets that fill as much as
    /// is possible at all, the cost by the prices of `Search`.
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
        private let twins: Twins
        /// Per warehouse, what opening it adds to the bound of the prices.
        private let reduced: [Int64]
        private var weights: Weights

        private(set) var nodes = 0
        /// A node of many warehouses and SKUs takes as long as several others, and counts as several.
        private var spent = 0
        private static let cellsPerNode = 512
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
            candidates = Stakes(market).members
            twins = Twins(situation.supply, candidates)
            let shipmentNanoFen = market.shipmentNanoFen
            reduced = prices.profit.map { shipmentNanoFen - $0 }
            weights = Weights(situation.demand)
        }

        mutating func run() {
            explore([Bool](repeating: false, count: market.warehouseCount), nothing, left: limit, candidates, isGreedy: true)
            if let best {
                twins.forEachExchange(in: best.selection.used) { last, next in
                    var open = best.selection.used
                    (open[last], open[next]) = (false, true)
                    offer(market.selection(on: open, situation.demand), best.coverage)
                }
            }
        }

        /// - Parameter isGreedy: Whether this set has what adds most at every step. That one is completed even beyond the budget.
        private mutating func explore(_ open: [Bool], _ holdings: Holdings, left: Int, _ candidates: [Int], isGreedy: Bool) {
            nodes += 1
            spent += 1 + candidates.count * situation.demand.skuCount / Self.cellsPerNode
            let coverage = holdings.coverage
            if left < limit {
                let selection = market.selection(on: open, situation.demand)
                offer(selection, coverage)
                // What isn't drawn on here isn't in any larger set either, which therefore is the same as one without it.
                if selection.count < limit - left { return }
            }
            guard left > 0, !candidates.isEmpty else { return }
            let fan = Fan(
                holdings, coverage, most: prices.coverage, candidates, left: left, reduced: reduced, weights: &weights)
            let spentNanoFen = open.indices.reduce(prices.worthNanoFen) { open[$1] ? $0.addingClamped(reduced[$1]) : $0 }
            let shipmentsNanoFen = Int64(limit - left + 1) * market.shipmentNanoFen
            for place in fan.warehouses.indices {
                let reach = fan.reach(from: place)
                let priced = max(shipmentsNanoFen, spentNanoFen.addingClamped(fan.leastAdded[place]))
                if let second, leastNanoFen(shipmentsNanoFen, priced, reach, against: second) == nil { return }
                if let best, spent >= nodeBudget, !(isGreedy && place == 0) {
                    if let least = leastNanoFen(shipmentsNanoFen, priced, reach, against: best) {
                        unexplored = min(unexplored, least)
                    }
                    return
                }
                // Twins are added in turn, so that no set is looked at that ranks behind one of its like.
                if let twin = twins.earlier(than: fan.warehouses[place]), !open[twin] { continue }
                var (open, holdings) = (open, holdings)
                open[fan.warehouses[place]] = true
                holdings.add(fan.warehouses[place])
                explore(open, holdings, left: left - 1, Array(fan.warehouses[(place + 1)...]), isGreedy: isGreedy && place == 0)
            }
        }

        /// The least that a set costs which ranks no lower than a rival.
        /// - Parameters:
        ///   - shipments: What any such set costs.
        ///   - priced: What it costs if it fills everything that can be filled: the prices know only such plans.
        /// - Returns: nil when every such set ranks lower.
        private func leastNanoFen(_ shipments: Int64, _ priced: Int64, _ reach: Coverage, against rival: Ranked) -> Int64? {
            if rival.coverage.exceeds(reach) { return nil }
            guard reach == rival.coverage else { return shipments }
            let least = reach == prices.coverage ? priced : shipments
            return least > rival.selection.nanoFen ? nil : least
        }

        mutating func offer(_ selection: Selection, _ coverage: Coverage) {
            if let second, second.coverage.exceeds(coverage) { return }
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
