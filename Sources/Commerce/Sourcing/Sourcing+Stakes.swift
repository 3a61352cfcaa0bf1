extension Sourcing {
    /// A market by warehouse: in which pitches each one has how much.
    struct Stakes {
        struct Stake {
            let pitch: Int
            /// Of all its lots there.
            var units: Int64
        }

        /// The warehouses that have any lot, nearest first.
        let members: [Int]
        /// The most a warehouse has in any pitch.
        let largest: [Int64]
        /// By warehouse.
        let all: [Stake]
        private let ranges: [Range<Int>]

        /// A warehouse's places in `all`.
        subscript(warehouse: Int) -> Range<Int> { ranges[warehouse] }

        init(_ market: Market) {
            // A warehouse's second lot in a pitch is told by its running units, and belongs to the same stake.
            var next = [Int](repeating: 0, count: market.warehouseCount)
            for lot in market.lots where lot.units == lot.runningUnits { next[lot.warehouse] += 1 }
            var ranges: [Range<Int>] = []
            ranges.reserveCapacity(market.warehouseCount)
            var members: [Int] = []
            members.reserveCapacity(market.warehouseCount)
            var begin = 0
            for warehouse in 0..<market.warehouseCount {
                ranges.append(begin..<begin + next[warehouse])
                if next[warehouse] > 0 { members.append(warehouse) }
                begin += next[warehouse]
                next[warehouse] = ranges[warehouse].lowerBound
            }
            var stakes = [Stake](repeating: Stake(pitch: 0, units: 0), count: begin)
            var largest = [Int64](repeating: 0, count: market.warehouseCount)
            for pitch in market.pitches.indices {
                for index in market.pitches[pitch].lots {
                    let lot = market.lots[index]
                    if lot.units == lot.runningUnits { next[lot.warehouse] += 1 }
                    stakes[next[lot.warehouse] - 1] = Stake(pitch: pitch, units: lot.runningUnits)
                    largest[lot.warehouse] = max(largest[lot.warehouse], lot.runningUnits)
                }
            }
            self.members = members
            self.largest = largest
            all = stakes
            self.ranges = ranges
        }
    }
}
