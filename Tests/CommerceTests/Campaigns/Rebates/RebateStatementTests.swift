import Commerce
import Testing

@Suite struct RebateStatementTests {
    private func rebate(_ mode: Tiered.Mode, basis: Tiered.Basis = .period) -> Tiered {
        Tiered(basis: basis, mode: mode, tiers: [.init(fromUnits: 100, fen: 50), .init(fromUnits: 500, fen: 80)], scope: .everything)
    }

    @Test(arguments: [
        (.whole, 0, 0), (.whole, 99, 0), (.whole, 100, 5000), (.whole, 499, 24_950), (.whole, 500, 40_000),
        (.incremental, 0, 0), (.incremental, 99, 0), (.incremental, 100, 50), (.incremental, 499, 20_000), (.incremental, 500, 20_080),
        (.incremental, 600, 28_080),
    ] as [(Tiered.Mode, Int64, Int64)])
    func `a rebate is for the units that were received`(mode: Tiered.Mode, units: Int64, fen: Int64) throws {
        let statement = try #require(RebateStatement(rebate(mode), receivedUnits: units))
        #expect((statement.earnedFen, statement.postedFen, statement.carriedFen) == (fen, fen, 0))
    }

    @Test func `what a return takes away is carried forward until later rebates make up for it`() throws {
        let whole = rebate(.whole)
        let first = try #require(RebateStatement(whole, receivedUnits: 600))
        #expect(first.postedFen == 48_000)
        let returned = try #require(RebateStatement(whole, receivedUnits: 600, returnedUnits: 150, previousEarnedFen: 48_000))
        #expect((returned.earnedFen, returned.postedFen, returned.carriedFen) == (22_500, 0, -25_500))
        // The next period begins with what is carried.
        let next = try #require(RebateStatement(whole, receivedUnits: 400, carriedFen: -25_500))
        #expect((next.earnedFen, next.postedFen, next.carriedFen) == (20_000, 0, -5500))
        let last = try #require(RebateStatement(whole, receivedUnits: 600, previousEarnedFen: 20_000, carriedFen: -5500))
        #expect((last.earnedFen, last.postedFen, last.carriedFen) == (48_000, 22_500, 0))
    }

    @Test(arguments: [(0, nil), (99, nil), (100, 1), (101, 1), (499, 1), (500, 2), (9999, 2)] as [(Int64, Int?)])
    func `a tier is reached by its first unit`(units: Int64, tier: Int?) {
        #expect(RebateStatement.tier(of: rebate(.whole), units: units) == tier)
    }

    @Test func `a statement that can't be is none`() {
        #expect(RebateStatement(rebate(.whole, basis: .order), receivedUnits: 1) == nil)
        #expect(RebateStatement(rebate(.whole), receivedUnits: 1, returnedUnits: 2) == nil)
        #expect(RebateStatement(rebate(.whole), receivedUnits: 1, returnedUnits: -1) == nil)
        #expect(RebateStatement(rebate(.whole), receivedUnits: 1, carriedFen: 1) == nil)
        #expect(RebateStatement(rebate(.whole), receivedUnits: .max) == nil)
    }

    @Test(arguments: 0..<200)
    func `what was posted, with what is carried, is always the rebate on what was kept`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let rebate = rebate(Bool.random(using: &random) ? .whole : .incremental)
        var posted: Int64 = 0, carried: Int64 = 0, pastPeriods: Int64 = 0
        for _ in 0..<3 {
            var received: Int64 = 0, returned: Int64 = 0, earned: Int64 = 0
            for _ in 0..<6 {
                received += Int64.random(in: 0...250, using: &random)
                returned += Int64.random(in: 0...received - returned, using: &random)
                let statement = try #require(
                    RebateStatement(rebate, receivedUnits: received, returnedUnits: returned, previousEarnedFen: earned, carriedFen: carried))
                #expect(statement.postedFen >= 0 && statement.carriedFen <= 0, "seed \(seed)")
                posted += statement.postedFen
                carried = statement.carriedFen
                earned = statement.earnedFen
                #expect(posted + carried == pastPeriods + earned, "seed \(seed)")
            }
            pastPeriods += earned
        }
    }
}
