import Commerce
import Operations
import TestSupport
import Testing

@Suite struct MemberMoneyTests {
    @Test func `money is stored with its gift, spent pro rata, given back in the same ratio and paid out of principal`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            #expect(try await test.wallet(id) == "10000/2000/0")
            let spent = try await test.spend(6000, id)
            #expect((spent.spend.stored.principalFen, spent.spend.stored.bonusFen, spent.spend.earnedPoints) == (5000, 1000, 50))
            #expect(try await test.wallet(id) == "5000/1000/50")
            let back = try await test.refund(3000, of: spent)
            #expect((back.refund.stored.principalFen, back.refund.stored.bonusFen, back.refund.reversedPoints, back.refundedFen) == (2500, 500, 25, 3000))
            #expect(try await test.wallet(id) == "7500/1500/25")
            #expect(try await test.withdraw(2500, id) == 500)
            #expect(try await test.wallet(id) == "5000/1000/25")
            #expect(try await test.liability() == 6000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `points that were earned pay at the till, and come back with a refund`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(9000, id)
            try await test.spend(4000, id)
            let spent = try await test.spend(200, points: 40, id)
            #expect(spent.spend.pointsFen == 200 && spent.spend.stored.totalFen == 0)
            #expect(try await test.wallet(id) == "5000/0/0")
            try await test.refund(100, of: spent)
            #expect(try await test.wallet(id) == "5000/0/20")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what isn't there is refused, and changes nothing`() async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            let spent = try await test.spend(1200, id)
            let store = TestBrand.store
            #expect(try await test.refusal(of: store) { _ = try await $0.spend(10_801, points: 0, of: id, reference: nil) } == "STORED_VALUE_EXCEEDED")
            #expect(try await test.refusal(of: store) { _ = try await $0.spend(100, points: 11, of: id, reference: nil) } == "POINTS_LIMIT")
            #expect(try await test.refusal(of: store) { _ = try await $0.withdraw(9001, of: id) } == "PRINCIPAL_SHORT")
            #expect(try await test.refusal(of: store) { _ = try await $0.refund(1201, ofSpend: spent.id, of: id) } == "REFUND_EXCEEDED")
            try await test.refund(1200, of: spent)
            #expect(try await test.refusal(of: store) { _ = try await $0.refund(1, ofSpend: spent.id, of: id) } == "REFUND_EXCEEDED")
            let other = try await test.member("李先生")
            #expect(try await test.refusal(of: store) { _ = try await $0.refund(1, ofSpend: spent.id, of: other) } == "NOT_FOUND")
            for outsider in ["S-110105-002", "D-110105", "HQ"] {
                #expect(try await test.refusal(of: outsider) { _ = try await $0.topUp(1, of: id) } == "NOT_FOUND")
            }
            #expect(try await test.wallet(id) == "10000/2000/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `bonus runs out on its day, by the job, and principal stays`() async throws {
        try await TestBrand.withStorefront { test in
            let ids = [try await test.member(), try await test.member()]
            for id in ids { try await test.topUp(10_000, id) }
            #expect(try await test.brand.expireMemberBonuses() == 0)
            test.clock.advance(days: 29)
            try await test.topUp(10_000, ids[0])
            test.clock.advance(days: 1)
            #expect(try await test.brand.expireMemberBonuses() == 2)
            #expect(try await test.brand.expireMemberBonuses() == 0)
            #expect(try await test.wallet(ids[0]) == "20000/2000/0")
            #expect(try await test.wallet(ids[1]) == "10000/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `of two that spend the last fen one does, over two servers`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(9000, id)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(8) { index in
                    try await (index % 2 == 0 ? test : other).refusal(of: TestBrand.store) { _ = try await $0.spend(9000, points: 0, of: id, reference: nil) }
                }
                let codes = try outcomes.map { try $0.get() }
                #expect(codes.count { $0 == nil } == 1)
                #expect(codes.count { $0 == "STORED_VALUE_EXCEEDED" } == 7)
            }
            #expect(try await test.wallet(id) == "0/0/90")
            try await test.expectCleanAudit()
        }
    }

    @Test func `refunds at once never give back more than was spent`() async throws {
        try await TestBrand.withStorefront { test in
            let id = try await test.member()
            try await test.topUp(10_000, id)
            let spent = try await test.spend(6000, id)
            let outcomes = await TestBrand.atOnce(6) { _ in
                try await test.refusal(of: TestBrand.store) { _ = try await $0.refund(2000, ofSpend: spent.id, of: id) }
            }
            let codes = try outcomes.map { try $0.get() }
            #expect(codes.count { $0 == nil } == 3 && codes.count { $0 == "REFUND_EXCEEDED" } == 3)
            #expect(try await test.wallet(id) == "10000/2000/0")
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: [3, 17, 2026] as [UInt64])
    func `after anything that many members do at once, a store owes them exactly what they have`(seed: UInt64) async throws {
        try await TestBrand.withStorefront(stores: 2) { test in
            let stores = [TestBrand.store, "S-110105-002"]
            var members: [(id: MemberID, store: String)] = []
            for index in 0..<4 { members.append((try await test.member(of: stores[index % 2]), stores[index % 2])) }
            let kept = members
            let outcomes = await TestBrand.atOnce(6) { lane in
                var random = Steps(state: seed &+ UInt64(lane))
                for _ in 0..<12 {
                    let (id, store) = kept[Int(random.below(4))]
                    let amountFen = Int64(random.below(12_000)) + 1
                    let step = random.below(4)
                    let refusal = try await test.refusal(of: store) { work in
                        switch step {
                        case 0: _ = try await work.topUp(amountFen, of: id)
                        case 1: _ = try await work.withdraw(amountFen, of: id)
                        default:
                            let spent = try await work.spend(amountFen, points: 0, of: id, reference: nil).spend
                            if step == 2 { _ = try await work.refund((amountFen + 1) / 2, ofSpend: spent.id, of: id) }
                        }
                    }
                    #expect(refusal == nil || ["STORED_VALUE_EXCEEDED", "PRINCIPAL_SHORT"].contains(refusal), "seed \(seed)")
                }
            }
            for outcome in outcomes { try outcome.get() }
            for store in stores {
                let owed = try await test.liability(of: store)
                let had = try await test.count("""
                    SELECT coalesce(sum(balance), 0) FROM tributary.member_accounts
                    WHERE kind IN ('principal', 'bonus') AND organization_id = \(test.caller(store).organization.rawValue)
                    """)
                #expect(owed == had, "seed \(seed)")
            }
            #expect(try await test.count("SELECT count(*) FROM tributary.member_accounts WHERE kind IN ('principal', 'bonus') AND balance < 0") == 0)
            #expect(try await test.count("SELECT count(*) FROM tributary.member_transfers") > 0)
            try await test.expectCleanAudit()
        }
    }
}

/// Knuth's multiplier for 64 bits: equal seeds give equal steps.
private struct Steps {
    var state: UInt64

    mutating func below(_ bound: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % bound
    }
}
