extension Sourcing {
    /// A second bound on what a few more warehouses can fill, which knows that two of them may fill the same gap.
    ///
    /// What they fill of a SKU is at most what they have and at most what is missing, hence at most any mean of the two. With a weight
    /// per SKU for that mean, Σ (1 - weight) × missing + the largest sums of weight × had bounds the whole, whatever the weights;
    /// they are moved by subgradient steps to where the bound is low.
    struct Weights {
        /// Weights are fractions of this.
        private static let one: Int64 = 1 << 10
        private static let firstSteps = 24
        private static let laterSteps = 3

        private var weights: [Int64]
        private var isFirst = true
        /// Beyond it the sums might overflow; the weights then stay 1, and the bound the plain sum of gains.
        private let areMoved: Bool

        init(_ demand: Demand) {
            weights = [Int64](repeating: Self.one, count: demand.skuCount)
            areMoved = demand.totalUnits < 1 << 32
        }

        var skuCount: Int { weights.count }

        /// - Parameter shares: `[place * skuCount + sku]`, what each candidate could fill, at most what is missing.
        /// - Returns: What each candidate's shares are worth, and the part of the bound that doesn't depend on them.
        mutating func improve(_ holdings: Holdings, _ shares: [Int64], left: Int) -> (worth: [Int64], slack: Int64) {
            guard areMoved else { return (weighted(shares, [Int64](repeating: 1, count: skuCount)), 0) }
            let missing = (0..<skuCount).map { holdings.missing($0) }
            var best = weights
            var bestBound = Int64.max
            for step in 0...(isFirst ? Self.firstSteps : Self.laterSteps) {
                let worth = weighted(shares, weights)
                let chosen = worth.indices.sorted { worth[$0] > worth[$1] }.prefix(left)
                let bound = slack(missing) + chosen.reduce(0) { $0 + worth[$1] }
                if bound < bestBound {
                    bestBound = bound
                    best = weights
                }
                for sku in 0..<skuCount where missing[sku] > 0 {
                    let had = chosen.reduce(0) { $0 + shares[$1 * skuCount + sku] }
                    let excess = max(-missing[sku], min(had - missing[sku], missing[sku]))
                    weights[sku] = max(0, min(Self.one, weights[sku] - excess * (Self.one / Int64(2 + step)) / missing[sku]))
                }
            }
            isFirst = false
            weights = best
            return (weighted(shares, best), slack(missing))
        }

        private func weighted(_ shares: [Int64], _ weights: [Int64]) -> [Int64] {
            let skuCount = skuCount
            guard skuCount > 0 else { return [] }
            return (0..<shares.count / skuCount).map { place in
                var sum: Int64 = 0
                for sku in 0..<skuCount { sum += shares[place * skuCount + sku] * weights[sku] }
                return sum
            }
        }

        private func slack(_ missing: [Int64]) -> Int64 {
            (0..<skuCount).reduce(0) { $0 + (Self.one - weights[$1]) * missing[$1] }
        }

        /// A bound in units, rounded down: units are whole.
        func units(_ bound: Int64) -> Int64 { areMoved ? bound / Self.one : bound }
    }
}
