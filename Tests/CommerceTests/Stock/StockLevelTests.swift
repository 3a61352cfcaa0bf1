import Commerce
import Testing

struct StockLevelTests {
    struct Example: CustomTestStringConvertible {
        let what: String
        var onHand: Int64 = 1000
        var reserved: Int64 = 0
        var poolReserved: Int64 = 0
        var safety: Int64 = 0
        var ratio: Int64 = 3000
        var pack: Int64 = 1
        let general: Int64
        let pool: Int64
        var testDescription: String { what }
    }

    @Test(arguments: [
        Example(what: "1000 on hand: 700 for everyone, 300 in the pool", general: 700, pool: 300),
        Example(what: "nothing on hand", onHand: 0, general: 0, pool: 0),
        Example(what: "the pool is whole cases, the rest of a case stays with everyone", pack: 7, general: 706, pool: 294),
        Example(what: "a pool smaller than a case is none", onHand: 15, pack: 6, general: 15, pool: 0),
        Example(what: "holds come off what everyone may take", reserved: 650, general: 50, pool: 300),
        Example(what: "general holds may have eaten into the pool", reserved: 800, general: 0, pool: 200),
        Example(what: "pool holds leave the pool smaller", poolReserved: 120, general: 700, pool: 180),
        Example(what: "pool holds above the cap come off what everyone may take", onHand: 500, poolReserved: 300, general: 200, pool: 0),
        Example(what: "safety stock comes off what everyone may take", safety: 100, general: 600, pool: 300),
        Example(what: "more safety stock than there is: nothing, not less", safety: 900, general: 0, pool: 300),
        Example(what: "no pool", ratio: 0, general: 1000, pool: 0),
        Example(what: "all of it pool", ratio: 10_000, general: 0, pool: 1000),
        Example(what: "a ratio cuts down", onHand: 999, general: 700, pool: 299),
        Example(what: "the largest level there can be", onHand: .max, general: .max - .max / 10 * 3 - 2, pool: .max / 10 * 3 + 2),
    ])
    func `what is free follows from the level and the pool's ratio`(_ example: Example) {
        let level = StockLevel(
            onHand: example.onHand, reserved: example.reserved, poolReserved: example.poolReserved, safetyStock: example.safety)
        let terms = PoolTerms(ratioBps: example.ratio, perDistributorBps: 2000, packUnits: example.pack)
        #expect(level.generalFree(terms) == example.general)
        #expect(level.poolFree(terms) == example.pool)
    }

    @Test(arguments: [
        (onHand: 1000, held: 0, pack: 1, share: 60),
        (onHand: 1000, held: 45, pack: 1, share: 15),
        (onHand: 1000, held: 60, pack: 1, share: 0),
        (onHand: 1000, held: 75, pack: 1, share: 0),
        // 20% of a pool of 30 is 6; a case is 12, so a case it is.
        (onHand: 120, held: 0, pack: 12, share: 12),
        (onHand: 120, held: 12, pack: 12, share: 0),
        (onHand: 10, held: 0, pack: 1, share: 1),
    ] as [(onHand: Int64, held: Int64, pack: Int64, share: Int64)])
    func `one distributor draws its share of the pool, but never less than a pack`(
        _ example: (onHand: Int64, held: Int64, pack: Int64, share: Int64)
    ) {
        let terms = PoolTerms(ratioBps: 3000, perDistributorBps: 2000, packUnits: example.pack)
        #expect(StockLevel(onHand: example.onHand).poolFree(terms, holding: example.held) == example.share)
    }

    @Test func `as goods leave, the pool follows what is left`() {
        let terms = PoolTerms(ratioBps: 3000, perDistributorBps: 2000, packUnits: 1)
        var level = StockLevel(onHand: 1000, reserved: 400)
        #expect(level.poolCap(terms) == 300)
        level.onHand -= 400
        level.reserved = 0
        #expect(level.poolCap(terms) == 180)
        #expect(level.generalFree(terms) == 420)
    }

    @Test func `a warehouse without a pool has all of its stock for everyone`() {
        let terms = PoolTerms.noPool(packUnits: 6)
        #expect(StockLevel(onHand: 50, reserved: 8).generalFree(terms) == 42)
        #expect(StockLevel(onHand: 50).poolFree(terms) == 0)
        #expect(StockLevel(onHand: 50).poolFree(terms, holding: 0) == 0)
    }

    /// The same rules bottle by bottle, for small numbers.
    private func counted(_ level: StockLevel, _ terms: PoolTerms) -> (cap: Int64, general: Int64, pool: Int64) {
        var cap: Int64 = 0
        while (cap + terms.packUnits) * 10_000 <= level.onHand * terms.ratioBps { cap += terms.packUnits }
        var general: Int64 = 0
        while level.reserved + max(cap, level.poolReserved) + level.safetyStock + general + 1 <= level.onHand { general += 1 }
        var pool: Int64 = 0
        while level.poolReserved + pool + 1 <= cap, level.reserved + level.poolReserved + pool + 1 <= level.onHand { pool += 1 }
        return (cap, general, pool)
    }

    @Test func `what is free agrees with counting bottle by bottle`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<3000 {
            let onHand = Int64.random(in: 0...400, using: &random)
            let reserved = Int64.random(in: 0...onHand, using: &random)
            let level = StockLevel(
                onHand: onHand, reserved: reserved, poolReserved: Int64.random(in: 0...(onHand - reserved), using: &random),
                safetyStock: Int64.random(in: 0...50, using: &random))
            let terms = PoolTerms(
                ratioBps: Int64.random(in: 0...10_000, using: &random), perDistributorBps: Int64.random(in: 0...10_000, using: &random),
                packUnits: Int64.random(in: 1...24, using: &random))
            let counted = counted(level, terms)
            #expect(level.poolCap(terms) == counted.cap, "seed \(seed)")
            #expect(level.generalFree(terms) == counted.general, "seed \(seed)")
            #expect(level.poolFree(terms) == counted.pool, "seed \(seed)")
            let held = Int64.random(in: 0...50, using: &random)
            let share = level.poolFree(terms, holding: held)
            #expect(share >= 0 && share <= counted.pool, "seed \(seed)")
            // Whatever is drawn from both never exceeds what nobody holds.
            #expect(level.generalFree(terms) + level.poolFree(terms) <= level.heldByNobody, "seed \(seed)")
        }
    }
}
