import Commerce
import Testing

@Suite struct MemberCouponRuleTests {
    private static let now = Instant(millisecondsSince1970: 1_768_442_400_000)

    private func taken(
        _ off: Coupon.Off, of amountFen: Int64, minFen: Int64 = 1000, used: MemberCoupon.Used = .init(byAll: 0, byMember: 0), within maxOffBps: Int64? = nil,
        at now: Instant = MemberCouponRuleTests.now
    ) -> String {
        let coupon = MemberCoupon(
            code: Code(stored: "C"), name: "x", minFen: minFen, off: off, startsAt: Self.now, endsAt: Self.now.adding(days: 1), uses: 5, perMemberUses: 2)
        do {
            return String(try coupon.offFen(of: amountFen, after: used, within: maxOffBps, at: now))
        } catch {
            return error.reason.code
        }
    }

    @Test(arguments: [
        (Coupon.Off.fen(100), 999, "COUPON_BELOW_MINIMUM"), (.fen(100), 1000, "100"), (.fen(100), 1001, "100"), (.fen(999), 1000, "999"),
        (.bps(1500, maxFen: nil), 999, "COUPON_BELOW_MINIMUM"), (.bps(1500, maxFen: nil), 1000, "150"), (.bps(1500, maxFen: nil), 1006, "150"),
        (.bps(1500, maxFen: nil), 1007, "151"), (.bps(1500, maxFen: 150), 9000, "150"), (.bps(9, maxFen: nil), 1000, "COUPON_GIVES_NOTHING"),
    ] as [(Coupon.Off, Int64, String)])
    func `it takes its amount or its share, rounded down, from its least purchase on`(_ off: Coupon.Off, _ amountFen: Int64, _ outcome: String) {
        #expect(taken(off, of: amountFen) == outcome)
    }

    @Test func `it is good from its first moment until before its last, and as often as is said`() {
        let end = Self.now.adding(days: 1)
        func at(_ milliseconds: Int64, from: Instant) -> String {
            taken(.fen(100), of: 1000, at: Instant(millisecondsSince1970: from.millisecondsSince1970 + milliseconds))
        }
        #expect(at(-1, from: Self.now) == "COUPON_NOT_IN_FORCE" && at(0, from: Self.now) == "100")
        #expect(at(-1, from: end) == "100" && at(0, from: end) == "COUPON_NOT_IN_FORCE")
        #expect(taken(.fen(100), of: 1000, used: .init(byAll: 4, byMember: 1)) == "100")
        #expect(taken(.fen(100), of: 1000, used: .init(byAll: 5, byMember: 1)) == "COUPON_SPENT")
        #expect(taken(.fen(100), of: 1000, used: .init(byAll: 4, byMember: 2)) == "COUPON_SPENT")
    }

    @Test(arguments: [(10_000, "100"), (1000, "100"), (999, "99"), (0, "COUPON_GIVES_NOTHING")] as [(Int64, String)])
    func `what the region lets stores give by now cuts it back`(_ maxOffBps: Int64, _ outcome: String) {
        #expect(taken(.fen(100), of: 1000, within: maxOffBps) == outcome)
    }
}
