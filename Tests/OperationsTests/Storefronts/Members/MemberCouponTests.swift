import Commerce
import Operations
import TestSupport
import Testing

extension TestBrand {
    /// 1.00 off 10.00, `C`, from a day ago for thirty days unless said otherwise.
    static func coupon(
        _ code: String = "C", minFen: Int64 = 1000, off: Coupon.Off = .fen(100), startsIn: Int64 = -1, endsIn: Int64 = 29, uses: Int64? = nil,
        perMemberUses: Int64? = nil
    ) -> MemberCoupon {
        let now = TestClock().now
        return MemberCoupon(
            code: Code(stored: code), name: "优惠券", minFen: minFen, off: off, startsAt: now.adding(days: startsIn), endsAt: now.adding(days: endsIn), uses: uses,
            perMemberUses: perMemberUses)
    }

    func issue(_ coupon: MemberCoupon, by store: String = TestBrand.store) async throws {
        _ = try await brand.work(for: caller(store)) { try await $0.issueMemberCoupon(coupon) }
    }
}

@Suite struct MemberCouponTests {
    private static let code = Code(stored: "C")

    private func spend(_ amountFen: Int64, points: Int64 = 0, _ id: MemberID, _ test: TestBrand) async throws -> MemberSpendView {
        try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.spend(amountFen, points: points, coupon: Self.code, of: id, reference: nil) }.spend
    }

    private func refusal(_ amountFen: Int64, _ id: MemberID, _ test: TestBrand, coupon: Code = MemberCouponTests.code) async throws -> String? {
        try await test.refusal(of: TestBrand.store) { _ = try await $0.spend(amountFen, points: 0, coupon: coupon, of: id, reference: nil) }
    }

    private func limit(_ maxOffBps: Int64?, _ test: TestBrand) async throws {
        let policy = StorefrontPolicy(regionStock: false, maxOffBps: maxOffBps, maxBudgetFen: nil)
        _ = try await test.brand.work(for: test.caller("R-11")) { try await $0.putStorefrontPolicy(policy, of: Code(stored: "R-11")) }
    }

    @Test func `what is left after it is paid, earns points and goes back, and is told in the statement`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            try await test.issue(TestBrand.coupon(minFen: 6000, off: .fen(600)))
            #expect(try await refusal(5999, id, test) == "COUPON_BELOW_MINIMUM")
            // 54.00 are paid: 5/6 principal, 1/6 bonus; 1% of the principal in points.
            let spent = try await spend(6000, id, test)
            #expect((spent.spend.amountFen, spent.spend.stored.principalFen, spent.spend.stored.bonusFen, spent.spend.earnedPoints) == (5400, 4500, 900, 45))
            #expect(spent.coupon?.code == Self.code && spent.coupon?.offFen == 600)
            #expect(try await test.wallet(id) == "5500/1100/45")
            let statement = try await test.brand.memberStatement(of: id, from: nil, to: nil, page: PageRequest(), as: test.caller("D-110105"))
            // Principal, bonus and points of the purchase; principal and bonus of the top-up.
            #expect(statement.entries.items.map { $0.coupon?.offFen } == [600, 600, 600, nil, nil])
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.refund(5401, ofSpend: spent.id, of: id) } == "REFUND_EXCEEDED")
            #expect(try await test.refund(5400, of: spent).returnedCoupon == Self.code)
            #expect(try await test.wallet(id) == "10000/2000/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `it is used as often as it may be, by all and by each, and comes back with a whole refund in its time`() async throws {
        try await TestBrand.withStorefront { test in
            let (one, other, third) = (try await test.member(), try await test.member("李先生"), try await test.member("赵女士"))
            for id in [one, other, third] { try await test.topUp(9000, id) }
            try await test.issue(TestBrand.coupon(uses: 2, perMemberUses: 1))
            let first = try await spend(1000, one, test)
            #expect(try await refusal(1000, one, test) == "COUPON_SPENT")
            let second = try await spend(1000, other, test)
            #expect(try await refusal(1000, third, test) == "COUPON_SPENT")
            #expect(try await test.refund(899, of: first).returnedCoupon == nil)
            #expect(try await refusal(1000, third, test) == "COUPON_SPENT")
            #expect(try await test.refund(1, of: first).returnedCoupon == Self.code)
            #expect(try await refusal(1000, third, test) == nil)
            // Its time is over.
            test.clock.advance(days: 29)
            #expect(try await test.refund(900, of: second).returnedCoupon == nil)
            #expect(try await refusal(1000, one, test) == "COUPON_NOT_IN_FORCE")
            let listed = try await test.brand.memberCoupons(page: PageRequest(), of: test.caller(TestBrand.store)).items
            #expect(listed.map(\.used) == [2])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a purchase that is refused uses none, nor does a coupon of another store or of nobody`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let id = try await test.member()
            try await test.topUp(9000, id)
            try await test.issue(TestBrand.coupon("D"), by: "S-110105-002")
            try await test.issue(TestBrand.coupon(startsIn: 1))
            #expect(try await refusal(1000, id, test) == "COUPON_NOT_IN_FORCE")
            #expect(try await refusal(1000, id, test, coupon: Code(stored: "D")) == "UNKNOWN_COUPON")
            test.clock.advance(days: 1)
            #expect(try await refusal(9101, id, test) == "STORED_VALUE_EXCEEDED")
            #expect(try await refusal(9100, id, test) == nil)
            #expect(try await test.count("SELECT sum(used) FROM tributary.member_coupons") == 1)
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.issueMemberCoupon(TestBrand.coupon()) } == "CODE_TAKEN")
        }
    }

    @Test(arguments: [(Coupon.Off.fen(100), nil), (.fen(101), "BEYOND_REGION_LIMIT"), (.bps(1000, maxFen: nil), nil), (.bps(1001, maxFen: 1), "BEYOND_REGION_LIMIT")] as [(Coupon.Off, String?)])
    func `its region limits it, by its share or by its amount of the least purchase`(_ off: Coupon.Off, _ refusal: String?) async throws {
        try await TestBrand.withStorefront { test in
            try await limit(1000, test)
            #expect(try await test.refusal(of: TestBrand.store) { _ = try await $0.issueMemberCoupon(TestBrand.coupon(off: off)) } == refusal)
        }
    }

    @Test func `a limit that is lowered later holds for what was set before`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.issue(TestBrand.coupon(off: .fen(400)))
            try await limit(1000, test)
            #expect(try await test.refusal(of: TestBrand.store) { try await $0.setMemberTerms(TestBrand.memberTerms) } == "BEYOND_REGION_LIMIT")
            // 11.11 of 111.11 are 10%; 20.00 were promised.
            try await test.topUp(10_000, id)
            #expect(try await test.wallet(id) == "10000/1111/0")
            #expect(try await spend(1009, id, test).coupon?.offFen == 100)
            try await limit(0, test)
            #expect(try await refusal(1000, id, test) == "COUPON_GIVES_NOTHING")
            try await limit(nil, test)
            #expect(try await spend(1000, id, test).coupon?.offFen == 400)
            try await test.expectCleanAudit()
        }
    }

    @Test func `of many that use the last one at once, one does, over two servers`() async throws {
        try await TestBrand.withStorefront { test in
            let ids = [try await test.member(), try await test.member()]
            for id in ids { try await test.topUp(9000, id) }
            try await test.issue(TestBrand.coupon(uses: 1))
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(6) { index in
                    try await (index % 2 == 0 ? test : other).refusal(of: TestBrand.store) {
                        _ = try await $0.spend(1000, points: 0, coupon: Self.code, of: ids[index % 2], reference: nil)
                    }
                }
                let codes = try outcomes.map { try $0.get() }
                #expect(codes.count { $0 == nil } == 1 && codes.count { $0 == "COUPON_SPENT" } == 5)
            }
            try await test.expectCleanAudit()
        }
    }
}
