extension Sourcing {
    /// Finds the best and the second-best set of warehouses by branch and bound: among all that give every pitch its demand, hence
    /// rank equal in units unfilled and units per tier.
    ///
    /// A set is worth what its warehouses cost to open plus the freight of drawing the cheapest lots first. Every warehouse is open,
    /// closed or still free; a node of the tree bounds what any completion costs (`Search+Bound`), fixes what that decides, tries a
    /// plan (`Search+Plans`), and branches on one free warehouse.
    struct Search: ~Copyable {
        let situation: Situation
        let market: Market
        let tieBreak: TieBreak
        /// Whether the second best is to be proven, too.
        private var wantsSecond: Bool
        private var nodeBudget: Int
        /// Where every warehouse and every price stands.
        var node: Node
        var trial: Trial

        private(set) var rootPrice: [Int64] = []
        private(set) var rootProfit: [Int64] = []
        private(set) var nodes = 0
        /// The lowest bound of what the node budget left out; `Int64.max` when nothing was.
        private(set) var unexplored = Int64.max
        private(set) var best: Selection?
        private(set) var second: Selection?
        /// What a set may cost at most to be of interest.
        private(set) var cutoff = Int64.max

        init(_ situation: Situation, _ market: Market, wantsSecond: Bool = true, nodeBudget: Int) {
            self.market = market
            self.situation = situation
            tieBreak = TieBreak(situation: situation)
            self.wantsSecond = wantsSecond
            // The first node's prices are needed in any case.
            self.nodeBudget = max(1, nodeBudget)
            node = Node(market)
            trial = Trial(market)
        }

        /// Whether nothing ranks before `best`.
        var isProven: Bool {
            unexplored == Int64.max || unexplored > best?.nanoFen ?? Int64.max
        }

        /// Looks for both within half the node budget; if that doesn't prove the best, for the best alone with the rest.
        mutating func run() {
            let wholeBudget = nodeBudget
            if wantsSecond { nodeBudget -= nodeBudget / 2 }
            exploreAll()
            if wantsSecond && !isProven {
                let known = unexplored
                unexplored = .max
                nodeBudget = wholeBudget
                wantsSecond = false
                exploreAll()
                wantsSecond = true
                unexplored = max(unexplored, known)
            }
            if wantsSecond { tryNeighbours() }
        }

        private mutating func exploreAll() {
            node.begin()
            tryEverything()
            cutoff = (wantsSecond ? second : best)?.nanoFen ?? Int64.max
            explore(above: node.bound, isRoot: true)
        }

        private mutating func explore(above inherited: Int64, isRoot: Bool = false) {
            guard nodes < nodeBudget else {
                unexplored = min(unexplored, inherited)
                return
            }
            nodes += 1
            repeat {
                node.raiseBound(upTo: cutoff)
                if isRoot { (rootPrice, rootProfit) = (node.prices, node.profits) }
                if node.isImpossible || node.bound > cutoff { return }
            } while node.fixByBound(cutoff)
            if node.isImpossible { return }
            if node.isEnough && closeDominated() { return }
            tryPlan(thoroughly: isRoot)
            if isRoot { improveBest() }
            if node.bound > cutoff { return }
            guard let branch = node.mostProfitable else { return }

            let saved = node.save()
            node.close(branch)
            if !node.isImpossible { explore(above: node.bound) }
            node.restore(saved)
            node.open(branch)
            explore(above: node.bound)
        }

        /// Takes a plan as the best or the second best so far, if it is.
        mutating func offer(_ offered: Selection) {
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
            cutoff = (wantsSecond ? second : best)?.nanoFen ?? Int64.max
        }
    }
}
