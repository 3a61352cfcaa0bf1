/// Plans tried on the way: every one is offered as the best or the second best so far.
extension Sourcing.Search {
    /// Offers what the plan over a set of warehouses really uses, if the set is enough.
    mutating func offer(_ open: [Bool]) {
        guard let nanoFen = freight({ open[$0] }), nanoFen <= cutoff else { return }
        offer(market.selection(on: open, demand))
    }

    mutating func tryEverything() {
        guard best == nil else { return }
        offer((0..<market.warehouseCount).map { node.isFree($0) || node.isOpen($0) })
    }

    /// The freight of the best plan over the open warehouses.
    /// - Returns: nil when they can't give all that is asked of some pitch.
    @inline(__always)
    private borrowing func freight(_ isOpen: (Int) -> Bool) -> Int64? {
        var total: Int64 = 0
        for pitch in market.pitches {
            var wanted = pitch.demand
            for index in pitch.lots {
                let lot = market.lots[index]
                guard isOpen(lot.warehouse) else { continue }
                let units = min(wanted, lot.units)
                total &+= units &* lot.nanoFen
                wanted &-= units
                if wanted == 0 { break }
            }
            if wanted > 0 { return nil }
        }
        return total
    }

    /// When the open warehouses do alone: offers them, and closes each free one that saves no more freight than its shipment costs.
    /// Freight is supermodular in the set, so it would save no more in any larger one: a set with it ranks behind the same set
    /// without it. (That can still be the second best, if the set without it is the best: see `tryNeighbours`.)
    /// - Returns: Whether no free warehouse is left.
    mutating func closeDominated() -> Bool {
        guard let freight = freight({ node.isOpen($0) }) else { return false }
        offer((0..<market.warehouseCount).map { node.isOpen($0) })
        var left = false
        for warehouse in node.stakes.members where node.isFree(warehouse) {
            let with = self.freight { node.isOpen($0) || $0 == warehouse } ?? freight
            if freight - with <= market.shipmentNanoFen {
                node.close(warehouse)
            } else {
                left = true
            }
        }
        return !left
    }

    /// Tries the warehouses that pay for themselves at the prices, without those it does better without.
    mutating func tryPlan(thoroughly: Bool) {
        let shipment = market.shipmentNanoFen
        var open = (0..<market.warehouseCount).map { warehouse in
            node.isOpen(warehouse)
                || node.isFree(warehouse) && shipment - node.profit[warehouse] < node.stakes.largest[warehouse]
        }
        guard freight({ open[$0] }) != nil else { return }
        let selection = market.selection(on: open, demand)
        offer(selection)
        guard thoroughly else { return }
        open = selection.used
        var nanoFen = selection.nanoFen
        while let (cheaper, warehouse) = bestWithoutOne(of: open), cheaper < nanoFen {
            open[warehouse] = false
            nanoFen = cheaper
            offer(open)
        }
    }

    private borrowing func bestWithoutOne(of open: [Bool]) -> (nanoFen: Int64, warehouse: Int)? {
        var least: (Int64, Int)?
        let shipments = Int64(open.count { $0 }) - 1
        for warehouse in node.stakes.members where open[warehouse] {
            guard let freight = freight({ open[$0] && $0 != warehouse }) else { continue }
            let nanoFen = freight + shipments * market.shipmentNanoFen
            if nanoFen < least?.0 ?? Int64.max { least = (nanoFen, warehouse) }
        }
        return least
    }

    /// Offers every set that differs from the best by one warehouse. Only such a set can be the second best and yet have been
    /// closed as dominated: what dominates it then is the best.
    mutating func tryNeighbours() {
        guard let best else { return }
        for warehouse in node.stakes.members {
            var open = best.used
            open[warehouse].toggle()
            offer(open)
        }
    }
}
