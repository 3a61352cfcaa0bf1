import Commerce
import Testing

/// Random worlds; a failure names its seed.
struct PoolReplayPropertyTests {
    private typealias Story = PoolStory
    private static let skus = [SKUID(1), SKUID(3)]
    private static let warehouses = [Story.headquarters, Story.secondHeadquarters, Story.regional] + [Story.first, Story.second, Story.north].map(Story.own)

    private static func world(_ random: inout StockRandom) -> StockHistory {
        var story = Story()
        for sku in skus {
            for warehouse in warehouses where Bool.random(using: &random) {
                story.opening[StockKey(warehouse: warehouse, sku: sku)] = StockLevel(
                    onHand: Int64.random(in: 0...60, using: &random), safetyStock: Int64.random(in: 0...4, using: &random))
            }
        }
        func moment(_ random: inout StockRandom) -> Instant { Story.at(Int64.random(in: 0...4, using: &random), Int64.random(in: 0...1439, using: &random)) }
        story.changes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
            let ends = (warehouses.randomElement(using: &random), warehouses.randomElement(using: &random))
            let kind = Int.random(in: 0...2, using: &random)
            return StockHistory.Change(
                at: moment(&random), sku: skus[Int.random(in: 0...1, using: &random)], source: kind == 0 ? nil : ends.0,
                destination: kind == 1 ? nil : ends.1, units: Int64.random(in: 1...20, using: &random))
        }.sorted { $0.at < $1.at }
        let buyers = [Story.first, Story.second, Story.north].flatMap { [$0, Story.store(of: $0)] }
        story.demand = (0..<Int.random(in: 0...60, using: &random)).map { _ in
            StockHistory.Demand(
                at: moment(&random), buyer: buyers[Int.random(in: 0..<buyers.count, using: &random)], sku: skus[Int.random(in: 0...1, using: &random)],
                units: Int64.random(in: 1...15, using: &random))
        }.sorted { $0.at < $1.at }
        return story.history
    }

    private static func policy(_ random: inout StockRandom) -> PoolPolicy {
        PoolPolicy(
            ratioBps: Int64.random(in: 0...10_000, using: &random), perDistributorBps: Int64.random(in: 0...10_000, using: &random),
            overrides: Bool.random(using: &random) ? [skus[1]: Int64.random(in: 0...10_000, using: &random)] : [:])
    }

    @Test func `a replay agrees with one that goes bottle by bottle`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<300 {
            let world = Self.world(&random)
            let policy = Self.policy(&random)
            let outcome = PoolReplay.run(world, under: policy)
            let slow = SlowPoolReplay.run(world, under: policy)
            for (distributor, tally) in outcome.byDistributor {
                let expected = slow[distributor] ?? [:]
                #expect(tally.ownUnits == expected[.own] ?? 0, "seed \(seed)")
                #expect(tally.regionUnits == expected[.region] ?? 0, "seed \(seed)")
                #expect(tally.generalUnits == expected[.hq] ?? 0, "seed \(seed)")
                #expect(tally.poolUnits == expected[.pool] ?? 0, "seed \(seed)")
            }
        }
    }

    @Test func `never more goes out than there was and came in, and all that was asked for is filled or short`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<500 {
            let world = Self.world(&random)
            let tally = PoolReplay.run(world, under: Self.policy(&random)).tally()
            let had = world.opening.values.reduce(0) { $0 + $1.onHand } + world.changes.filter { $0.source == nil }.reduce(0) { $0 + $1.units }
            #expect(tally.filledUnits <= had, "seed \(seed)")
            #expect(tally.shortUnits >= 0 && tally.shortLines <= tally.demandLines, "seed \(seed)")
            #expect((tally.shortUnits > 0) == (tally.shortLines > 0), "seed \(seed)")
            #expect(tally.demandUnits == world.demand.reduce(0) { $0 + $1.units }, "seed \(seed)")
            #expect(tally.demandLines == Int64(world.demand.count), "seed \(seed)")
        }
    }

    @Test func `a ratio of nothing is no pool, whatever a distributor's share of it`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<200 {
            let world = Self.world(&random)
            let nothing = PoolPolicy(ratioBps: 0, perDistributorBps: Int64.random(in: 0...10_000, using: &random))
            let outcome = PoolReplay.run(world, under: nothing)
            #expect(outcome == PoolReplay.run(world, under: .none), "seed \(seed)")
            #expect(outcome.tally().poolUnits == 0, "seed \(seed)")
        }
    }

    @Test func `equal worlds come to equal outcomes, however they were put together`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<100 {
            let world = Self.world(&random)
            let policy = Self.policy(&random)
            var opening: [StockKey: StockLevel] = [:]
            opening.reserveCapacity(1000)
            for (key, level) in world.opening.sorted(by: { $0.key > $1.key }) { opening[key] = level }
            let again = StockHistory(
                opening: opening, changes: world.changes, demand: world.demand, routes: world.routes, packUnits: world.packUnits)
            let outcome = PoolReplay.run(world, under: policy)
            #expect(PoolReplay.run(again, under: policy) == outcome, "seed \(seed)")
            let other = PoolReplay.run(world, under: .none)
            #expect(outcome.gains(over: other).map(\.units) == outcome.gains(over: other).map(\.units).sorted(by: >), "seed \(seed)")
        }
    }
}
