import Commerce

/// SplitMix64: the same seed gives the same problems everywhere.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Small problems that meet everything at once: ties, scarce and missing stock, pools, merged lines, cases, far and forbidden
/// warehouses, every kind of policy.
struct RandomSourcing {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(state: seed) }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<T>(_ choices: [T]) -> T { choices[Int.random(in: 0..<choices.count, using: &random)] }

    /// Half of the policies list every tier, so that nearly every warehouse may be asked.
    mutating func policy() throws -> SourcingPolicy {
        let tiers = Array(SourcingTier.allCases.shuffled(using: &random).prefix(pick([1, 2, 3, 5, 5, 5])))
        let surcharges = tiers.map { _ in pick([0, 0, 1, 5, 20]) as Int64 }
        return try SourcingPolicy(
            tiers: tiers, tierMode: chance(50) ? .strict : .weighted, tierSurchargeFen: surcharges,
            shipmentFen: pick([0, 1, 10, 50, 200, 3000]), freightFenPerTonneKm: pick([0, 1, 60, 60, 60]),
            maxShipments: chance(40) ? pick([1, 1, 2, 2, 3, 4]) : nil, maxDistanceKm: chance(15) ? pick([0, 20, 100, 1000]) : nil)
    }

    mutating func problem(sources most: Int, skus mostSKUs: Int, units mostUnits: Int64) -> SourcingProblem {
        let skus = (0..<Int.random(in: 1...mostSKUs, using: &random)).map { Int32($0 * 7 + 3) }.shuffled(using: &random)
        let grams = skus.map { _ in pick([0, 500, 1000, 1500]) as Int64 }
        let packs = skus.map { _ in chance(25) ? pick([2, 3]) as Int64 : 1 }
        var named = Array(skus.indices)
        while chance(25) { named.append(Int.random(in: 0..<skus.count, using: &random)) }
        // Each of the SKUs appears first where `skus` has it.
        var numbers = Array(0..<named.count)
        if chance(20) { numbers.shuffle(using: &random) }
        let lines = named.indices.map { index in
            let sku = named[index]
            return SourcingProblem.Line(
                line: numbers[index], sku: skus[sku], units: Int64.random(in: 0...max(1, mostUnits / packs[sku]), using: &random) * packs[sku],
                gramsPerUnit: grams[sku], packUnits: packs[sku])
        }
        let metres: [Int64] = chance(40) ? [10_000, 20_000] : [0, 5_000, 10_000, 12_000, 90_000, 100_000, 500_000, 1_000_000, 1_000_001]
        let count = Int.random(in: 0...most, using: &random)
        let tiers: [SourcingTier] = chance(40) ? [.hq] : [.hq, .hq, .region, .otherRegions, .own]
        let sources = Array(0..<count).shuffled(using: &random).map { index in
            SourcingProblem.Source(
                warehouse: Int32(100 + index), code: "W\(index / (index == 3 ? 2 : 1))", distanceMetres: pick(metres), eligible: !chance(8),
                generalTier: pick(tiers))
        }
        let plenty = pick([0, 30, 70])
        let hasPool = chance(50)
        func stock(_ random: inout Self) -> Int64 {
            if random.chance(plenty) { return mostUnits * 2 }
            return random.chance(40) ? 0 : Int64.random(in: 0...mostUnits, using: &random.random)
        }
        let general = (0..<count * skus.count).map { _ in stock(&self) }
        let pool = (0..<count * skus.count).map { _ in hasPool ? stock(&self) : 0 }
        return SourcingProblem(lines: lines, sources: sources, skus: skus, general: general, pool: pool)
    }

    /// One warehouse that has everything, or nearly, and many that have little, some of them alike. A limit of shipments keeps the many
    /// from filling what the one fills.
    mutating func dominated(sources count: Int) -> SourcingProblem {
        let lines = (0..<Int.random(in: 1...3, using: &random)).map { line in
            SourcingProblem.Line(
                line: line, sku: Int32(line), units: Int64.random(in: 10...30, using: &random), gramsPerUnit: pick([0, 500, 1000]), packUnits: 1)
        }
        let metres: [Int64] = chance(50) ? [10_000] : [10_000, 10_001, 20_000, 90_000]
        let tiers: [SourcingTier] = chance(50) ? [.hq] : [.region, .otherRegions]
        let most = pick([1, 2, 5]) as Int64
        let sources = (0..<count).map { index in
            SourcingProblem.Source(
                warehouse: Int32(index), code: "W\(Character(UnicodeScalar(UInt8(65 + index))))",
                distanceMetres: index == 0 ? pick([1000, 300_000]) : pick(metres), generalTier: index == 0 ? .hq : pick(tiers))
        }
        let lacks = pick([0, 0, 1]) as Int64
        let general = sources.indices.flatMap { index in
            lines.map { index == 0 ? $0.units - lacks : chance(70) ? most : Int64.random(in: 0...most, using: &random) }
        }
        return SourcingProblem(
            lines: lines, sources: sources, skus: lines.map(\.sku), general: general,
            pool: general.map { _ in 0 })
    }

    /// The same problem with its warehouses and lines in another order. The lines keep their numbers.
    mutating func shuffled(_ problem: SourcingProblem) -> SourcingProblem {
        let lines = problem.lines.shuffled(using: &random)
        let skus = lines.reduce(into: [Int32]()) { if !$0.contains($1.sku) { $0.append($1.sku) } }
        let columns = skus.compactMap { problem.skus.firstIndex(of: $0) }
        let rows = problem.sources.indices.shuffled(using: &random)
        func cells(_ units: [Int64]) -> [Int64] {
            rows.flatMap { row in columns.map { units[row * problem.skus.count + $0] } }
        }
        return SourcingProblem(
            lines: lines, sources: rows.map { problem.sources[$0] }, skus: skus, general: cells(problem.general), pool: cells(problem.pool))
    }

    /// An order over China: 5 headquarters' and 32 regional warehouses, all of which may be asked, stock scattered and scarce.
    mutating func scatteredOrder(lines count: Int, warehouses: Int = 37) -> SourcingProblem {
        let lines = (0..<count).map { line in
            SourcingProblem.Line(
                line: line, sku: Int32(line), units: Int64.random(in: 1...10, using: &random) * 6, gramsPerUnit: pick([500, 750, 1500, 3000]),
                packUnits: pick([1, 1, 6]))
        }
        let sources = (0..<warehouses).map { index in
            SourcingProblem.Source(
                warehouse: Int32(index), code: "W\(index)", distanceMetres: Int64.random(in: 20_000...3_500_000, using: &random),
                generalTier: .hq)
        }
        let general = (0..<warehouses * count).map { _ in
            chance(40) ? 0 : chance(60) ? Int64.random(in: 1...40, using: &random) : 1000
        }
        return SourcingProblem(
            lines: lines, sources: sources, skus: lines.map(\.sku), general: general, pool: general.map { _ in chance(20) ? 12 : 0 })
    }
}
