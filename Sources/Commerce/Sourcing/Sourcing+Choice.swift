extension Sourcing {
    /// The chosen set of warehouses, the runner-up, and how sure that is.
    struct Choice {
        struct RunnerUp {
            let selection: Selection
            let unfilledUnits: Int64
        }

        /// What the chosen warehouses are drawn from.
        private(set) var market: Market
        private(set) var best: Selection
        private(set) var runnerUp: RunnerUp?
        private(set) var isProven = true
        private(set) var gapNanoFen: Int64 = 0
        private(set) var nodes = 0

        private let situation: Situation
        private let nodeBudget: Int

        init(_ situation: Situation, nodeBudget: Int) {
            self.situation = situation
            self.nodeBudget = nodeBudget
            market = Market(situation)
            best = Selection(used: [Bool](repeating: false, count: market.warehouseCount), count: 0, nanoFen: 0)
            if !market.pitches.isEmpty { choose() }
        }

        private mutating func choose() {
            var search = Search(situation, market, nodeBudget: nodeBudget)
            search.run()
            nodes = search.nodes
            if let found = search.best { best = found }
            runnerUp = search.second.map { RunnerUp(selection: $0, unfilledUnits: market.unfilledUnits) }
            isProven = search.isProven
            gapNanoFen = isProven ? 0 : max(0, best.nanoFen - search.unexplored)
            if let limit = situation.rules.maxShipments, best.count > limit || (runnerUp?.selection.count ?? Int.max) > limit {
                chooseWithin(limit, search)
            } else if runnerUp == nil {
                findRunnerUpFillingLess()
            }
        }

        private mutating func chooseWithin(_ limit: Int, _ unlimited: borrowing Search) {
            let prices = LimitedSearch.PriceBound(
                worthNanoFen: zip(market.pitches, unlimited.rootPrice).reduce(0) { $0 + $1.0.demand * $1.1 }, profit: unlimited.rootProfit,
                coverage: market.coverage)
            var search = LimitedSearch(situation, limit: limit, prices: prices, nodeBudget: nodeBudget)
            for known in [unlimited.best, unlimited.second] {
                if let known, known.count <= limit { search.offer(known, market.coverage) }
            }
            search.run()
            nodes += search.nodes
            guard let found = search.best else { return }
            market = search.market
            best = found.selection
            // What is best without the limit and keeps it is best, however far the search for the runner-up came.
            isProven = search.isProven || unlimited.isProven && best.used == unlimited.best?.used
            gapNanoFen = isProven ? 0 : max(0, best.nanoFen - search.unexplored)
            runnerUp = search.second.map {
                RunnerUp(selection: $0.selection, unfilledUnits: situation.demand.totalUnits - $0.coverage[0])
            }
        }

        /// No other set fills as much from as high tiers, so each of them lacks one of the chosen warehouses: the runner-up is the best of
        /// the best plans without one of these.
        private mutating func findRunnerUpFillingLess() {
            var markets: [Market] = []
            for warehouse in 0..<market.warehouseCount where best.used[warehouse] {
                let market = Market(situation, without: warehouse)
                guard !market.pitches.isEmpty else { continue }
                if let rival = markets.first?.coverage, rival != market.coverage {
                    if rival.exceeds(market.coverage) { continue }
                    markets = []
                }
                markets.append(market)
            }
            let tieBreak = TieBreak(situation: situation)
            var leader: (selection: Selection, market: Market)?
            for market in markets {
                var search = Search(situation, market, wantsSecond: false, nodeBudget: max(1, nodeBudget - nodes))
                search.run()
                nodes += search.nodes
                guard let found = search.best else { continue }
                if let leader, !tieBreak.ranksBefore(found, in: market, leader.selection, in: leader.market) { continue }
                leader = (found, market)
            }
            runnerUp = leader.map { RunnerUp(selection: $0.selection, unfilledUnits: $0.market.unfilledUnits) }
        }
    }
}
