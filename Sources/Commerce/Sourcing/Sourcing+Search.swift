extension Sourcing {
    /// Finds the best and the second-best set of warehouses by branch and bound: among all that give every pitch its demand, hence
    /// rank equal in units unfilled and units per tier.
    ///
    /// A set is worth what its warehouses cost to open plus the freight of drawing the cheapest lots first. Every warehouse is open,
    /// closed or still free; a node of the tree bounds what any completion costs (`Search+Bound`), fixes what that decides, tries a
    /// plan (`Search+Plans`), and branches on one free warehouse.
    ///
    /// A limit of shipments is kept by a penalty on each of them: with it, a set within the limit costs no more than its cost and the
    /// penalty times the limit, so the bound with the penalty, less that, bounds what such a set costs (Lagrangian relaxation of
    /// the limit).
    struct Search: ~Copyable {
        let situation: Situation
        let market: Market
        let tieBreak: TieBreak
        let limit: Int
        /// Whether the second best is to be proven, too.
        private var wantsSecond: Bool
        private var nodeBudget: Int
        private let looksBefore: Int
        /// Where every warehouse and every price stands.
        var node: Node
        var trial: Trial
        private var cover = Cover()
        /// The penalty times the limit.
        private let allowance: Int64

        /// The prices before any warehouse was closed: what closed ones would earn has no limit, and no sum of it would be safe. Before that,
        /// all profits beyond the fees together are no more than the prices ask for the whole demand, which is below 2^62.
        private(set) var rootPrice: [Int64] = []
        private(set) var rootProfit: [Int64] = []
        private(set) var nodes = 0
        /// The lowest bound of what the node budget left out; `Int64.max` when nothing was.
        private(set) var unexplored = Int64.max
        private(set) var best: Selection?
        private(set) var second: Selection?
        /// What a set may cost at most to be of interest.
        private(set) var cutoff: Int64

        /// So many nodes without any plan within the limit, and it is left to `LimitedSearch`.
        private static var patience: Int { 32 }
        /// Few searches have more nodes, and those that have need the second bound.
        private static var easyNodes: Int { 12 }
        /// A node counts for more by the lots looked at: a large one takes as long as hundreds of small ones.
        private static var looksPerNode: Int { 4096 }

        /// - Parameter limit: Of shipments; nil for none.
        init(_ situation: Situation, _ market: Market, limit: Int? = nil, wantsSecond: Bool = true, nodeBudget: Int) {
            self.market = market
            self.situation = situation
            tieBreak = TieBreak(situation: situation)
            self.limit = limit ?? Int.max
            self.wantsSecond = wantsSecond
            // The first node's prices are needed in any case.
            self.nodeBudget = max(1, nodeBudget)
            var looks = 0
            var penaltyNanoFen: Int64 = 0
            if let limit { penaltyNanoFen = Node.penaltyNanoFen(market, situation.supply, limit: limit, looks: &looks) }
            allowance = penaltyNanoFen * Int64(limit ?? 0)
            looksBefore = looks
            node = Node(market, situation.supply, penaltyNanoFen: penaltyNanoFen)
            trial = Trial(market)
            cutoff = market.dearestNanoFen
        }

        /// Whether nothing ranks before `best`; without a best, that no set is enough.
        var isProven: Bool {
            unexplored == Int64.max || unexplored > best?.nanoFen ?? Int64.max
        }

        /// Whether every set was looked at or ruled out, so that the second best is proven, too.
        var isExhausted: Bool { unexplored == Int64.max }

        /// The nodes, by the work that they were.
        var spent: Int { nodes + (looksBefore + node.looks + trial.looks + cover.looks) / Self.looksPerNode }

        /// Whether the node budget is used up.
        var isSpent: Bool { spent >= nodeBudget }

        /// Looks for both within half the node budget; if that doesn't prove the best, for the best alone with the rest.
        mutating func run() {
            let wholeBudget = nodeBudget
            if wantsSecond { nodeBudget -= nodeBudget / 2 }
            exploreAll()
            if wantsSecond && !isProven && best != nil && spent < wholeBudget {
                let known = unexplored
                unexplored = .max
                nodeBudget = wholeBudget
                wantsSecond = false
                exploreAll()
                wantsSecond = true
                // Whatever was left out the first time can still hold a second best.
                unexplored = max(min(unexplored, Int64.max - 1), known)
            }
            if wantsSecond {
                tryNeighbours()
                tryTwins()
            }
        }

        private mutating func exploreAll() {
            node.begin()
            tryEverything()
            aim()
            node.raiseBound(upTo: cutoff + allowance)
            (rootPrice, rootProfit) = (node.prices, node.profits)
            explore(isRoot: true)
        }

        private mutating func explore(isRoot: Bool = false) {
            guard isRoot || !isSpent && (best != nil || nodes < Self.patience) else { return leaveOut() }
            nodes += 1
            if nodes > Self.easyNodes && needsTooMany() { return }
            repeat {
                if node.openCount > limit { return }
                if node.openCount == limit { node.closeRest() }
                node.raiseBound(upTo: cutoff + allowance)
                if node.isImpossible || node.bound > cutoff + allowance { return }
            } while node.fixByBound(cutoff + allowance) && !isSpent
            if node.isImpossible { return }
            if isSpent && !isRoot { return leaveOut() }
            if node.isEnough && closeDominated() { return }
            if nodes > Self.easyNodes && needsTooMany() { return }
            tryPlan(thoroughly: isRoot)
            if isRoot { improveBest() }
            if node.bound > cutoff + allowance { return }
            guard let branch = nodes > Self.easyNodes ? cover.foremost(node) : node.mostProfitable else { return }

            let saved = node.save()
            node.close(branch)
            if !node.isImpossible { explore() }
            node.restore(saved)
            node.open(branch)
            explore()
        }

        /// The node's completions stay unknown.
        private mutating func leaveOut() { unexplored = min(unexplored, node.bound - allowance) }

        /// Whether more warehouses are needed than the cutoff pays for, when the units cost what they cost with all that aren't closed.
        private mutating func needsTooMany() -> Bool {
            guard node.shipment > 0 else { return false }
            for warehouse in node.stakes.members { trial[warehouse] = node.isFree(warehouse) || node.isOpen(warehouse) }
            guard let nanoFen = trial.nanoFen() else { return false }
            let freight = nanoFen - Int64(trial.usedCount) * market.shipmentNanoFen
            let most = min(Int64(limit), (cutoff + allowance - freight) / node.shipment) - Int64(node.openCount)
            return cutoff + allowance < freight || most < 0 || !cover.mightFill(node, with: Int(most))
        }

        /// Takes a plan as the best or the second best so far, if it is.
        mutating func offer(_ offered: Selection) {
            guard offered.count <= limit else { return }
            if let best {
                if tieBreak.ranksBefore(offered, in: market, best, in: market) {
                    second = best
                    self.best = offered
                } else if offered.used != best.used {
                    guard second.map({ tieBreak.ranksBefore(offered, in: market, $0, in: market) }) ?? true else { return }
                    second = offered
                }
            } else {
                best = offered
            }
            aim()
        }

        private mutating func aim() {
            cutoff = (wantsSecond ? second : best)?.nanoFen ?? market.dearestNanoFen
        }
    }
}
