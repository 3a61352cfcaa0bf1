import Commerce
import Testing

@Suite struct PointsTests {
    /// One point for each yuan, worth seven fen, for up to three tenths of an order.
    static let rule = Points(earnBps: 100, redeemFenPerPoint: 7, maxShareBps: 3000)

    @Test(arguments: [(1, 0), (99, 0), (100, 1), (199, 1), (200, 2), (12_345, 123)] as [(Int64, Int64)])
    func `points are earned on whole steps of what is paid`(paid: Int64, points: Int64) {
        #expect(EarnedPoints(earnBps: 100, paidFen: paid, refundedFen: 0).points == points)
    }

    /// Of 123 points of 12,345 fen a refund takes its part, rounded down.
    @Test(arguments: [(0, 123), (100, 123), (101, 122), (6172, 62), (12_344, 1), (12_345, 0), (12_346, 0)] as [(Int64, Int64)])
    func `a refund takes its part of them back, and a whole one all`(refunded: Int64, points: Int64) {
        #expect(EarnedPoints(earnBps: 100, paidFen: 12_345, refundedFen: refunded).points == points)
    }

    @Test(arguments: 0..<200)
    func `deliveries never take points, refunds never give any, and in the end none are left`(seed: UInt64) {
        var random = OrderRandom(seed: seed)
        let total = Int64.random(in: 1...5000, using: &random)
        var paid: Int64 = 0, refunded: Int64 = 0, points: Int64 = 0
        while refunded < total {
            let delivers = paid < total && (refunded == paid || Bool.random(using: &random))
            if delivers {
                paid += Int64.random(in: 1...total - paid, using: &random)
            } else {
                refunded += Int64.random(in: 1...paid - refunded, using: &random)
            }
            let next = EarnedPoints(earnBps: 370, paidFen: paid, refundedFen: refunded).points
            #expect(delivers ? next >= points : next <= points, "seed \(seed): \(paid) paid, \(refunded) refunded")
            points = next
        }
        #expect(paid == total && points == 0, "seed \(seed)")
    }

    /// 3000 fen of 10000 are 428 points and 4 fen.
    @Test(arguments: [(427, 10_000, 427), (428, 10_000, 428), (429, 10_000, 428), (5, 23, 0), (5, 24, 1), (0, 10_000, 0), (-1, 10_000, 0), (5, 0, 0)] as [(Int64, Int64, Int64)])
    func `points pay up to a share of the order, and what there is`(balance: Int64, order: Int64, most: Int64) {
        #expect(PointsBalance(points: balance).redeemable(Self.rule, orderFen: order) == most)
    }

    @Test func `one point more than may be redeemed is refused, and nothing changes`() throws {
        var balance = PointsBalance(points: 1000)
        #expect(throws: PointsRefusal.shareExceeded(points: 428)) { try balance.redeem(429, by: Self.rule, orderFen: 10_000) }
        #expect(throws: PointsRefusal.exceeded(points: 1000)) { try balance.redeem(1001, by: Self.rule, orderFen: 10_000) }
        #expect(throws: PointsRefusal.amountOutOfRange) { try balance.redeem(0, by: Self.rule, orderFen: 10_000) }
        #expect(balance.points == 1000)
        let paid = try balance.redeem(428, by: Self.rule, orderFen: 10_000)
        #expect(paid == 2996 && balance.points == 572)
    }

    @Test func `below zero none are redeemed`() {
        var balance = PointsBalance(points: -1)
        #expect(throws: PointsRefusal.blocked(points: -1)) { try balance.redeem(1, by: Self.rule, orderFen: 10_000) }
        #expect(PointsRefusal.blocked(points: -1).reason.code == "POINTS_BLOCKED")
    }

    /// Three points at seven fen pay 21 fen: the first point is back with the seventh fen.
    @Test(arguments: [(6, 0), (7, 1), (13, 1), (14, 2), (20, 2), (21, 3)] as [(Int64, Int64)])
    func `redeemed points come back whole`(fen: Int64, points: Int64) throws {
        let hold = try #require(PointsHold(owner: .headquarters, points: 3, amountFen: 21, postedFen: 21))
        #expect(hold.refunding(fen) == points)
        #expect(hold.refunding(22) == nil && hold.voiding(1) == nil)
    }

    @Test(arguments: 0..<200)
    func `however an order ships, is given up and comes back, each means ends with what it gave`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let total = Int64.random(in: 1...3000, using: &random)
        let points = PointsBalance(points: 100).redeemable(Self.rule, orderFen: total)
        let pointsFen = points * Self.rule.redeemFenPerPoint
        let stored = Int64.random(in: 0...total - pointsFen, using: &random)
        let shipped = Int64.random(in: 0...total, using: &random)
        var sums: [Int64] = [0, 0, 0]
        var back: Int64 = 0
        var posted: Int64 = 0, voided: Int64 = 0, refunded: Int64 = 0
        func tender() throws -> FrozenTender {
            try #require(FrozenTender(totalFen: total, storedFen: stored, pointsFen: pointsFen, postedFen: posted, voidedFen: voided, refundedFen: refunded))
        }
        func hold(_ posted: Int64, _ voided: Int64, _ refunded: Int64) -> PointsHold? {
            PointsHold(owner: .headquarters, points: points, amountFen: pointsFen, postedFen: posted, voidedFen: voided, refundedFen: refunded)
        }
        func add(_ part: FrozenTender.Part, _ sign: Int64) {
            #expect(part.storedFen >= 0 && part.pointsFen >= 0 && part.moneyFen >= 0, "seed \(seed)")
            for (index, fen) in [part.storedFen, part.pointsFen, part.moneyFen].enumerated() { sums[index] += sign * fen }
        }
        var pointsPosted: Int64 = 0, pointsVoided: Int64 = 0, pointsRefunded: Int64 = 0
        while posted + voided < total {
            let ships = posted < shipped && (voided == total - shipped || Bool.random(using: &random))
            let fen = Int64.random(in: 1...(ships ? shipped - posted : total - shipped - voided), using: &random)
            let part = try #require(ships ? try tender().posting(fen) : try tender().voiding(fen), "seed \(seed)")
            add(part, 1)
            if ships {
                posted += fen
                pointsPosted += part.pointsFen
            } else {
                if points > 0 { back += try #require(hold(pointsPosted, pointsVoided, 0)?.voiding(part.pointsFen), "seed \(seed)") }
                voided += fen
                pointsVoided += part.pointsFen
            }
        }
        #expect(sums == [stored, pointsFen, total - stored - pointsFen], "seed \(seed)")
        while refunded < posted {
            let fen = Int64.random(in: 1...posted - refunded, using: &random)
            let part = try #require(try tender().refunding(fen), "seed \(seed)")
            if points > 0 { back += try #require(hold(pointsPosted, pointsVoided, pointsRefunded)?.refunding(part.pointsFen), "seed \(seed)") }
            refunded += fen
            pointsRefunded += part.pointsFen
        }
        #expect(back == points && pointsRefunded + pointsVoided == pointsFen, "seed \(seed)")
    }
}
