import Commerce
import Testing

@Suite struct PointsTests {
    /// One point for each yuan, worth seven fen, for up to three tenths of an order.
    static let rule = Points(earnBps: 100, redeemFenPerPoint: 7, maxShareBps: 3000)

    @Test(arguments: [(1, 0), (99, 0), (100, 1), (199, 1), (200, 2), (12_345, 123)] as [(Int64, Int64)])
    func `points are earned on whole steps of what is paid`(paid: Int64, points: Int64) throws {
        #expect(try #require(PointsOfOrder(totalFen: paid, redeemedPoints: 0, by: Self.rule)).earnedPoints == points)
    }

    /// 3000 fen of 10000 are 428 points and 4 fen.
    @Test(arguments: [(427, 10_000, 427), (428, 10_000, 428), (429, 10_000, 428), (5, 23, 0), (5, 24, 1), (0, 10_000, 0), (-1, 10_000, 0), (5, 0, 0)] as [(Int64, Int64, Int64)])
    func `points pay up to a share of the order, and what there is`(balance: Int64, order: Int64, most: Int64) throws {
        #expect(PointsBalance(points: balance).redeemable(Self.rule, orderFen: order) == most)
    }

    @Test func `one point more than may be redeemed is refused, and nothing changes`() throws {
        var balance = PointsBalance(points: 1000)
        #expect(throws: PointsRefusal.moreThanRedeemable(points: 428)) { try balance.redeem(429, by: Self.rule, orderFen: 10_000) }
        #expect(throws: PointsRefusal.amountOutOfRange) { try balance.redeem(0, by: Self.rule, orderFen: 10_000) }
        #expect(balance.points == 1000)
        #expect(try balance.redeem(428, by: Self.rule, orderFen: 10_000) == 2996)
        #expect(balance.points == 572)
    }

    @Test func `earned points that were spent are owed, and below zero none are redeemed`() throws {
        var balance = PointsBalance(points: 30)
        try balance.reverse(31)
        #expect(balance.points == -1)
        #expect(throws: PointsRefusal.balanceBelowZero(points: -1)) { try balance.redeem(1, by: Self.rule, orderFen: 10_000) }
        #expect(PointsRefusal.balanceBelowZero(points: -1).reason.code == "POINTS_BELOW_ZERO")
        try balance.credit(2)
        #expect(try balance.redeem(1, by: Self.rule, orderFen: 10_000) == 7)
    }

    @Test func `points earn nothing on what points paid`() throws {
        let order = try #require(PointsOfOrder(totalFen: 10_000, redeemedPoints: 428, by: Self.rule))
        #expect((order.redeemedFen, order.moneyFen, order.earnedPoints) == (2996, 7004, 70))
        #expect(PointsOfOrder(totalFen: 2995, redeemedPoints: 428, by: Self.rule) == nil)
    }

    @Test func `half a return takes half of the earned points and gives half of the redeemed ones back`() throws {
        let order = try #require(PointsOfOrder(totalFen: 10_000, redeemedPoints: 428, by: Self.rule))
        let half = PointsOfOrder.Refund(moneyFen: 3502, points: 214, reversedPoints: 35)
        #expect(order.refund(5000, after: 0) == half)
        #expect(order.refund(5000, after: 5000) == half)
        #expect(order.refund(1, after: 0) == .init(moneyFen: 0, points: 0, reversedPoints: 0))
        #expect(order.refund(9999, after: 1) == .init(moneyFen: 7004, points: 428, reversedPoints: 70))
        #expect(order.refund(1, after: 10_000) == nil)
    }

    @Test(arguments: 0..<200)
    func `however an order is refunded, money and points end where they began`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let total = Int64.random(in: 1...5000, using: &random)
        let redeemed = PointsBalance(points: 200).redeemable(Self.rule, orderFen: total)
        let order = try #require(PointsOfOrder(totalFen: total, redeemedPoints: redeemed, by: Self.rule))
        var refunded: Int64 = 0, money: Int64 = 0, points: Int64 = 0, reversed: Int64 = 0
        while refunded < total {
            let fen = Int64.random(in: 1...total - refunded, using: &random)
            let part = try #require(order.refund(fen, after: refunded))
            #expect(part.moneyFen >= 0 && part.points >= 0 && part.reversedPoints >= 0, "seed \(seed)")
            refunded += fen
            money += part.moneyFen
            points += part.points
            reversed += part.reversedPoints
        }
        #expect(money == order.moneyFen && points == redeemed && reversed == order.earnedPoints, "seed \(seed)")
    }
}
