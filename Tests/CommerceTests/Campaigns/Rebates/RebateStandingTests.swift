import Commerce
import Testing

@Suite struct RebateStandingTests {
    private static let rebate = Tiered(basis: .period, mode: .whole, tiers: [.init(fromUnits: 100, fen: 50), .init(fromUnits: 500, fen: 80)], scope: .everything)

    private func move(
        _ standing: inout RebateStanding, received: Int64, returned: Int64 = 0, others: inout [RebateStanding], allowed: (Int64) -> Int64 = { $0 }
    ) -> Int64? {
        standing.move(to: Self.rebate, receivedUnits: received, returnedUnits: returned, others: &others, allowedFen: allowed)
    }

    @Test func `only what is new since the last time is posted`() {
        var (standing, none) = (RebateStanding(), [RebateStanding]())
        let posted = [99, 100, 100, 499, 500].map { move(&standing, received: $0, others: &none) }
        #expect(posted == [0, 5000, 0, 19_950, 15_050])
        #expect(standing == RebateStanding(units: 500, earnedFen: 40_000, postedFen: 40_000))
    }

    @Test func `what was given too much is carried, and the next posting makes up for it`() {
        var (standing, none) = (RebateStanding(), [RebateStanding]())
        #expect(move(&standing, received: 600, others: &none) == 48_000)
        #expect(move(&standing, received: 600, returned: 150, others: &none) == 0)
        #expect([standing.units, standing.earnedFen, standing.postedFen, standing.carriedFen] == [450, 22_500, 48_000, -25_500])
        #expect(move(&standing, received: 749, returned: 150, others: &none) == 0)
        #expect(standing.carriedFen == -80)
        #expect(move(&standing, received: 751, returned: 150, others: &none) == 80)
        #expect([standing.postedFen, standing.carriedFen, standing.dueFen] == [48_080, 0, 0])
    }

    @Test func `another period's rebate makes up for it too, the older first, and only the rest is posted`() {
        var standing = RebateStanding()
        var others = [
            RebateStanding(units: 10, earnedFen: 0, postedFen: 3000), RebateStanding(units: 200, earnedFen: 10_000, postedFen: 10_000),
            RebateStanding(units: 20, earnedFen: 0, postedFen: 4000),
        ]
        #expect(move(&standing, received: 100, others: &others) == 0)
        #expect(standing == RebateStanding(units: 100, earnedFen: 5000, postedFen: 0, settledFen: 5000))
        #expect(others.map(\.settledFen) == [-3000, 0, -2000])
        #expect(others.map(\.carriedFen) == [0, 0, -2000])
        #expect(move(&standing, received: 200, others: &others) == 3000)
        #expect(others.map(\.carriedFen) == [0, 0, 0])
        #expect([standing.postedFen, standing.settledFen, standing.dueFen] == [3000, 7000, 0])
    }

    @Test func `what limits hold back stays due`() {
        var (standing, none) = (RebateStanding(), [RebateStanding]())
        #expect(move(&standing, received: 100, others: &none, allowed: { min($0, 1999) }) == 1999)
        #expect([standing.dueFen, standing.carriedFen] == [3001, 0])
        #expect(move(&standing, received: 100, others: &none, allowed: { _ in -5 }) == 0)
        #expect(move(&standing, received: 100, others: &none) == 3001)
        #expect(standing.postedFen == 5000)
    }

    @Test func `what can't be changes nothing`() {
        var (standing, none) = (RebateStanding(units: 1, earnedFen: 2, postedFen: 3, settledFen: 4), [RebateStanding]())
        #expect(move(&standing, received: 1, returned: 2, others: &none) == nil)
        #expect(standing == RebateStanding(units: 1, earnedFen: 2, postedFen: 3, settledFen: 4))
    }

    @Test(arguments: 0..<200)
    func `over all periods what was posted, with what is carried, is what was earned`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        var standings = [RebateStanding](repeating: RebateStanding(), count: 3)
        var (received, returned) = ([Int64](repeating: 0, count: 3), [Int64](repeating: 0, count: 3))
        for _ in 0..<20 {
            let period = Int.random(in: 0..<3, using: &random)
            received[period] += Int64.random(in: 0...250, using: &random)
            returned[period] += Int64.random(in: 0...received[period] - returned[period], using: &random)
            var others = standings
            var standing = others.remove(at: period)
            let posted = move(&standing, received: received[period], returned: returned[period], others: &others)
            try #require(posted != nil)
            others.insert(standing, at: period)
            standings = others
            func sum(_ figure: (RebateStanding) -> Int64) -> Int64 { standings.reduce(0) { $0 + figure($1) } }
            #expect(sum(\.postedFen) + sum(\.carriedFen) == sum(\.earnedFen), "seed \(seed)")
            #expect(sum(\.settledFen) == 0, "seed \(seed)")
        }
    }
}
