extension Sourcing {
    /// Decides between plans of equal rank and cost and as many shipments.
    ///
    /// The definition: write a plan down as a row of numbers, for each SKU in the order of its first line the units from each
    /// warehouse's general stock in the order of codes, then those from each warehouse's pool likewise. At the first difference
    /// between two plans the larger number wins.
    struct TieBreak {
        let situation: Situation

        /// Less cost, then fewer shipments, then the definition above.
        func ranksBefore(_ a: Selection, in marketA: Market, _ b: Selection, in marketB: Market) -> Bool {
            if a.nanoFen != b.nanoFen { return a.nanoFen < b.nanoFen }
            if a.count != b.count { return a.count < b.count }
            return a.used != b.used && precedes(a.used, in: marketA, b.used, in: marketB)
        }

        private func precedes(_ a: [Bool], in marketA: Market, _ b: [Bool], in marketB: Market) -> Bool {
            let (rowA, rowB) = (row(of: a, in: marketA), row(of: b, in: marketB))
            let supply = situation.supply
            let byCode = supply.byCode
            for sku in situation.demand.skuOrder {
                for stockClass in 0...1 {
                    for warehouse in byCode {
                        let cell = (sku * 2 + stockClass) * supply.count + warehouse
                        if rowA[cell] != rowB[cell] { return rowA[cell] > rowB[cell] }
                    }
                }
            }
            return false
        }

        private func row(of open: [Bool], in market: Market) -> [Int64] {
            let supply = situation.supply
            var row = [Int64](repeating: 0, count: supply.skuCount * supply.count * 2)
            market.draw(on: open, situation.demand) { lot, sku, units in
                let stockClass = lot.tier == supply.poolTier ? 1 : 0
                row[(sku * 2 + stockClass) * supply.count + lot.warehouse] += units
            }
            return row
        }
    }
}
