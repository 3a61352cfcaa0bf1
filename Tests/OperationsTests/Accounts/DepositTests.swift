import Commerce
import Operations
import Testing

struct DepositTests {
    @Test func `a deposit raises the balance and is a transfer from cash`() async throws {
        try await SmallBrand.with { small in
            let first = try await small.deposit(1000, to: SmallBrand.first)
            #expect(first.balanceFen == 1000)
            #expect(try await small.deposit(1, to: SmallBrand.first).balanceFen == 1001)
            #expect(try await small.position(of: SmallBrand.first).availableFen == 1001)
            #expect(try await small.ledger("cash") == -1001)
            #expect(try await small.position(of: SmallBrand.second) == AccountPosition(storedBalanceFen: 0))
        }
    }

    @Test func `an amount that can't be counted is refused and leaves nothing behind`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(1, to: SmallBrand.first)
            for amount in [0, -1, .min, .max] as [Int64] {
                await #expect(throws: AccountRefusal.amountOutOfRange, "\(amount)") { try await small.deposit(amount, to: SmallBrand.first) }
            }
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 1)
            #expect(try await small.transfers() == 1)
        }
    }

    @Test func `only who buys has an account`() async throws {
        try await SmallBrand.with { small in
            for text in ["HQ", "R-11", "D-999999"] {
                let code = try #require(Code(text))
                await #expect(throws: Reason.absent("account"), "\(text)") { try await small.brand.account(of: code, as: SmallBrand.headquarters) }
                await #expect(throws: Reason.absent("account"), "\(text)") {
                    try await small.brand.accountEntries(of: code, page: PageRequest(), as: SmallBrand.headquarters)
                }
                await #expect(throws: Reason.absent("account"), "\(text)") {
                    try await small.brand.work(for: SmallBrand.headquarters) { _ = try await $0.deposit(1, to: code) }
                }
            }
            #expect(try await small.transfers() == 0)
        }
    }

    @Test func `an account is seen by its distributor and from above, by nobody else`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(5, to: SmallBrand.first)
            for caller in [SmallBrand.headquarters, SmallBrand.region, SmallBrand.first] {
                #expect(try await small.brand.account(of: SmallBrand.first.code, as: caller).position.balanceFen == 5)
                #expect(try await small.brand.accountEntries(of: SmallBrand.first.code, page: PageRequest(), as: caller).items.count == 1)
            }
            for caller in [SmallBrand.second, SmallBrand.elsewhere, SmallBrand.store] {
                await #expect(throws: Reason.absent("account")) { try await small.brand.account(of: SmallBrand.first.code, as: caller) }
                await #expect(throws: Reason.absent("account")) {
                    try await small.brand.accountEntries(of: SmallBrand.first.code, page: PageRequest(), as: caller)
                }
            }
        }
    }

    @Test func `first deposits at once are all there, and every account is opened once`() async throws {
        try await SmallBrand.with { small in
            try await small.sql("DELETE FROM accounts")
            #expect(try await small.position(of: SmallBrand.first) == AccountPosition(storedBalanceFen: 0))
            try await withThrowingTaskGroup { group in
                for amount in 1...20 as ClosedRange<Int64> {
                    group.addTask { try await small.deposit(amount, to: amount % 2 == 0 ? SmallBrand.first : SmallBrand.second) }
                }
                try await group.waitForAll()
            }
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 110)
            #expect(try await small.position(of: SmallBrand.second).balanceFen == 100)
            #expect(try await small.ledger("cash") == -210)
            #expect(try await small.number("SELECT count(*) FROM accounts") == 4)
        }
    }

    @Test func `a credit limit may fall to what is in use and not below`() async throws {
        try await SmallBrand.with { small in
            try await small.setCreditLimit(500, of: SmallBrand.first)
            try await small.hold(300, of: SmallBrand.first, order: 1)
            try await small.post(100, order: 1, of: SmallBrand.first)
            await #expect(throws: AccountRefusal.creditLimitBelowUse(usedFen: 300, balanceFen: -100, heldFen: 200)) {
                try await small.setCreditLimit(299, of: SmallBrand.first)
            }
            #expect(try await small.setCreditLimit(300, of: SmallBrand.first).availableFen == 0)
            #expect(try await small.position(of: SmallBrand.first).creditLimitFen == 300)
        }
    }

    @Test func `deposits and limits are told in the feed`() async throws {
        try await SmallBrand.with { small in
            try await small.deposit(5, to: SmallBrand.first)
            try await small.setCreditLimit(9, of: SmallBrand.first)
            try await small.setCreditLimit(9, of: SmallBrand.first)
            try await small.settle()
            let (events, _) = try await small.brand.events(after: .start, limit: 10, as: SmallBrand.first)
            #expect(events.map(\.type) == ["account.deposited", "account.creditLimitChanged"])
            #expect(events.first?.data.contains(#""amountFen":5,"balanceFen":5"#) == true)
        }
    }
}
