import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct TopUpTests {
    /// That it is refused with this code; nil: that it is done.
    private func told(_ code: String?, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void) async throws {
        do {
            try await body()
            #expect(code == nil, sourceLocation: location)
        } catch let refusal as any Refusal {
            #expect(refusal.reason.code == code, sourceLocation: location)
        }
    }

    @Test func `headquarters and the region store for a distributor, others don't reach it`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901)
            let top = try await test.topUp(campaign, 2, for: "D-110106", by: "HQ")
            #expect(top.principalFen == 20_000 && top.bonusFen == 2000 && top.distributor == Code(stored: "D-110106"))
            #expect(top.expiresAt == test.clock.now.adding(days: 30))
            try await test.topUp(campaign, for: "D-110106", by: "R-11")
            #expect(try await test.stored("D-110106", as: "R-11") == "30000 3000 0")
            let expiring = try await test.brand.storedValue(of: Code(stored: "D-110106"), as: try test.caller("D-110106")).expiring
            #expect(expiring == [StoredValueBalance.Bonus(fen: 3000, expiresAt: test.clock.now.adding(days: 30))])
            try await told("NOT_FOUND") { try await test.topUp(campaign, for: "D-110106") }
            try await told("NOT_FOUND") { _ = try await test.stored("D-110106", as: "D-110105") }
            try await told("NOT_FOUND") { try await test.topUp(campaign, by: "D-310101") }
            try await test.expectCleanAudit()
        }
    }

    @Test func `only what the balance has free is stored, never credit, and never what an order holds`() async throws {
        var draft = BrandDraft.small
        draft.distributors[0].balanceFen = 69_999
        draft.distributors[0].creditLimitFen = 1_000_000
        try await TestBrand.with(draft) { test in
            let campaign = try await test.launch(TestBrand.offer, 901)
            _ = try await test.place(["A": 6])
            await #expect(throws: StoredValueRefusal.balanceShort(byFen: 1)) { try await test.topUp(campaign) }
            #expect(try await test.stored() == "0 0 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a campaign tops up within its audience, while it is on, and within its budget`() async throws {
        try await TestBrand.with { test in
            func expect(
                _ code: String?, _ number: Int64, _ component: String = TestBrand.offer, audience: String? = nil, budget: String = "{}", status: String = "live", times: Int64 = 1
            ) async throws {
                let campaign = try await test.launch(component, number, audience: audience, budget: budget, status: status)
                try await told(code) { try await test.topUp(campaign, times) }
            }
            try await expect("NOT_IN_AUDIENCE", 901, audience: #"{"organizations":["D-110106"]}"#)
            try await expect("NOT_IN_AUDIENCE", 902, audience: #"{"organizations":["R-11"],"tiers":["silver"]}"#)
            try await expect("CAMPAIGN_CLOSED", 903, status: "paused")
            try await expect("NOT_FOUND", 904, status: "draft")
            try await expect("NOT_FOUND", 905, #"{"kind":"coupon","code":"K","offFen":1}"#)
            try await expect("BUDGET_SPENT", 906, budget: #"{"uses":2}"#, times: 3)
            try await expect("BUDGET_SPENT", 907, budget: #"{"amountFen":2999}"#, times: 3)
            try await expect("BUDGET_SPENT", 908, budget: #"{"perDayFen":999}"#)
            try await expect("LIMIT_REACHED", 909, budget: #"{"perBuyerUses":2}"#, times: 3)
            try await expect("LIMIT_REACHED", 910, budget: #"{"perBuyerFen":999}"#)
            #expect(try await test.stored() == "0 0 0")
            try await expect(nil, 911, budget: #"{"uses":3,"amountFen":3000,"perDayFen":3000,"perBuyerUses":3,"perBuyerFen":3000}"#, times: 3)
            #expect(try await test.stored() == "30000 3000 0")
        }
    }

    @Test func `what was stored before counts, the day's bonus on its day alone`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901, budget: #"{"uses":3,"perDayFen":1000}"#)
            try await test.topUp(campaign)
            try await told("BUDGET_SPENT") { try await test.topUp(campaign, by: "D-110106") }
            // Past midnight in Shanghai.
            test.clock.advance(minutes: 14 * 60)
            try await test.topUp(campaign, by: "D-110106")
            test.clock.advance(days: 1)
            try await test.topUp(campaign)
            test.clock.advance(days: 1)
            try await told("BUDGET_SPENT") { try await test.topUp(campaign) }
            try await test.expectCleanAudit()
        }
    }

    @Test func `however many top up at once, no more than the budget is given`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901, budget: #"{"uses":3}"#)
            try await test.anotherServer { other in
                let servers = [test, other]
                let done = await TestBrand.atOnce(8) { index in
                    try await servers[index % 2].topUp(campaign, by: index % 4 < 2 ? "D-110105" : "D-110106")
                }
                let outcomes = try done.map { try $0.outcome() }
                #expect(outcomes.count { $0.value != nil } == 3)
                #expect(outcomes.count { $0.code == "BUDGET_SPENT" } == 5)
            }
            #expect(try await test.count("SELECT sum(times)::bigint FROM tributary.stored_top_ups") == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `principal that no order holds is paid out to the prepaid balance, and its bonus is lost`() async throws {
        try await TestBrand.with { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            _ = try await test.pay(5500, for: ["A": 6])
            #expect(try await test.stored() == "5000 500 5500")
            func withdraw(_ fen: Int64) async throws -> StoredValueView {
                try await test.brand.work(for: try test.caller("D-110105")) { try await $0.withdrawStoredValue(fen, of: nil).stored }
            }
            await #expect(throws: StoredValueRefusal.principalShort(byFen: 1)) { try await withdraw(5001) }
            await #expect(throws: StoredValueRefusal.amountOutOfRange) { try await withdraw(0) }
            let before = try await test.money().balanceFen
            let left = try await withdraw(5000)
            #expect(left.principalFen == 0 && left.bonusFen == 0 && left.heldFen == 5500)
            #expect(try await test.money().balanceFen == before + 5000)
            await #expect(throws: StoredValueRefusal.principalShort(byFen: 1)) { try await withdraw(1) }
            #expect(try await test.entries(.storedBonus) == ["bonus 1000", "bonusForfeit -500"])
            #expect(try await test.entries(.prepaid).suffix(1) == ["withdrawal 5000"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `money that is stored and taken out again and again earns nothing`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901)
            let before = try await test.money().balanceFen
            for _ in 1...3 {
                try await test.topUp(campaign)
                let done = try await test.brand.work(for: try test.caller("D-110105")) { try await $0.withdrawStoredValue(10_000, of: nil) }
                #expect(done.forfeitedFen == 1000 && done.giftFen == 0)
            }
            #expect(try await test.stored() == "0 0 0")
            #expect(try await test.money().balanceFen == before)
            // 4 fen of 10,000 are 0.4 of 1,000, which is a fen.
            try await test.topUp(campaign)
            let done = try await test.brand.work(for: try test.caller("D-110105")) { try await $0.withdrawStoredValue(4, of: nil) }
            #expect(done.forfeitedFen == 1 && done.stored.bonusFen == 999)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a gift is paid for as far as the principal that earned it is taken out`() async throws {
        try await TestBrand.with { test in
            let listFen = try #require(try await test.value("SELECT list_price_fen FROM tributary.skus WHERE code = 'A'").flatMap { Int64($0) })
            let offer = #"{"kind":"storedValue","principalFen":\#(listFen * 4),"gift":{"sku":"A","units":1}}"#
            try await test.topUp(try await test.launch(offer, 901))
            let before = try await test.money().balanceFen
            func withdraw(_ fen: Int64) async throws -> Int64 {
                try await test.brand.work(for: try test.caller("D-110105")) { try await $0.withdrawStoredValue(fen, of: nil).giftFen }
            }
            // A quarter of the principal is the gift's value: of 3 fen it takes one, and of all of them no more than that.
            #expect(try await withdraw(3) == 1)
            #expect(try await withdraw(1) == 0)
            #expect(try await withdraw(listFen * 4 - 4) == listFen - 1)
            #expect(try await test.money().balanceFen == before + listFen * 3)
            #expect(try await test.entries(.prepaid).suffix(2) == ["withdrawal \(listFen * 4 - 4)", "giftCharge \(1 - listFen)"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a gift is owed until the campaign's owner has sent it, once`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(#"{"kind":"storedValue","principalFen":10000,"gift":{"sku":"L","units":2}}"#, 901)
            let top = try await test.topUp(campaign, 3)
            #expect(top.gift == GiftGoods(sku: Code(stored: "L"), units: 6) && top.sentAt == nil && top.expiresAt == nil)
            #expect(try await test.stored() == "30000 0 0")
            func owed() async throws -> Int {
                try await test.brand.topUps(of: campaign, gift: .open, page: PageRequest(), as: try test.caller("R-11")).items.count
            }
            #expect(try await owed() == 1)
            try await told("NOT_FOUND") { try await test.brand.work(for: try test.caller("R-31")) { _ = try await $0.fulfilTopUp(top.id) } }
            try await told("NOT_PERMITTED") { try await test.brand.work(for: try test.caller("D-110105")) { _ = try await $0.fulfilTopUp(top.id) } }
            try await told(nil) { try await test.brand.work(for: try test.caller("R-11")) { _ = try await $0.fulfilTopUp(top.id) } }
            try await told("NOTHING_TO_SEND") { try await test.brand.work(for: try test.caller("HQ")) { _ = try await $0.fulfilTopUp(top.id) } }
            #expect(try await owed() == 0)
            #expect(try await test.brand.topUp(top.id, as: try test.caller("D-110105")).sentAt == test.clock.now)
            try await test.expectCleanAudit()
        }
    }
}
