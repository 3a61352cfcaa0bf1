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
extension Sourcing.Node {
    private static var mostRounds: Int { 24 }

    /// Moves the prices until none has room left, or the bound exceeds the cutoff.
    mutating func raiseBound(upTo cutoff: Int64) {
        for _ in 0..<Self.mostRounds {
            var moved = false
            for pitch in pitches.indices where stale[pitch] {
                stale[pitch] = false
                if raise(pitch) || lower(pitch) {
                    stale[pitch] = true
                    moved = true
                    if bound > cutoff { return }
                }
            }
            if !moved { return }
        }
    }

    /// How a warehouse's profit compares to its fee: -1 below, 1 above, 0 as close as whole nano-fen a unit come.
    @inline(__always)
    private func standing(_ warehouse: Int) -> Int {
        let room = fee[warehouse] - profit[warehouse]
        let tolerance = tolerance[warehouse]
        return room >= tolerance ? -1 : room <= -tolerance ? 1 : 0
    }

    /// Whether it is open, or would be worth opening at the prices.
    func paysForItself(_ warehouse: Int) -> Bool { standing(warehouse) >= 0 }

    /// Moves the profit of a warehouse, and has its other prices looked at when that matters to them.
    @inline(__always)
    private mutating func move(_ warehouse: Int, by nanoFen: Int64) {
        let before = standing(warehouse)
        profit[warehouse] += nanoFen
        if standing(warehouse) != before {
            for stake in stakes[warehouse] { stale[stakes.all[stake].pitch] = true }
        }
    }

    /// Moves a price up to where the next lot joins or the next warehouse pays for itself.
    private mutating func raise(_ pitch: Int) -> Bool {
        let range = pitches[pitch].lots
        let from = price[pitch]
        var slope = pitches[pitch].demand
        var end = range.lowerBound
        while end < range.upperBound && lots[end].nanoFen <= from {
            if standing(lots[end].warehouse) >= 0 { slope -= lots[end].units }
            end += 1
        }
        looks &+= end - range.lowerBound
        guard slope > 0 else { return false }
        var step = highestPrice - from
        if end < range.upperBound { step = min(step, lots[end].nanoFen - from) }
        for index in range.lowerBound..<end where isFree(lots[index].warehouse) && standing(lots[index].warehouse) < 0 {
            step = min(step, (shipment - profit[lots[index].warehouse]) / lots[index].runningUnits)
        }
        guard step > 0 else { return false }
        looks &+= 2 * (end - range.lowerBound)
        for index in range.lowerBound..<end { move(lots[index].warehouse, by: lots[index].units * step) }
        price[pitch] = from + step
        bound += slope * step
        return true
    }

    /// Moves a price down while the warehouses behind it earn more than they cost.
    private mutating func lower(_ pitch: Int) -> Bool {
        let range = pitches[pitch].lots
        let from = price[pitch]
        var slope = pitches[pitch].demand
        var end = range.lowerBound
        while end < range.upperBound && lots[end].nanoFen < from {
            if standing(lots[end].warehouse) > 0 { slope -= lots[end].units }
            end += 1
        }
        looks &+= end - range.lowerBound
        guard slope < 0 else { return false }
        looks &+= 2 * (end - range.lowerBound)
        var step = from - lots[end - 1].nanoFen
        for index in range.lowerBound..<end where isFree(lots[index].warehouse) && standing(lots[index].warehouse) > 0 {
            step = min(step, (profit[lots[index].warehouse] - shipment) / lots[index].runningUnits)
        }
        for index in range.lowerBound..<end { move(lots[index].warehouse, by: -lots[index].units * step) }
        price[pitch] = from - step
        bound -= slope * step
        return true
    }

    /// Opens or closes every free warehouse for which the other choice costs more than the cutoff.
    /// - Returns: Whether there was any.
    mutating func fixByBound(_ cutoff: Int64) -> Bool {
        var fixed = false
        for warehouse in stakes.members where isFree(warehouse) {
            let room = cutoff - bound
            let reduced = shipment - profit[warehouse]
            if reduced > room {
                close(warehouse)
                fixed = true
                if isImpossible { return true }
            } else if -reduced > room {
                open(warehouse)
                fixed = true
            }
        }
        return fixed
    }

    /// The free warehouse that the prices favour most.
    var mostProfitable: Int? {
        var choice: Int?
        for warehouse in stakes.members where isFree(warehouse) {
            guard let best = choice, profit[warehouse] <= profit[best] else {
                choice = warehouse
                continue
            }
        }
        return choice
    }
}
