extension Sourcing {
    /// A bound on how many more warehouses a set needs, which the prices don't see: to them, half a shipment costs half.
    ///
    /// Give every unit that is lacking a weight. If the few free warehouses that have most by weight have less than all that is lacking, so
    /// have any few of them, whatever the weights. They are moved by subgradient steps to where that shows, and kept from node to node.
    struct Cover {
        /// Weights are fractions of this.
        private static let one: Int64 = 1 << 10
        /// The lack of a pitch is so much by weight: less than 2^10 pitches of it stay below 2^61.
        private static let whole: Int64 = 1 << 40
        private static let steps = 4

        /// By pitch; empty until first needed, as most searches never do.
        private var weights: [Int64] = []
        private var perUnit: [Int64] = []
        /// By warehouse.
        private var worth: [Int64] = []
        private var ranked: [Int] = []
        /// The work, in as many lots looked at.
        private(set) var looks = 0

        private mutating func begin(_ node: borrowing Node) {
            weights = [Int64](repeating: Self.one, count: node.pitches.count)
            perUnit = weights
            worth = [Int64](repeating: 0, count: node.fee.count)
        }

        /// Whether so many free warehouses might fill what the open ones lack: false is proof that they can't.
        mutating func mightFill(_ node: borrowing Node, with most: Int) -> Bool {
            guard node.pitches.count < 1 << 10 else { return true }
            if weights.isEmpty { begin(node) }
            ranked.removeAll(keepingCapacity: true)
            for warehouse in node.stakes.members where node.isFree(warehouse) { ranked.append(warehouse) }
            guard most < ranked.count else { return true }
            for step in 0..<Self.steps {
                var needed: Int64 = 0
                for pitch in weights.indices {
                    let lack = node.lack[pitch]
                    perUnit[pitch] = lack > 0 ? Self.whole / lack : 0
                    if lack > 0 { needed += perUnit[pitch] * lack * weights[pitch] }
                }
                for warehouse in ranked {
                    var sum: Int64 = 0
                    looks &+= node.stakes[warehouse].count
                    for index in node.stakes[warehouse] {
                        let stake = node.stakes.all[index]
                        let lack = node.lack[stake.pitch]
                        if lack > 0 { sum += perUnit[stake.pitch] * min(stake.units, lack) * weights[stake.pitch] }
                    }
                    worth[warehouse] = sum
                }
                ranked.sort { worth[$0] > worth[$1] }
                if ranked[..<most].reduce(0, { $0.addingClamped(worth[$1]) }) < needed { return false }
                move(node, most, step)
                looks &+= weights.count * 4 + ranked.count * 8
            }
            return true
        }

        /// The free warehouse that had most by weight when last asked: with it open or closed, most is decided.
        func foremost(_ node: borrowing Node) -> Int? {
            if weights.isEmpty { return node.mostProfitable }
            var choice: Int?
            for warehouse in node.stakes.members where node.isFree(warehouse) {
                if let best = choice, worth[warehouse] <= worth[best] { continue }
                choice = warehouse
            }
            return choice
        }

        /// Less weight where the few have more than enough, more where they lack.
        private mutating func move(_ node: borrowing Node, _ most: Int, _ step: Int) {
            for pitch in weights.indices { perUnit[pitch] = perUnit[pitch] > 0 ? node.lack[pitch] : 0 }
            for warehouse in ranked[..<most] {
                for index in node.stakes[warehouse] {
                    let stake = node.stakes.all[index]
                    if node.lack[stake.pitch] > 0 { perUnit[stake.pitch] -= min(stake.units, node.lack[stake.pitch]) }
                }
            }
            for pitch in weights.indices where node.lack[pitch] > 0 {
                let lack = node.lack[pitch]
                let short = max(-lack, min(lack, perUnit[pitch]))
                weights[pitch] = max(1, min(Self.one, weights[pitch] + short * (Self.one / Int64(4 + 2 * step)) / lack))
            }
        }
    }
}
