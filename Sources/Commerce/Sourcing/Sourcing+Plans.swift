/// Plans tried on the way: every one is offered as the best or the second best so far.
extension Sourcing.Search {
    /// Takes a set of warehouses for what the plan over it really uses.
    mutating func offer(_ open: [Bool]) {
        guard let offered = market.selection(on: open) else { return }
        offer(offered)
    }

    mutating func offer(_ offered: Sourcing.Selection) {
        guard let best else {
            best = offered
            return
        }
        if tieBreak.ranksBefore(offered, in: market, best, in: market) {
            second = best
            self.best = offered
        } else if offered.used != best.used {
            if let second {
                if tieBreak.ranksBefore(offered, in: market, second, in: market) { self.second = offered }
            } else {
                second = offered
            }
        }
    }

    /// When the open warehouses do alone: offers them, and closes each free one that saves no more freight than its shipment costs.
    /// Freight is supermodular in the set, so it would save no more in any larger one: a set with it ranks behind the same set
    /// without it. (That can still be the second best, if the set without it is the best: see `tryNeighbours`.)
    /// - Returns: Whether no free warehouse is left.
    mutating func closeDominated() -> Bool {
        guard let freight = market.freight({ status[$0] == .open }) else { return false }
        offer(status.map { $0 == .open })
        var left = false
        for warehouse in status.indices where status[warehouse] == .free {
            let with = market.freight { status[$0] == .open || $0 == warehouse } ?? freight
            if freight - with <= market.shipmentNanoFen {
                close(warehouse)
            } else {
                left = true
            }
        }
        return !left
    }

    /// Tries the warehouses that pay for themselves at the prices, without those it does better without.
    mutating func tryPlan() {
        let shipment = market.shipmentNanoFen
        var open = status.indices.map { warehouse in
            switch status[warehouse] {
            case .closed: false
            case .open: true
            case .free: shipment - profit[warehouse] <= shipment / 1000
            }
        }
        guard let selection = market.selection(on: open) else { return }
        open = selection.used
        var nanoFen = selection.nanoFen
        offer(selection)
        while let (cheaper, warehouse) = bestWithoutOne(of: open), cheaper < nanoFen {
            open[warehouse] = false
            nanoFen = cheaper
            offer(open)
        }
    }

    private func bestWithoutOne(of open: [Bool]) -> (nanoFen: Int64, warehouse: Int)? {
        var least: (Int64, Int)?
        let shipments = Int64(open.count { $0 }) - 1
        for warehouse in open.indices where open[warehouse] {
            guard let freight = market.freight({ open[$0] && $0 != warehouse }) else { continue }
            let nanoFen = freight + shipments * market.shipmentNanoFen
            if nanoFen < least?.0 ?? Int64.max { least = (nanoFen, warehouse) }
        }
        return least
    }

    /// Offers every set that differs from the best by one warehouse. Only such a set can be the second best and yet have been
    /// closed as dominated: what dominates it then is the best.
    mutating func tryNeighbours() {
        guard let best else { return }
        for warehouse in 0..<market.warehouseCount {
            var open = best.used
            open[warehouse].toggle()
            offer(open)
        }
    }
}
