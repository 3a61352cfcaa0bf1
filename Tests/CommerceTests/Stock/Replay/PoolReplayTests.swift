import Commerce
import Testing

struct PoolReplayTests {
    private typealias Story = PoolStory

    /// Ten days before the Spring Festival: each of the two sells five lines of ten bottles a day to its stores. One has goods of its own for
    /// eight days, the other for nine; headquarters in Shanghai has 300 bottles.
    private static var springFestival: PoolStory {
        var story = Story([(Story.own(Story.first), 400), (Story.own(Story.second), 450), (Story.headquarters, 300)])
        for day in 0..<10 {
            for line in 0..<5 {
                story.ask(10, by: Story.store(of: Story.first), Story.at(Int64(day), Int64(line * 2)))
                story.ask(10, by: Story.store(of: Story.second), Story.at(Int64(day), Int64(line * 2 + 1)))
            }
        }
        return story
    }

    @Test func `in Shanghai's peak season a stock-out rate of 15% becomes 3% with the pool behind the distributors`() {
        let story = Self.springFestival
        let without = story.replay(0).tally()
        #expect(without.stockOutBps == 1500)
        #expect((without.demandLines, without.demandUnits, without.ownUnits, without.shortUnits) == (100, 1000, 850, 150))
        #expect(without.shortDays.count == 2)

        // On the ninth day 50 of the pool's 90 go; on the tenth 250 are left, so 75: seven lines and half of another.
        let with = story.replay(3000).tally()
        #expect(with.stockOutBps == 300)
        #expect((with.ownUnits, with.poolUnits, with.generalUnits, with.shortUnits, with.shortLines) == (850, 125, 0, 25, 3))
        #expect(with.shortUnitsBps == 250)
        #expect(with.shortDays.count == 1)
    }

    @Test func `another ratio tells who would gain and who would lose`() {
        var story = Self.springFestival
        // Nobody in Beijing has anything, and an ordinary order takes what isn't the pool's, and then of the pool.
        story.ask(300, by: Story.north, Story.at(0))
        story.demand.sort { ($0.at, $0.buyer) < ($1.at, $1.buyer) }
        story.routes[Story.north]?.brandTiers = [.hq]
        let inForce = story.replay(3000)
        let proposed = story.replay(3500)
        // Of 300 for ordinary orders 210 and 195. What is left, 90 and 105, has a pool of 27 and 36 on the ninth day, of 18 and 24 on the tenth.
        #expect(inForce.byDistributor[Story.north]?.generalUnits == 210)
        #expect(proposed.byDistributor[Story.north]?.generalUnits == 195)
        #expect(inForce.tally(within: Story.shanghai).poolUnits == 27 + 18)
        #expect(proposed.tally(within: Story.shanghai).poolUnits == 36 + 24)
        #expect(proposed.gains(over: inForce).map(\.units).reduce(0, +) == 15)
        #expect(proposed.gains(over: inForce).first?.distributor == Story.first)
        #expect(inForce.gains(over: proposed) == [PoolOutcome.Shift(distributor: Story.north, units: 15)])
        #expect(proposed.gains(over: inForce, within: Story.north).isEmpty)
        #expect(inForce.regions == [Story.beijing, Story.shanghai])
    }

    @Test func `an ordinary order takes what isn't the pool's, then its region's goods, then its share of the pool`() {
        var story = Story([(Story.headquarters, 1000), (Story.regional, 50)])
        story.ask(2000, by: Story.first)
        let tally = story.replay(3000, perDistributorBps: 2000).tally()
        #expect((tally.generalUnits, tally.regionUnits, tally.poolUnits, tally.ownUnits) == (700, 50, 60, 0))
        #expect((tally.shortUnits, tally.shortLines) == (1190, 1))
        #expect(story.replay(0).tally().generalUnits == 1000)
    }

