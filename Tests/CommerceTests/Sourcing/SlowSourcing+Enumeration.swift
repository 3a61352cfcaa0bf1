import Commerce

extension SlowSourcing {
    private var strict: Bool { policy.tierMode == .strict }

    /// Every set of warehouses, each drawn from cheapest first (in strict mode tier by tier); the best two whose sets differ.
    func bestTwo() -> (best: Outcome, second: Outcome?) { bestTwo(within: policy.maxShipments) }

    /// - Parameter limit: Of shipments; nil for none.
    func bestTwo(within limit: Int?) -> (best: Outcome, second: Outcome?) {
        var found: [Outcome] = []
        for set in 0..<(1 << problem.sources.count) {
            guard set.nonzeroBitCount <= limit ?? Int.max else { continue }
            let outcome = drawn { set >> $0 & 1 == 1 }
            guard outcome.used.count == set.nonzeroBitCount else { continue }
            found.append(outcome)
        }
        found.sort { $0.ranksBefore($1, strict: strict) }
        let second = found.dropFirst().first { !$0.used.isEmpty }
        return (found[0], second)
    }

    /// The plan that draws on the open warehouses cheapest first.
    func drawn(_ isOpen: (Int) -> Bool) -> Outcome {
        return outcome(
            skus.indices.map { sku in
                var taken = arcs[sku].map { _ in Int64(0) }
                var left = wanted[sku]
                let inTurn = arcs[sku].indices.filter { isOpen(arcs[sku][$0].source) }.sorted {
                    let (a, b) = (arcs[sku][$0], arcs[sku][$1])
                    if strict && a.tier != b.tier { return a.tier < b.tier }
                    if a.nanoFenPerUnit != b.nanoFenPerUnit { return a.nanoFenPerUnit < b.nanoFenPerUnit }
                    if a.stockClass != b.stockClass { return a.stockClass == .general }
                    return rank[a.source] < rank[b.source]
                }
                for arc in inTurn {
                    taken[arc] = min(left, arcs[sku][arc].units)
                    left -= taken[arc]
                }
                return taken
            })
    }

    /// Every way to take every number of units from every arc: assumes nothing but the ranking. For a handful of units only.
    func bestOfAllAllocations() -> Outcome {
        var best: Outcome?
        func choose(_ taken: [[Int64]], _ sku: Int) {
            guard sku < skus.count else {
                let outcome = outcome(taken)
                guard outcome.used.count <= policy.maxShipments ?? Int.max else { return }
                if best == nil || outcome.ranksBefore(best!, strict: strict) { best = outcome }
                return
            }
            for split in splits(of: wanted[sku], among: arcs[sku][...]) { choose(taken + [split], sku + 1) }
        }
        choose([], 0)
        return best!
    }

    private func splits(of units: Int64, among arcs: ArraySlice<Arc>) -> [[Int64]] {
        guard let first = arcs.first else { return [[]] }
        return (0...min(units, first.units)).flatMap { taken in
            splits(of: units - taken, among: arcs.dropFirst()).map { [taken] + $0 }
        }
    }

    /// How many allocations `bestOfAllAllocations` goes through.
    var allocationCount: Int {
        skus.indices.reduce(1) { $0 * splits(of: wanted[$1], among: arcs[$1][...]).count }
    }
}
