extension Sourcing {
    /// The warehouses that can still be added to a set, those that add most first, and what sets with some of them come to at most.
    struct Fan {
        let warehouses: [Int]
        private let levels: Int
        /// `[place * levels + level]`: no set with `left` warehouses from this place on fills more.
        private let reach: [Int64]
        /// Per place: the least that one to `left` warehouses from there on add to the cost, at the given prices.
        let leastAdded: [Int64]

        /// - Parameters:
        ///   - left: How many of the candidates may be added, at least one.
        ///   - reduced: Per warehouse, what it adds to the cost at least, or takes from it.
        ///   - weights: The weights of `Weights`, moved closer to where they bound best.
        init(
            _ holdings: Holdings, _ coverage: Coverage, most: Coverage, _ candidates: [Int], left: Int, reduced: [Int64],
            weights: inout Weights
        ) {
            let (count, levels) = (candidates.count, holdings.levels)
            self.levels = levels
            let skuCount = weights.skuCount
            var gains = [Int64](repeating: 0, count: count * levels)
            var shares = [Int64](repeating: 0, count: count * skuCount)
            gains.withUnsafeMutableBufferPointer { gains in
                shares.withUnsafeMutableBufferPointer { shares in
                    for place in 0..<count {
                        holdings.addGain(
                            of: candidates[place], to: .init(rebasing: gains[place * levels..<(place + 1) * levels]),
                            shares: .init(rebasing: shares[place * skuCount..<(place + 1) * skuCount]))
                    }
                }
            }
            let order = (0..<count).sorted { a, b in
                for level in 0..<levels where gains[a * levels + level] != gains[b * levels + level] {
                    return gains[a * levels + level] > gains[b * levels + level]
                }
                return candidates[a] < candidates[b]
            }
            let (worth, slack) = weights.improve(holdings, shares, left: left)
            var reach = [Int64](repeating: 0, count: count * levels)
            for level in 0..<levels {
                var largest = Largest(left)
                for place in (0..<count).reversed() {
                    largest.insert(gains[order[place] * levels + level])
                    reach[place * levels + level] = min(coverage[level] + largest.sum, most[level])
                }
            }
            var largest = Largest(left)
            var least = Largest(left)
            var leastAdded = [Int64](repeating: 0, count: count)
            for place in (0..<count).reversed() {
                largest.insert(worth[order[place]])
                reach[place * levels] = min(reach[place * levels], coverage[0] + weights.units(slack + largest.sum))
                least.insert(-reduced[candidates[order[place]]])
                leastAdded[place] = least.first > 0 ? -least.positiveSum : -least.first
            }
            warehouses = order.map { candidates[$0] }
            self.reach = reach
            self.leastAdded = leastAdded
        }

        /// No set with warehouses from this place on covers more.
        func reach(from place: Int) -> Coverage {
            var coverage = Coverage(levels: levels)
            for level in 0..<levels { coverage[level] = reach[place * levels + level] }
            return coverage
        }
    }

    /// The largest few of the numbers seen.
    struct Largest {
        private let most: Int
        private var kept: [Int64] = []

        init(_ most: Int) {
            self.most = most
            kept.reserveCapacity(most + 1)
        }

        mutating func insert(_ value: Int64) {
            if kept.count == most {
                guard let smallest = kept.last, value > smallest else { return }
                kept.removeLast()
            }
            kept.append(value)
            var place = kept.count - 1
            while place > 0, kept[place - 1] < value {
                kept.swapAt(place, place - 1)
                place -= 1
            }
        }

        var first: Int64 { kept.first ?? 0 }

        var sum: Int64 { kept.reduce(0) { $0.addingClamped($1) } }

        var positiveSum: Int64 { kept.reduce(0) { $0.addingClamped(max(0, $1)) } }
    }
}
