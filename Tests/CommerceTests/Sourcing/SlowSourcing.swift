import Commerce

/// What `Sourcing` must come to, found the slow and obvious way, straight from the definition of "best" and from nothing of the engine.
struct SlowSourcing {
    /// Units that one warehouse could give of one SKU out of one stock class.
    struct Arc {
        let source: Int
        let stockClass: StockClass
        let tier: Int
        let units: Int64
        let nanoFenPerUnit: Int64
    }

    /// A plan as far as ranking goes. `row` is the tie-break's row of numbers: line by line what is general,
    /// then general and pool units by code.
    struct Outcome {
        var used: Set<Int> = []
        var unfilled: Int64 = 0
        var tierUnits: [Int64] = []
        var nanoFen: Int64 = 0
        var row: [Int64] = []
        var taken: [[Int64]] = []

        /// The ranking of sourcing.md, point by point.
        func ranksBefore(_ other: Outcome, strict: Bool, tieBreak: Bool = true) -> Bool {
            if unfilled != other.unfilled { return unfilled < other.unfilled }
            if strict {
                for (mine, its) in zip(tierUnits, other.tierUnits) where mine != its { return mine > its }
            }
            if nanoFen != other.nanoFen { return nanoFen < other.nanoFen }
            guard tieBreak else { return false }
            if used.count != other.used.count { return used.count < other.used.count }
            for (mine, its) in zip(row, other.row) where mine != its { return mine > its }
            return false
        }
    }

    let problem: SourcingProblem
    let policy: SourcingPolicy
    /// Distinct SKUs in the order of their first line, as indices into `problem.skus`.
    let skus: [Int]
    let wanted: [Int64]
    /// Per SKU of `skus`.
    let arcs: [[Arc]]
    let sourcesByCode: [Int]
    /// Per source its place in `sourcesByCode`.
    let rank: [Int]

    init(_ problem: SourcingProblem, _ policy: SourcingPolicy) {
        self.problem = problem
        self.policy = policy
        var skus: [Int] = []
        for line in problem.lines.sorted(by: { $0.line < $1.line }) {
            let sku = problem.skus.firstIndex(of: line.sku)!
            if !skus.contains(sku) { skus.append(sku) }
        }
        let byCode = problem.sources.indices.sorted {
            (problem.sources[$0].code, problem.sources[$0].warehouse) < (problem.sources[$1].code, problem.sources[$1].warehouse)
        }
        sourcesByCode = byCode
        rank = problem.sources.indices.map { source in byCode.firstIndex(of: source)! }
        self.skus = skus
        wanted = skus.map { sku in problem.lines.filter { $0.sku == problem.skus[sku] }.reduce(0) { $0 + $1.units } }
        arcs = skus.map { sku in
            let line = problem.lines.first { $0.sku == problem.skus[sku] }!
            return problem.sources.indices.flatMap { Self.arcs(problem, policy, $0, sku, line) }
        }
    }

    private static func arcs(
        _ problem: SourcingProblem, _ policy: SourcingPolicy, _ index: Int, _ sku: Int, _ line: SourcingProblem.Line
    ) -> [Arc] {
        let source = problem.sources[index]
        guard source.eligible else { return [] }
        if let most = policy.maxDistanceKm, source.distanceMetres > Int64(most) * 1000 { return [] }
        let cell = index * problem.skus.count + sku
        return [(StockClass.general, source.generalTier, problem.general[cell]), (.pool, .pool, problem.pool[cell])]
            .compactMap { stockClass, tier, free in
                guard let place = policy.tiers.firstIndex(of: tier), free > 0 else { return nil }
                let units = free / line.packUnits * line.packUnits
                let surcharge = policy.tierMode == .weighted ? policy.tierSurchargeFen[place] * 1_000_000_000 : 0
                let freight = line.gramsPerUnit * source.distanceMetres * policy.freightFenPerTonneKm
                return units > 0
                    ? Arc(source: index, stockClass: stockClass, tier: place, units: units, nanoFenPerUnit: freight + surcharge) : nil
            }
    }

    /// Adds up what an allocation comes to: `taken[sku][arc]` units.
    func outcome(_ taken: [[Int64]]) -> Outcome {
        var outcome = Outcome()
        outcome.taken = taken
        outcome.tierUnits = policy.tiers.map { _ in 0 }
        for sku in skus.indices {
            outcome.unfilled += wanted[sku] - taken[sku].reduce(0, +)
            for (arc, units) in zip(arcs[sku], taken[sku]) where units > 0 {
                outcome.used.insert(arc.source)
                outcome.tierUnits[arc.tier] += units
                outcome.nanoFen += units * arc.nanoFenPerUnit
            }
            outcome.row.append(zip(arcs[sku], taken[sku]).reduce(0) { $0 + ($1.0.stockClass == .general ? $1.1 : 0) })
            for stockClass in [StockClass.general, .pool] {
                for source in sourcesByCode {
                    let units = zip(arcs[sku], taken[sku]).filter { $0.0.source == source && $0.0.stockClass == stockClass }
                    outcome.row.append(units.reduce(0) { $0 + $1.1 })
                }
            }
        }
        outcome.nanoFen += Int64(outcome.used.count) * policy.shipmentFen * 1_000_000_000
        return outcome
    }

}
