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
            take(search)
            let limit = situation.rules.maxShipments ?? Int.max
            if best.count <= limit && runnerUp == nil { findRunnerUpFillingLess() }
            // What keeps the limit without being made to is what would be found within it.
            if best.count > limit || (runnerUp?.selection.count ?? 0) > limit { chooseWithin(limit, search) }
        }

        private mutating func take(_ search: borrowing Search) {
            nodes += search.nodes
            if let found = search.best { best = found }
            runnerUp = search.second.map { RunnerUp(selection: $0, unfilledUnits: market.unfilledUnits) }
            isProven = search.isProven
            gapNanoFen = isProven ? 0 : max(0, best.nanoFen - search.unexplored)
        }

        /// First among the plans that fill as much as without a limit. If there aren't two of them, among all.
        private mutating func chooseWithin(_ limit: Int, _ unlimited: borrowing Search) {
            let known = [unlimited.best, unlimited.second].compactMap { $0 }.filter { $0.count <= limit }
            let bestIsKnown = unlimited.isProven && best.count <= limit
            var search = Search(situation, market, limit: limit, nodeBudget: nodeBudget)
            for selection in known { search.offer(selection) }
            search.run()
            if search.best != nil {
                take(search)
                if bestIsKnown { (isProven, gapNanoFen) = (true, 0) }
                guard search.second == nil else { return }
            } else {
                nodes += search.nodes
            }
            let prices = LimitedSearch.PriceBound(
                worthNanoFen: zip(market.pitches, search.rootPrice).reduce(0) { $0 + $1.0.demand * $1.1 }, profit: search.rootProfit,
                coverage: market.coverage)
            var wider = LimitedSearch(situation, limit: limit, prices: prices, nodeBudget: nodeBudget)
            if let best = search.best { wider.offer(best, market.coverage) }
            wider.run()
            nodes += wider.nodes
            guard let found = wider.best else { return }
            runnerUp = wider.second.map {
                RunnerUp(selection: $0.selection, unfilledUnits: situation.demand.totalUnits - $0.coverage[0])
            }
            // What fills everything may have been settled by the search before.
            guard search.best == nil || !isProven else { return }
            market = wider.market
            best = found.selection
            isProven = wider.isProven
            gapNanoFen = isProven ? 0 : max(0, best.nanoFen - wider.unexplored)
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
