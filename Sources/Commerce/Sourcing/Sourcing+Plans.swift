/// Plans tried on the way: every one is offered as the best or the second best so far.
extension Sourcing.Search {
    /// Offers what the plan over the trial's warehouses really uses, if they are enough and it isn't too dear.
    /// - Parameter most: Beyond this, not even its cost matters.
    /// - Returns: What it costs.
    @discardableResult
    private mutating func offerTrial(upTo most: Int64 = .max) -> Int64? {
        guard let nanoFen = trial.nanoFen(upTo: most) else { return nil }
        if nanoFen <= cutoff { offer(trial.selection(nanoFen)) }
        return nanoFen
    }

    mutating func tryEverything() {
        guard best == nil else { return }
        for warehouse in node.stakes.members { trial[warehouse] = true }
        offerTrial()
    }

    /// When the open warehouses do alone: offers them, and closes each free one that saves no more freight than its shipment costs.
    /// Freight is supermodular in the set, so it would save no more in any larger one: a set with it ranks behind the same set
    /// without it. (That can still be the second best, if the set without it is the best: see `tryNeighbours`.)
    /// - Returns: Whether no free warehouse is left.
    mutating func closeDominated() -> Bool {
        for warehouse in node.stakes.members { trial[warehouse] = node.isOpen(warehouse) }
        guard let without = offerTrial() else { return false }
        let unusedShipments = Int64(node.openCount - trial.usedCount) * market.shipmentNanoFen
        var left = false
        for warehouse in node.stakes.members where node.isFree(warehouse) {
            trial[warehouse] = true
            // Compared with every open warehouse paid for, used or not: only the freight tells.
            if let with = trial.nanoFen() {
                let unusedShipmentsWith = Int64(node.openCount + 1 - trial.usedCount) * market.shipmentNanoFen
                if with + unusedShipmentsWith >= without + unusedShipments {
                    node.close(warehouse)
                } else {
                    left = true
                }
            }
            trial[warehouse] = false
        }
        return !left
    }

    /// Tries the warehouses that pay for themselves at the prices; thoroughly: without those it does better without, too.
    mutating func tryPlan(thoroughly: Bool) {
        for warehouse in node.stakes.members { trial[warehouse] = node.paysForItself(warehouse) }
        guard var nanoFen = offerTrial(), thoroughly else { return }
        trial.closeUnused()
        while !isSpent, let (cheaper, warehouse) = bestWithoutOne(), cheaper < nanoFen || trial.usedCount > limit {
            trial[warehouse] = false
            nanoFen = cheaper
        }
    }

    private mutating func bestWithoutOne() -> (nanoFen: Int64, warehouse: Int)? {
        var least: (Int64, Int)?
        for warehouse in node.stakes.members where trial[warehouse] {
            trial[warehouse] = false
            if let nanoFen = offerTrial(), nanoFen < least?.0 ?? Int64.max { least = (nanoFen, warehouse) }
            trial[warehouse] = true
        }
        return least
    }

    /// Offers every set that differs from the best by one warehouse. Only such a set can be the second best and yet have been
    /// closed as dominated: what dominates it then is the best.
    mutating func tryNeighbours() {
        guard let best else { return }
        for warehouse in node.stakes.members { trial[warehouse] = best.used[warehouse] }
        for warehouse in node.stakes.members {
            trial[warehouse].toggle()
            offerTrial(upTo: cutoff)
            trial[warehouse].toggle()
        }
    }

    /// Offers every set that the best becomes when a twin is exchanged for a later one: see `Twins`.
    mutating func tryTwins() {
        guard let best else { return }
        for warehouse in node.stakes.members { trial[warehouse] = best.used[warehouse] }
        var exchanges: [(last: Int, next: Int)] = []
        node.twins.forEachExchange(in: best.used) { exchanges.append(($0, $1)) }
        for (last, next) in exchanges {
            (trial[last], trial[next]) = (false, true)
            offerTrial(upTo: cutoff)
            (trial[last], trial[next]) = (true, false)
        }
    }

    /// Offers every set that the best becomes with one warehouse more, one less, or another one instead, and starts again from what is
    /// better.
    mutating func improveBest() {
        var start = Int64.max
        while !isSpent, let best, best.nanoFen < start {
            start = best.nanoFen
            tryNeighbours()
            for warehouse in node.stakes.members { trial[warehouse] = best.used[warehouse] }
            for warehouse in node.stakes.members where best.used[warehouse] && !node.isOpen(warehouse) && !isSpent {
                trial[warehouse] = false
                for other in node.stakes.members where !best.used[other] && node.isFree(other) {
                    trial[other] = true
                    offerTrial(upTo: cutoff)
                    trial[other] = false
                }
                trial[warehouse] = true
            }
        }
    }
}
