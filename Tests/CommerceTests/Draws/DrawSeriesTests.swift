import Commerce
import Testing

struct DrawSeriesTests {
    private func series(_ prizes: [PrizePool.Prize], moneyLeftFen: Int64?) throws -> DrawSeries {
        let pool = try #require(PrizePool(prizes))
        let committed = try #require(CommittedDraw(seed: CommittedDrawTests.seed) { SHA256.digest($0) })
        return DrawSeries(committed: committed, pool: pool, drawn: 0, remaining: pool.stock, money: DrawMoney(version: 1, leftFen: moneyLeftFen))
    }

    @Test func `money that isn't covered to its most counts as gone, at the fen`() throws {
        let money = PrizePool.Prize(weight: 1, win: .money(100...100), stock: nil)
        for (left, number) in [(Int64(99), 0), (100, 1), (199, 1), (200, 2)] {
            var series = try series([money], moneyLeftFen: left)
            let won = (0..<5).filter { _ in series.draw("t").outcome.prize != nil }.count
            #expect(won == number, "\(left)")
            #expect(series.money.leftFen == left - Int64(number) * 100)
        }
    }

    @Test func `goods go on being drawn when the money is gone, and each draw says what was there`() throws {
        var series = try series(
            [.init(weight: 9999, win: .money(1...1), stock: nil), .init(weight: 1, win: .goods(Code(stored: "A")), stock: 2)], moneyLeftFen: 0)
        #expect((0..<3).map { series.draw("t\($0)").remaining } == [[0, 2], [0, 1], [0, 0]])
        #expect(series.remaining == [nil, 0] && series.drawn == 3)
        #expect(series.pool.available([nil, 1]) == nil && series.pool.available([3, 1]) == 4)
    }

    @Test func `an earned token is written in one way only`() throws {
        let order = OrderID(77)
        for token in [EarnedToken(order: order), EarnedToken(order: order, place: 1), EarnedToken(order: order, place: 1200)] {
            #expect(EarnedToken(token.text) == token)
        }
        for text in ["", ".", "ord_", order.external + ".", order.external + ".0", order.external + ".-1", order.external + ".01", order.external + ".1.1", "x" + order.external] {
            #expect(EarnedToken(text) == nil, "\(text)")
        }
    }

    @Test func `an order earns by its first shipment within the campaign's time, and by spending at the fen`() {
        let schedule = CampaignSchedule(startsAt: Instant(millisecondsSince1970: 1000), endsAt: Instant(millisecondsSince1970: 2000), dailyWindows: [])
        func tokens(_ source: LuckyDraw.TokenSource, at: Int64?, spent: Int64 = 1) -> Int64 {
            LuckyDraw(tokenSource: source, everyFen: 100, prizes: [])
                .tokens(earnedBy: EarningOrder(firstShippedAt: at.map { Instant(millisecondsSince1970: $0) }, spentFen: spent), during: schedule)
        }
        #expect([nil, 999, 1000, 1999, 2000].map { tokens(.order, at: $0) } == [0, 0, 1, 1, 0])
        #expect([-1, 99, 100, 199, 200].map { tokens(.spend, at: 1500, spent: $0) } == [0, 0, 1, 1, 2])
        #expect([-1, 0, 1].map { tokens(.order, at: 1500, spent: $0) } == [0, 0, 1])
        #expect(tokens(.spend, at: 999, spent: 500) == 0 && tokens(.game, at: 1500, spent: 500) == 0)
    }

    @Test func `a token is lost by the fen that its order no longer spends`() throws {
        let order = OrderID(77)
        func lost(_ source: LuckyDraw.TokenSource, _ place: Int64?, from spent: Int64, to left: Int64) -> Bool {
            LuckyDraw(tokenSource: source, everyFen: 100, prizes: []).loses(EarnedToken(order: order, place: place), spentFen: spent, leftFen: left)
        }
        #expect((1...3).map { lost(.spend, $0, from: 300, to: 200) } == [false, false, true])
        #expect((1...3).map { lost(.spend, $0, from: 300, to: 199) } == [false, true, true])
        #expect((1...3).map { lost(.spend, $0, from: 300, to: 0) } == [true, true, true])
        // The fourth never was one, however it came to be drawn.
        #expect(!lost(.spend, 4, from: 300, to: 0))
        #expect(lost(.order, nil, from: 1, to: 0) && !lost(.order, nil, from: 300, to: 1) && !lost(.order, nil, from: 0, to: 0))
        // A game's token may be named as if an order had earned it.
        #expect(!lost(.game, nil, from: 300, to: 0) && !lost(.game, 1, from: 300, to: 0) && !lost(.order, 1, from: 300, to: 0))
    }
}
