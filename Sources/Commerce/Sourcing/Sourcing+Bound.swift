/// The bound: Lagrangian relaxation of the pitches' demands.
///
/// With a price per unit for each pitch, a warehouse earns `profit` = Σ units × (price − cost) over its lots below the price. Whatever
/// the prices, no plan costs less than
///
///     Σ demand × price + Σ open (shipment − profit) + Σ free min(0, shipment − profit)
///
/// The prices start at what the dearest unit costs when everything is open, and each is moved as long as that raises the sum (dual
/// ascent, after Erlenkotter, "A Dual-Based Procedure for Uncapacitated Facility Location", Operations Research 26, 1978, here with
/// limited lots). Rounding only ever lowers the bound.
extension Sourcing.Search {
    private static let mostRounds = 40

    mutating func startPrices() {
        let market = market
        price = [Int64](repeating: 0, count: market.pitchCount)
        profit = [Int64](repeating: 0, count: market.warehouseCount)
        for pitch in 0..<market.pitchCount {
            var wanted = market.demand[pitch]
            let lots = market.firstLot[pitch]..<market.firstLot[pitch + 1]
            var marginal: Int64 = 0
            for lot in lots {
                marginal = market.lotNanoFen[lot]
                wanted -= market.lotUnits[lot]
                if wanted <= 0 { break }
            }
            price[pitch] = marginal
            for lot in lots {
                guard market.lotNanoFen[lot] < marginal else { break }
                profit[market.lotWarehouse[lot]] += market.lotUnits[lot] * (marginal - market.lotNanoFen[lot])
            }
        }
        bound = boundOfPrices
    }

    /// The relaxation's value, added up afresh. Single terms may leave the range; the sum, which no plan's cost is below, doesn't.
    private var boundOfPrices: Int64 {
        var sum: Int64 = 0
        for pitch in 0..<market.pitchCount { sum &+= market.demand[pitch] &* price[pitch] }
        for warehouse in 0..<market.warehouseCount {
            switch status[warehouse] {
            case .closed: continue
            case .free: sum &+= min(0, market.shipmentNanoFen - profit[warehouse])
            case .open: sum &+= market.shipmentNanoFen &- profit[warehouse]
            }
        }
        return sum
    }

    mutating func open(_ warehouse: Int) {
        status[warehouse] = .open
        bound += max(0, market.shipmentNanoFen - profit[warehouse])
    }

    mutating func close(_ warehouse: Int) {
        status[warehouse] = .closed
        bound += max(0, profit[warehouse] - market.shipmentNanoFen)
    }

    mutating func raiseBound() {
        var rounds = 0
        var moved = true
        while moved && rounds < Self.mostRounds && bound <= cutoff {
            moved = false
            rounds += 1
            for pitch in 0..<market.pitchCount {
                if raise(pitch) || lower(pitch) { moved = true }
            }
        }
        bound = boundOfPrices
    }

    /// Moves a price up to where the next lot joins or the next warehouse pays for itself.
    private mutating func raise(_ pitch: Int) -> Bool {
        let shipment = market.shipmentNanoFen
        let lots = market.firstLot[pitch]..<market.firstLot[pitch + 1]
        let from = price[pitch]
        var slope = market.demand[pitch]
        var end = lots.upperBound
        for lot in lots {
            if market.lotNanoFen[lot] > from {
                end = lot
                break
            }
            let warehouse = market.lotWarehouse[lot]
            switch status[warehouse] {
            case .closed: continue
            case .open: slope -= market.lotUnits[lot]
            case .free:
                if shipment - profit[warehouse] < market.lotUnits[lot] &* market.lotsPerWarehouse { slope -= market.lotUnits[lot] }
            }
            if slope <= 0 { return false }
        }
        var step = highestPrice - from
        if end < lots.upperBound { step = min(step, market.lotNanoFen[end] - from) }
        for lot in lots.lowerBound..<end {
            let warehouse = market.lotWarehouse[lot]
            let room = shipment - profit[warehouse]
            let units = market.lotUnits[lot] &* market.lotsPerWarehouse
            if status[warehouse] == .free && room >= units { step = min(step, room / units) }
        }
        guard step > 0 else { return false }
        for lot in lots.lowerBound..<end { profit[market.lotWarehouse[lot]] += market.lotUnits[lot] * step }
        price[pitch] = from + step
        bound += slope * step
        return true
    }

    /// Moves a price down while the warehouses behind it earn more than they cost.
    private mutating func lower(_ pitch: Int) -> Bool {
        let shipment = market.shipmentNanoFen
        let lots = market.firstLot[pitch]..<market.firstLot[pitch + 1]
        let from = price[pitch]
        var slope = market.demand[pitch]
        var step: Int64 = 0
        var end = lots.upperBound
        for lot in lots {
            if market.lotNanoFen[lot] >= from {
                end = lot
                break
            }
            step = from - market.lotNanoFen[lot]
            let warehouse = market.lotWarehouse[lot]
            switch status[warehouse] {
            case .closed: continue
            case .open: slope -= market.lotUnits[lot]
            case .free:
                if profit[warehouse] - shipment >= market.lotUnits[lot] &* market.lotsPerWarehouse { slope -= market.lotUnits[lot] }
            }
        }
        guard slope < 0 else { return false }
        for lot in lots.lowerBound..<end {
            let warehouse = market.lotWarehouse[lot]
            let excess = profit[warehouse] - shipment
            let units = market.lotUnits[lot] &* market.lotsPerWarehouse
            if status[warehouse] == .free && excess >= units { step = min(step, excess / units) }
        }
        for lot in lots.lowerBound..<end { profit[market.lotWarehouse[lot]] -= market.lotUnits[lot] * step }
        price[pitch] = from - step
        bound -= slope * step
        return true
    }

    /// Opens every warehouse that some pitch can't do without.
    /// - Returns: false when even all that isn't closed can't give a pitch its demand.
    mutating func openIndispensable() -> Bool {
        for pitch in 0..<market.pitchCount {
            let lots = market.firstLot[pitch]..<market.firstLot[pitch + 1]
            var spare = -market.demand[pitch]
            for lot in lots where status[market.lotWarehouse[lot]] != .closed { spare += market.lotUnits[lot] }
            if spare < 0 { return false }
            for lot in lots where market.lotUnits[lot] > spare && status[market.lotWarehouse[lot]] == .free {
                open(market.lotWarehouse[lot])
            }
        }
        return true
    }

    /// Opens or closes every free warehouse for which the other choice costs more than the cutoff.
    mutating func fixByBound() -> Bool {
        var fixed = false
        let room = cutoff - bound
        for warehouse in status.indices where status[warehouse] == .free {
            let reduced = market.shipmentNanoFen - profit[warehouse]
            if reduced > room {
                close(warehouse)
                fixed = true
            } else if -reduced > room {
                open(warehouse)
                fixed = true
            }
        }
        return fixed
    }
}
