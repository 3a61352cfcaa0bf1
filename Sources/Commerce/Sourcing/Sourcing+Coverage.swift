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

    /// What the open warehouses have of each SKU in the first tier, the first two and so on, and what one more would add.
    struct Holdings {
        private let situation: Situation
        /// Tiers that rank: 1 in weighted mode.
        private let tiers: Int
        private let strict: Bool
        /// `[sku * tiers + tier]`, tiers summed up.
        private var units: [Int64]

        init(_ situation: Situation) {
            self.situation = situation
            strict = situation.rules.strict
            tiers = strict ? situation.rules.tierCount : 1
            units = [Int64](repeating: 0, count: situation.demand.skuCount * tiers)
        }

        private func level(of tier: Int) -> Int { Coverage.level(ofTier: tier, of: tiers) }

        /// Calls with what the warehouse has of a SKU in the tiers up to one, where that is anything.
        @inline(__always)
        private func forEachSum(of warehouse: Int, _ body: (_ sku: Int, _ tier: Int, _ units: Int64) -> Void) {
            let (supply, demand) = (situation.supply, situation.demand)
            let generalTier = strict ? supply.generalTier[warehouse] ?? tiers : 0
            let poolTier = strict ? supply.poolTier ?? tiers : 0
            for sku in 0..<demand.skuCount {
                let (general, pool) = (supply.general(sku, warehouse), supply.pool(sku, warehouse))
                guard general | pool != 0 else { continue }
                for tier in min(generalTier, poolTier)..<tiers {
                    let sum = (tier >= generalTier ? general : 0) + (tier >= poolTier ? pool : 0)
                    if sum > 0 { body(sku, tier, sum) }
                }
            }
        }

        mutating func add(_ warehouse: Int) {
            let tiers = tiers
            var units = units
            forEachSum(of: warehouse) { sku, tier, sum in units[sku * tiers + tier] += sum }
            self.units = units
        }

        var coverage: Coverage {
            let demand = situation.demand
            var coverage = Coverage(levels: tiers)
            for sku in 0..<demand.skuCount {
                for tier in 0..<tiers { coverage[level(of: tier)] += min(demand.units[sku], units[sku * tiers + tier]) }
            }
            return coverage
        }

        /// What one more warehouse adds to each level.
        func gain(of warehouse: Int) -> Coverage {
            var gain = Coverage(levels: tiers)
            forEachSum(of: warehouse) { sku, tier, sum in
                let missing = situation.demand.units[sku] - units[sku * tiers + tier]
                if missing > 0 { gain[level(of: tier)] += min(missing, sum) }
            }
            return gain
        }
    }
}
