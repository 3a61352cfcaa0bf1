import Commerce
import Testing

struct ProportionalSplitTests {
    private func split(_ total: Int64, _ wanted: [Int64]) -> [Int64] {
        ProportionalSplit.split(
            total, among: wanted.enumerated().map { ProportionalSplit.Claim(Code(stored: "D-\(100 + $0.offset)"), wantedUnits: $0.element) })
    }

    @Test(arguments: [
        (total: 3, wanted: [3, 3, 3], units: [1, 1, 1]),
        (total: 4, wanted: [3, 3, 3], units: [2, 1, 1]),
        (total: 9, wanted: [3, 3, 3], units: [3, 3, 3]),
        (total: 100, wanted: [3, 3, 3], units: [3, 3, 3]),
        (total: 0, wanted: [3, 3, 3], units: [0, 0, 0]),
        (total: 10, wanted: [60, 30, 10], units: [6, 3, 1]),
        // 7 × 6/13 = 3.23, 7 × 5/13 = 2.69, 7 × 2/13 = 1.08: the one left over goes to the largest fraction.
        (total: 7, wanted: [6, 5, 2], units: [3, 3, 1]),
        (total: 5, wanted: [0, 10, 0], units: [0, 5, 0]),
        (total: 5, wanted: [0, 0], units: [0, 0]),
        (total: 5, wanted: [], units: []),
        (total: 2, wanted: [1, 1, 1_000_000], units: [0, 0, 2]),
        (total: .max - 1, wanted: [.max, 0], units: [.max - 1, 0]),
        (total: .max, wanted: [.max, .max], units: [.max / 2 + 1, .max / 2]),
    ] as [(total: Int64, wanted: [Int64], units: [Int64])])
    func `what is there is split in proportion, by largest remainder`(_ example: (total: Int64, wanted: [Int64], units: [Int64])) {
        #expect(split(example.total, example.wanted) == example.units)
    }

    @Test func `between equal remainders the lower code gets more, wherever it stands`() {
        let claims = ["D-3", "D-1", "D-2"].map { ProportionalSplit.Claim(Code(stored: $0), wantedUnits: 2) }
        #expect(ProportionalSplit.split(4, among: claims) == [1, 2, 1])
    }

    @Test func `all is given out, nobody gets more than wanted, and everyone gets its exact share to within one`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<3000 {
            let wanted = (0..<Int.random(in: 1...12, using: &random)).map { _ in Int64.random(in: 0...40, using: &random) }
            let total = Int64.random(in: 0...300, using: &random)
            let units = split(total, wanted)
            let together = wanted.reduce(0, +)
            #expect(units.reduce(0, +) == min(total, together), "seed \(seed)")
            for (given, asked) in zip(units, wanted) {
                #expect(given >= 0 && given <= asked, "seed \(seed)")
                guard total < together else { continue }
                #expect(abs(given * together - total * asked) < together, "seed \(seed)")
            }
        }
    }
}
