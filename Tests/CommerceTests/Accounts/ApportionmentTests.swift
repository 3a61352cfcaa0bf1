import Commerce
import Testing

struct ApportionmentTests {
    @Test(arguments: [
        (100, 3, [1, 1, 1], [33, 33, 34]), (100, 3, [2, 1], [66, 34]), (2, 5, [1, 1, 1, 1, 1], [0, 0, 1, 0, 1]), (0, 4, [4], [0]),
        (270_000, 60, [6, 54], [27_000, 243_000]), (Int64.max, 3, [1, 2], [Int64.max / 3, Int64.max - Int64.max / 3]),
    ] as [(Int64, Int64, [Int64], [Int64])])
    func `shipments one after the other add up to the whole`(amount: Int64, units: Int64, shipments: [Int64], shares: [Int64]) throws {
        let line = try #require(Apportionment(amountFen: amount, units: units))
        var shipped: Int64 = 0
        for (count, share) in zip(shipments, shares) {
            #expect(line.front(count, after: shipped) == share)
            shipped += count
        }
        #expect(shares.reduce(0, +) == amount)
    }

    @Test func `however a line is shipped, shorted and returned, the parts meet to the fen`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = Splits(seed)
        for _ in 0..<2000 {
            let units = Int64.random(in: 1...40, using: &random)
            let line = try #require(Apportionment(amountFen: Int64.random(in: 0...10_000, using: &random), units: units))
            var shipped: Int64 = 0, voided: Int64 = 0, posted: Int64 = 0, given: Int64 = 0
            while shipped + voided < units {
                let count = Int64.random(in: 1...(units - shipped - voided), using: &random)
                if Bool.random(using: &random) {
                    posted += try #require(line.front(count, after: shipped))
                    shipped += count
                } else {
                    given += try #require(line.back(count, after: voided))
                    voided += count
                }
            }
            #expect(posted + given == line.amountFen, "seed \(seed)")
            var returned: Int64 = 0, refunded: Int64 = 0
            while returned < shipped {
                let count = Int64.random(in: 1...(shipped - returned), using: &random)
                refunded += try #require(line.front(count, after: returned))
                returned += count
            }
            #expect(refunded == posted, "seed \(seed)")
        }
    }

    @Test func `units that aren't there have no share`() throws {
        let line = try #require(Apportionment(amountFen: 100, units: 3))
        #expect(line.front(2, after: 2) == nil)
        #expect(line.back(4, after: 0) == nil)
        #expect(line.front(-1, after: 1) == nil)
        #expect(line.front(1, after: .max) == nil)
        #expect(Apportionment(amountFen: 100, units: 0) == nil)
        #expect(Apportionment(amountFen: -1, units: 1) == nil)
    }

    /// SplitMix64, so that a seed that failed can be run again.
    private struct Splits: RandomNumberGenerator {
        var state: UInt64
        init(_ seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return mixed ^ mixed >> 31
        }
    }
}
