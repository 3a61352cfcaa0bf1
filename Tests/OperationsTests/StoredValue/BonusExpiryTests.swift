import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct BonusExpiryTests {
    @Test func `a bonus is gone with its time, taken back once, and what an order holds stays until it is given up`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901)
            try await test.topUp(campaign)
            test.clock.advance(days: 10)
            try await test.topUp(campaign)
            let order = try #require(try await test.pay(5500, for: ["A": 6]).order)
            #expect(try await test.stored() == "15000 1500 5500")
            #expect(try await test.brand.expireBonuses() == 0)

            test.clock.advance(days: 20)
            // Half of the first bonus is held; the other half is gone, whether it was taken back or not.
            #expect(try await test.stored() == "15000 1000 5500")
            #expect(try await test.pay(16_001, for: ["A": 6]) == .refused("STORED_VALUE_EXCEEDED"))
            let second = try await test.anotherServer { other in
                let taken = await TestBrand.atOnce(4) { try await [test, other][$0 % 2].brand.expireBonuses() }
                return try taken.reduce(0) { try $0 + $1.get() }
            }
            #expect(second == 1)
            #expect(try await test.stored() == "15000 1000 5500")
            try await test.expectCleanAudit()

            #expect(try await test.cancel(order) == nil)
            #expect(try await test.stored() == "20000 1000 0")
            #expect(try await test.brand.expireBonuses() == 1)
            #expect(try await test.entries(.storedBonus) == ["bonus 1000", "bonus 1000", "bonusExpiry -500", "bonusExpiry -500"])
            #expect(try await test.brand.expireBonuses() == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what comes back of an expired bonus runs out at once, and the principal stays`() async throws {
        try await TestBrand.with { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            let order = try #require(try await test.pay(11_000, for: ["A": 6]).order)
            try await test.sendOff(order)
            test.clock.advance(days: 31)
            #expect(try await test.giveBack(6, of: "A", order) == 60_000)
            #expect(try await test.stored() == "10000 0 0")
            #expect(try await test.brand.expireBonuses() == 1)
            #expect(try await test.value("SELECT balance_fen FROM tributary.accounts WHERE kind = 'storedBonus'") == "0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `the first-expiring bonus pays first`() async throws {
        try await TestBrand.with { test in
            let later = try await test.launch(TestBrand.offer, 901)
            let sooner = try await test.launch(#"{"kind":"storedValue","principalFen":10000,"bonusFen":1000,"expiresAfterDays":5}"#, 902)
            let never = try await test.launch(#"{"kind":"storedValue","principalFen":10000,"bonusFen":1000}"#, 903)
            for campaign in [never, later, sooner] { try await test.topUp(campaign) }
            _ = try await test.pay(16_500, for: ["A": 6])
            #expect(try await test.stored() == "15000 1500 16500")
            test.clock.advance(days: 6)
            #expect(try await test.stored() == "15000 1500 16500")
            test.clock.advance(days: 30)
            #expect(try await test.stored() == "15000 1000 16500")
            #expect(try await test.brand.expireBonuses() == 1)
            try await test.expectCleanAudit()
        }
    }
}
