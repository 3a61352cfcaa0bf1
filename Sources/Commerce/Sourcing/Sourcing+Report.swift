extension Sourcing {
    /// Writes a choice out as a plan: units back to their lines, shipments, and what became of every warehouse.
    struct Report {
        let situation: Situation
        let choice: Choice

        /// Units of one line out of one lot.
        struct Share {
            let warehouse: Int
            /// Place of the line in line order.
            let place: Int
            let tier: Int
            let units: Int64
            let nanoFenPerUnit: Int64
        }

        func plan() throws(SourcingRefusal) -> SourcingPlan {
            let (shares, shortfalls) = shares()
            let shipments = try shipments(of: shares)
            return SourcingPlan(
                shipments: shipments, shortfalls: shortfalls, costFen: Rules.fen(choice.best.nanoFen), costNanoFen: choice.best.nanoFen,
                optimal: choice.isProven, gapFen: Rules.fen(choice.gapNanoFen), nodes: choice.nodes,
                unfilledUnits: shortfalls.reduce(0) { $0 + $1.units }, considered: considered(shares),
                runnerUp: choice.runnerUp.map { runnerUp in
                    SourcingPlan.RunnerUp(
                        warehouses: runnerUp.selection.used.indices.filter { runnerUp.selection.used[$0] }.map { key(of: $0) },
                        costNanoFen: runnerUp.selection.nanoFen, costFen: Rules.fen(runnerUp.selection.nanoFen),
                        unfilledUnits: runnerUp.unfilledUnits)
                })
        }

        func key(of warehouse: Int) -> Int32 { situation.problem.sources[situation.supply.order[warehouse]].warehouse }

        /// What is drawn goes to the lines in line order: the first line of a SKU is filled first, from the first lots.
        private func shares() -> ([Share], [SourcingPlan.Shortfall]) {
            let (problem, demand) = (situation.problem, situation.demand)
            var missing = problem.lines.map(\.units)
            var shares: [Share] = []
            shares.reserveCapacity(problem.lines.count * 2)
            var currentSKU = -1
            var place = 0
            choice.market.draw(on: choice.best.used, demand) { lot, sku, units in
                if sku != currentSKU {
                    currentSKU = sku
                    place = 0
                }
                var left = units
                while left > 0 {
                    let line = demand.lineOrder[place]
                    guard demand.skuOfLine[line] == sku, missing[line] > 0 else {
                        place += 1
                        continue
                    }
                    let given = min(left, missing[line])
                    shares.append(
                        Share(warehouse: lot.warehouse, place: place, tier: lot.tier, units: given, nanoFenPerUnit: lot.nanoFen))
                    missing[line] -= given
                    left -= given
                }
            }
            var shortfalls: [SourcingPlan.Shortfall] = []
            for index in demand.lineOrder where missing[index] > 0 {
                let line = problem.lines[index]
                shortfalls.append(SourcingPlan.Shortfall(line: line.line, sku: line.sku, units: missing[index]))
            }
            return (shares, shortfalls)
        }

        private func shipments(of shares: [Share]) throws(SourcingRefusal) -> [SourcingPlan.Shipment] {
            let (problem, demand, supply) = (situation.problem, situation.demand, situation.supply)
            var shipments: [SourcingPlan.Shipment] = []
            shipments.reserveCapacity(choice.best.count)
            for warehouse in 0..<supply.count where choice.best.used[warehouse] {
                var own = shares.filter { $0.warehouse == warehouse }
                own.sort { ($0.place, isPool($0) ? 1 : 0) < ($1.place, isPool($1) ? 1 : 0) }
                let freight = own.reduce(0) { $0 + $1.units * $1.nanoFenPerUnit }
                let nanoFen = choice.market.shipmentNanoFen + freight
                let source = problem.sources[supply.order[warehouse]]
                shipments.append(
                    SourcingPlan.Shipment(
                        source: supply.order[warehouse], warehouse: source.warehouse, distanceMetres: source.distanceMetres,
                        costNanoFen: nanoFen, costFen: Rules.fen(nanoFen), promisedMinutes: try promisedMinutes(source.distanceMetres),
                        lines: own.map { share in
                            let line = problem.lines[demand.lineOrder[share.place]]
                            return SourcingPlan.Allocation(
                                line: line.line, sku: line.sku, stockClass: isPool(share) ? .pool : .general,
                                tier: situation.policy.tiers[share.tier], units: share.units)
                        }))
            }
            return shipments
        }

        private func isPool(_ share: Share) -> Bool { share.tier == situation.supply.poolTier }

        private func promisedMinutes(_ metres: Int64) throws(SourcingRefusal) -> Int64 {
            guard let minutes = situation.policy.promisedMinutes(over: metres) else { throw .overflow }
            return minutes
        }
    }
}
