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
        /// The best set as far as it was found without the limit of shipments, when that is too large.
        private(set) var unlimited: Selection?

        private let situation: Situation
        /// What is left of the node budget.
        private var left: Int

        init(_ situation: Situation, nodeBudget: Int) {
            self.situation = situation
            left = nodeBudget
            market = Market(situation)
            best = Selection(used: [Bool](repeating: false, count: market.warehouseCount), count: 0, nanoFen: 0)
            if !market.pitches.isEmpty { choose() }
        }

        private mutating func choose() {
            let limit = situation.rules.maxShipments ?? Int.max
            // Half is kept for what a limit asks for, if it can ask for anything.
            var search = Search(situation, market, nodeBudget: limit < market.warehouseCount ? left - left / 2 : left)
            search.run()
            take(search)
            if best.count <= limit && runnerUp == nil { findRunnerUpFillingLess() }
            // What keeps the limit without being made to is what would be found within it.
            if best.count > limit { unlimited = best }
            if best.count > limit || (runnerUp?.selection.count ?? 0) > limit { chooseWithin(limit, search) }
        }

        private mutating func take(_ search: borrowing Search) {
            count(search)
            if let found = search.best { best = found }
            runnerUp = search.second.map { RunnerUp(selection: $0, unfilledUnits: market.unfilledUnits) }
            isProven = search.isProven
            gapNanoFen = isProven ? 0 : max(0, best.nanoFen - search.unexplored)
        }

        private mutating func count(_ search: borrowing Search) {
            nodes += search.nodes
            left = max(0, left - search.spent)
        }

        /// First among the plans that fill as much as without a limit. If there aren't two of them, among all.
        private mutating func chooseWithin(_ limit: Int, _ unlimited: borrowing Search) {
            let known = [unlimited.best, unlimited.second].compactMap { $0 }.filter { $0.count <= limit }
            let bestIsKnown = unlimited.isProven && best.count <= limit
            var search = Search(situation, market, limit: limit, nodeBudget: left - left / 2)
            for selection in known { search.offer(selection) }
            search.run()
            if search.best != nil {
                take(search)
                if bestIsKnown { (isProven, gapNanoFen) = (true, 0) }
                guard search.second == nil else { return }
            } else {
                count(search)
            }
            let prices = LimitedSearch.PriceBound(
                worthNanoFen: zip(market.pitches, search.rootPrice).reduce(0) { $0 + $1.0.demand * $1.1 }, profit: search.rootProfit,
                coverage: market.coverage)
            var wider = LimitedSearch(situation, limit: limit, prices: prices, nodeBudget: left)
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
            var holdings = Holdings(situation)
            for warehouse in 0..<market.warehouseCount { holdings.add(warehouse) }
            var kept: (coverage: Coverage, without: [Int])?
            for warehouse in 0..<market.warehouseCount where best.used[warehouse] {
                let coverage = holdings.coverage(without: warehouse)
                if let rival = kept?.coverage, rival == coverage {
                    kept?.without.append(warehouse)
                } else if kept.map({ coverage.exceeds($0.coverage) }) ?? true {
                    kept = (coverage, [warehouse])
                }
            }
            guard let kept, kept.coverage != Coverage(levels: kept.coverage.units.count) else { return }
            let tieBreak = TieBreak(situation: situation)
            var leader: (selection: Selection, market: Market)?
            for warehouse in kept.without where left > 0 || leader == nil {
                let market = Market(situation, without: warehouse)
                var search = Search(situation, market, wantsSecond: false, nodeBudget: left)
                search.run()
                count(search)
                guard let found = search.best else { continue }
                if let leader, !tieBreak.ranksBefore(found, in: market, leader.selection, in: leader.market) { continue }
                leader = (found, market)
            }
            runnerUp = leader.map { RunnerUp(selection: $0.selection, unfilledUnits: $0.market.unfilledUnits) }
        }
    }
}