    @Test func `one distributor has its share of the pool each day, and of what is left`() {
        var story = Story([(Story.headquarters, 1000)])
        story.ask(100, by: Story.store(of: Story.first), Story.at(0))
        story.ask(100, by: Story.store(of: Story.first), Story.at(0, 1439))
        story.ask(100, by: Story.store(of: Story.second), Story.at(0, 1439))
        // 60 of 300; the next day 880 are left, their pool is 264 and a share of it 52.
        let first = story.replay(3000, perDistributorBps: 2000)
        #expect(first.byDistributor[Story.first]?.poolUnits == 60)
        #expect(first.byDistributor[Story.second]?.poolUnits == 60)
        story.ask(100, by: Story.store(of: Story.first), Story.at(1))
        #expect(story.replay(3000, perDistributorBps: 2000).byDistributor[Story.first]?.poolUnits == 112)
    }

    @Test func `a store has its distributor's goods first, the pool's next, and the region's where it may, but no others`() {
        var story = Story([(Story.own(Story.first), 5), (Story.headquarters, 100), (Story.regional, 7), (Story.own(Story.second), 500)])
        story.ask(50, by: Story.store(of: Story.first))
        let closed = story.replay(3000).tally()
        #expect((closed.ownUnits, closed.poolUnits, closed.regionUnits, closed.generalUnits, closed.shortUnits) == (5, 30, 0, 0, 15))
        story.routes[Story.first]?.storefrontTiers = [.own, .pool, .region]
        let open = story.replay(3000).tally()
        #expect((open.ownUnits, open.poolUnits, open.regionUnits, open.shortUnits) == (5, 30, 7, 8))
    }

    @Test func `goods are there from the moment they arrive, and a transfer moves no more than there is`() {
        var story = Story([(Story.headquarters, 10)])
        story.change(30, to: Story.own(Story.first), Story.at(0, 60))
        story.change(50, from: Story.headquarters, to: Story.own(Story.second), Story.at(0, 61))
        story.ask(30, by: Story.store(of: Story.first), Story.at(0, 59))
        story.ask(30, by: Story.store(of: Story.first), Story.at(0, 60))
        story.ask(30, by: Story.store(of: Story.second), Story.at(0, 62))
        let outcome = story.replay(0)
        #expect(outcome.byDistributor[Story.first]?.ownUnits == 30)
        #expect(outcome.byDistributor[Story.first]?.shortLines == 1)
        #expect(outcome.byDistributor[Story.second]?.ownUnits == 10)
    }

    @Test func `what is held isn't transferred away`() {
        var story = Story([(Story.headquarters, 100)])
        story.ask(70, by: Story.first, Story.at(0))
        story.change(100, from: Story.headquarters, to: Story.own(Story.second), Story.at(0, 1))
        story.ask(100, by: Story.store(of: Story.second), Story.at(1))
        #expect(story.replay(3000).byDistributor[Story.second]?.ownUnits == 30, "of a hundred seventy are promised")
    }

    @Test func `the brand ships whole cases to a distributor, a store takes bottles`() {
        var story = Story([(Story.headquarters, 100), (Story.own(Story.second), 11)], of: Story.cased)
        story.ask(600, by: Story.first, of: Story.cased)
        story.ask(10, by: Story.store(of: Story.second), of: Story.cased)
        let outcome = story.replay(3000)
        // Of 100 the pool is 30; of the other 70 eleven cases.
        #expect(outcome.byDistributor[Story.first]?.generalUnits == 66)
        #expect(outcome.byDistributor[Story.first]?.poolUnits == 30)
        #expect(outcome.byDistributor[Story.second]?.ownUnits == 10)
    }

    @Test func `a SKU's own ratio counts for it, and safety stock isn't sold to ordinary orders`() {
        var story = Story()
        story.opening[StockKey(warehouse: Story.headquarters, sku: Story.loose)] = StockLevel(onHand: 100, safetyStock: 20)
        story.ask(100, by: Story.first)
        let policy = PoolPolicy(ratioBps: 3000, perDistributorBps: 10_000, overrides: [Story.loose: 5000])
        let tally = PoolReplay.run(story.history, under: policy).tally()
        #expect((tally.generalUnits, tally.poolUnits) == (30, 50))
    }

    @Test func `a buyer that nobody may be asked for is short of everything, and nothing asked for is no rate`() {
        var story = Story([(Story.headquarters, 100)])
        story.routes = [:]
        story.ask(3, by: Story.first)
        #expect(story.replay(3000).tally().stockOutBps == 10_000)
        #expect(Story().replay(3000).tally() == PoolTally())
        #expect(PoolTally().stockOutBps == 0)
    }
}
