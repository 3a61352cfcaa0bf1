extension Sourcing {
    /// Finds the best and the second-best set of warehouses by branch and bound: among all that give every pitch its demand, hence
    /// rank equal in units unfilled and units per tier.
    ///
    /// A set is worth what its warehouses cost to open plus the freight of drawing the cheapest lots first. Every warehouse is
    /// `open`, `closed` or still `free`; a node of the tree bounds what any completion costs (`Search+Bound`), fixes what that
    /// decides, tries a plan (`Search+Plans`), and branches on one free warehouse.
    struct Search {
        enum Status: UInt8 {
            case closed, free, open
        }

        let market: Market
        let tieBreak: TieBreak
        /// Whether the second best is to be proven, too.
        private(set) var wantsSecond: Bool
        private var nodeBudget: Int

        var status: [Status]
        /// Dual prices per pitch, in nano-fen a unit, and what each warehouse would earn at them.
        var price: [Int64]
        var profit: [Int64]
        /// No completion of `status` costs less. Holds for `price`.
        var bound: Int64 = 0
        let highestPrice: Int64

        private(set) var rootPrice: [Int64] = []
        private(set) var rootProfit: [Int64] = []
        private(set) var nodes = 0
        /// The lowest bound of what the node budget left out; `Int64.max` when nothing was.
        private(set) var unexplored = Int64.max
        var best: Selection?
        var second: Selection?

        init(_ market: Market, _ tieBreak: TieBreak, wantsSecond: Bool = true, nodeBudget: Int) {
            self.market = market
            self.tieBreak = tieBreak
            self.wantsSecond = wantsSecond
            self.nodeBudget = nodeBudget
            status = []
            price = []
            profit = []
            let units = market.demand.reduce(1, +)
            highestPrice = (1 << 60) / units
        }

        /// What a set may cost at most to be of interest.
        var cutoff: Int64 {
            (wantsSecond ? second : best)?.nanoFen ?? Int64.max
        }

        /// Whether nothing ranks before `best`.
        var isProven: Bool {
            guard let best else { return unexplored == Int64.max }
            return unexplored > best.nanoFen
        }

        /// Looks for both within half the node budget; if that doesn't prove the best, for the best alone with the rest.
        mutating func run() {
            let wholeBudget = nodeBudget
            if wantsSecond { nodeBudget -= nodeBudget / 2 }
            exploreAll()
            if wantsSecond && !isProven {
                let known = unexplored
                unexplored = .max
                wantsSecond = false
                nodeBudget = wholeBudget
                exploreAll()
                unexplored = max(unexplored, known)
                wantsSecond = true
            }
            if wantsSecond { tryNeighbours() }
        }

        private mutating func exploreAll() {
            status = [Status](repeating: .closed, count: market.warehouseCount)
            for warehouse in market.lotWarehouse { status[warehouse] = .free }
            if best == nil { offer(status.map { $0 == .free }) }
            startPrices()
            explore(above: bound)
        }

        private mutating func explore(above inherited: Int64) {
            guard nodes < nodeBudget else {
                unexplored = min(unexplored, inherited)
                return
            }
            nodes += 1
            var settled = false
            while !settled {
                guard openIndispensable() else { return }
                raiseBound()
                if nodes == 1 { (rootPrice, rootProfit) = (price, profit) }
                if bound > cutoff { return }
                settled = !fixByBound()
            }
            if closeDominated() { return }
            tryPlan()
            if bound > cutoff { return }
            guard let branch = branchingWarehouse() else { return }

            let (status, price, profit, bound) = (status, price, profit, bound)
            close(branch)
            explore(above: self.bound)
            (self.status, self.price, self.profit, self.bound) = (status, price, profit, bound)
            open(branch)
            explore(above: self.bound)
        }

        /// The free warehouse that the prices favour most.
        private func branchingWarehouse() -> Int? {
            var choice: Int?
            for warehouse in status.indices where status[warehouse] == .free {
                if choice == nil || profit[warehouse] > profit[choice!] { choice = warehouse }
            }
            return choice
        }
    }
}
