extension Sourcing {
    /// How far a set of warehouses fills the order: what ranks before its cost.
    ///
    /// Level 0 is all units filled; in strict mode the units from the first tier, from the first two and so on follow. Comparing these
    /// running sums in turn is comparing the tiers in turn, and each is submodular in the set: a warehouse adds no more to a larger one.
    struct Coverage: Equatable {
        private(set) var units: [Int64]

        init(levels: Int) { units = [Int64](repeating: 0, count: levels) }

        subscript(level: Int) -> Int64 {
            get { units[level] }
            set { units[level] = newValue }
        }

        /// Where the running sum of the tiers up to this one is kept.
        @inline(__always)
        static func level(ofTier tier: Int, of tiers: Int) -> Int { tier == tiers - 1 ? 0 : tier + 1 }

        /// Adds units that come from a tier.
        mutating func fill(_ filled: Int64, _ tier: Int) {
            for sum in tier..<units.count { units[Self.level(ofTier: sum, of: units.count)] += filled }
        }

        func exceeds(_ other: Coverage) -> Bool {
            for level in units.indices where units[level] != other.units[level] { return units[level] > other.units[level] }
            return false
        }
    }

    /// What the open warehouses lack of each SKU in the first tier, the first two and so on, and what one more would add.
    struct Holdings {
        private let situation: Situation
        /// Tiers that rank: 1 in weighted mode.
        let levels: Int
        /// `[sku * levels + tier]`, tiers summed up: wanted less held, below 0 where more is held.
        private var lack: [Int64]

        init(_ situation: Situation) {
            self.situation = situation
            let levels = situation.rules.strict ? situation.rules.tierCount : 1
            self.levels = levels
            lack = situation.demand.units.flatMap { [Int64](repeating: $0, count: levels) }
        }

        /// What is missing of a SKU, all tiers together.
        func missing(_ sku: Int) -> Int64 { max(0, lack[(sku + 1) * levels - 1]) }

        /// Calls with what the warehouse has of a SKU in the tiers up to one, where that is anything.
        @inline(__always)
        private func forEachSum(of warehouse: Int, _ body: (_ sku: Int, _ tier: Int, _ units: Int64) -> Void) {
            let supply = situation.supply
            let generalTier = situation.rules.strict ? supply.generalTier[warehouse] ?? levels : 0
            let poolTier = situation.rules.strict ? supply.poolTier ?? levels : 0
            for sku in 0..<supply.skuCount {
                let (general, pool) = (supply.general(sku, warehouse), supply.pool(sku, warehouse))
                guard general | pool != 0 else { continue }
                for tier in min(generalTier, poolTier)..<levels {
                    let sum = (tier >= generalTier ? general : 0) + (tier >= poolTier ? pool : 0)
                    if sum > 0 { body(sku, tier, sum) }
                }
            }
        }

        mutating func add(_ warehouse: Int) {
            let levels = levels
            var lack = lack
            forEachSum(of: warehouse) { sku, tier, sum in lack[sku * levels + tier] -= sum }
            self.lack = lack
        }

        var coverage: Coverage {
            let demand = situation.demand
            var coverage = Coverage(levels: levels)
            for sku in 0..<demand.skuCount {
                for tier in 0..<levels {
                    coverage[Coverage.level(ofTier: tier, of: levels)] += demand.units[sku] - max(0, lack[sku * levels + tier])
                }
            }
            return coverage
        }

        /// What is covered without a warehouse that is held.
        func coverage(without warehouse: Int) -> Coverage {
            var coverage = coverage
            let levels = levels
            forEachSum(of: warehouse) { sku, tier, sum in
                let lack = lack[sku * levels + tier]
                coverage[Coverage.level(ofTier: tier, of: levels)] -= max(0, lack + sum) - max(0, lack)
            }
            return coverage
        }

        /// What one more warehouse adds.
        /// - Parameters:
        ///   - gains: Where to add it, by level.
        ///   - shares: Where to put what it adds of each SKU, all tiers together.
        @inline(__always)
        func addGain(of warehouse: Int, to gains: UnsafeMutableBufferPointer<Int64>, shares: UnsafeMutableBufferPointer<Int64>) {
            forEachSum(of: warehouse) { sku, tier, sum in
                let gain = min(lack[sku * levels + tier], sum)
                guard gain > 0 else { return }
                gains[Coverage.level(ofTier: tier, of: levels)] += gain
                if tier == levels - 1 { shares[sku] = gain }
            }
        }
    }
}
