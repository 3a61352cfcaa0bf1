extension Sourcing {
    /// Decides between plans of equal rank and cost and as many shipments.
    ///
    /// The definition, for each SKU in the order of its first line: the plan that takes more units from general stock, whichever
    /// warehouses have it; then the one that takes more general units from the lowest code, the next, and so on; then the same for pool units.
    final class TieBreak {
        private let situation: Situation
        /// Most orders are decided without them.
        private lazy var byCode = situation.supply.byCode
        private lazy var skuOrder = situation.demand.skuOrder

        init(situation: Situation) { self.situation = situation }

        /// Less cost, then fewer shipments, then the definition above.
        func ranksBefore(_ a: Selection, in marketA: Market, _ b: Selection, in marketB: Market) -> Bool {
            if a.nanoFen != b.nanoFen { return a.nanoFen < b.nanoFen }
            if a.count != b.count { return a.count < b.count }
            return a.used != b.used && precedes(a.used, in: marketA, b.used, in: marketB)
        }

        private func precedes(_ a: [Bool], in marketA: Market, _ b: [Bool], in marketB: Market) -> Bool {
            let (rowA, rowB) = (Row(of: a, in: marketA, situation), Row(of: b, in: marketB, situation))
            let count = situation.supply.count
            for sku in skuOrder {
                if rowA.generalUnits[sku] != rowB.generalUnits[sku] { return rowA.generalUnits[sku] > rowB.generalUnits[sku] }
                for first in [sku * 2 * count, (sku * 2 + 1) * count] {
                    for warehouse in byCode where rowA.units[first + warehouse] != rowB.units[first + warehouse] {
                        return rowA.units[first + warehouse] > rowB.units[first + warehouse]
                    }
                }
            }
            return false
        }

        /// What a set's plan takes from where.
        private struct Row {
            /// Per SKU and class, general first, the units of each warehouse.
            var units: [Int64]
            /// Per SKU.
            var generalUnits: [Int64]

            init(of open: [Bool], in market: Market, _ situation: Situation) {
                let supply = situation.supply
                var units = [Int64](repeating: 0, count: supply.skuCount * supply.count * 2)
                var generalUnits = [Int64](repeating: 0, count: supply.skuCount)
                market.draw(on: open, situation.demand) { lot, sku, drawn in
                    let isPool = lot.tier == supply.poolTier
                    units[(sku * 2 + (isPool ? 1 : 0)) * supply.count + lot.warehouse] += drawn
                    if !isPool { generalUnits[sku] += drawn }
                }
                self.units = units
                self.generalUnits = generalUnits
            }
        }
    }
}
