extension Sourcing {
    /// Decides between plans of equal rank and cost and as many shipments.
    ///
    /// The definition: write a plan down as a row of numbers, for each SKU in the order of its first line the units from each
    /// warehouse's general stock in the order of codes, then those from each warehouse's pool likewise. At the first difference
    /// between two plans the larger number wins.
    struct TieBreak {
        let supply: Supply
        let demand: Demand

        private func precedes(_ a: [Bool], in marketA: Market, _ b: [Bool], in marketB: Market) -> Bool {
            let (rowA, rowB) = (row(of: a, in: marketA), row(of: b, in: marketB))
            for sku in demand.skuOrder {
                let cells = sku * supply.count * 2..<(sku + 1) * supply.count * 2
                for cell in cells where rowA[cell] != rowB[cell] { return rowA[cell] > rowB[cell] }
            }
            return false
        }

        /// Less cost, then fewer shipments, then the definition above.
        func ranksBefore(_ a: Selection, in marketA: Market, _ b: Selection, in marketB: Market) -> Bool {
            if a.nanoFen != b.nanoFen { return a.nanoFen < b.nanoFen }
            if a.count != b.count { return a.count < b.count }
            return a.used != b.used && precedes(a.used, in: marketA, b.used, in: marketB)
        }

        private func row(of open: [Bool], in market: Market) -> [Int64] {
            var row = [Int64](repeating: 0, count: demand.skuCount * supply.count * 2)
            market.draw(on: open, demand) { lot, sku, units in
                let isPool = market.lotTier[lot] == supply.poolTier
                row[(sku * 2 + (isPool ? 1 : 0)) * supply.count + supply.codeRank[market.lotWarehouse[lot]]] += units
            }
            return row
        }
    }
}
