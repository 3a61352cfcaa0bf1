import Commerce
import Testing

struct AccountPositionTests {
    private func position(_ balanceFen: Int64, held heldFen: Int64 = 0, limit creditLimitFen: Int64 = 0) throws -> AccountPosition {
        try #require(AccountPosition(balanceFen: balanceFen, heldFen: heldFen, creditLimitFen: creditLimitFen))
    }

    @Test(arguments: [
        (100, 0, 0, 100), (100, 40, 0, 60), (100, 40, 50, 110), (-30, 0, 50, 20), (-50, 0, 50, 0), (0, 0, 0, 0),
        (Int64.max, 0, 0, Int64.max), (0, Int64.max, Int64.max, 0), (Int64.min + 1, 0, Int64.max, 0),
    ] as [(Int64, Int64, Int64, Int64)])
    func `available is balance and limit without what is held`(balance: Int64, held: Int64, limit: Int64, available: Int64) throws {
        #expect(try position(balance, held: held, limit: limit).availableFen == available)
    }

    @Test(arguments: [
        (0, 1, 0), (-1, 0, 0), (100, 151, 50), (0, -1, 0), (0, 0, -1), (Int64.max, 0, 1), (Int64.min, 0, Int64.max),
    ] as [(Int64, Int64, Int64)])
    func `figures that contradict each other or can't be added are no position`(balance: Int64, held: Int64, limit: Int64) {
        #expect(AccountPosition(balanceFen: balance, heldFen: held, creditLimitFen: limit) == nil)
    }

    @Test func `the last fen can be held and not one more`() throws {
        let full = try position(100, held: 20, limit: 30).holding(110)
        #expect(full.availableFen == 0)
        #expect(throws: AccountRefusal.creditExceeded(shortByFen: 1)) { try full.holding(1) }
        #expect(throws: AccountRefusal.creditExceeded(shortByFen: 2)) { try self.position(100, held: 20, limit: 30).holding(112) }
        #expect(throws: AccountRefusal.creditExceeded(shortByFen: .max)) { try self.position(0).holding(.max) }
    }

    @Test func `posting a hold changes nothing about what is available`() throws {
        let held = try position(100, limit: 50).holding(120)
        let posted = try held.posting(70)
        #expect(posted == (try position(30, held: 50, limit: 50)))
        #expect(posted.availableFen == held.availableFen)
    }

    @Test func `voiding a hold makes it available again`() throws {
        #expect(try position(100).holding(60).voiding(60) == position(100))
    }

    @Test func `no more than what is held is posted or voided`() throws {
        let held = try position(100).holding(60)
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 60)) { try held.posting(61) }
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 60)) { try held.voiding(61) }
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 0)) { try held.posting(60).posting(1) }
    }

    @Test(arguments: [(0, 0, 0), (0, 0, -1), (Int64.max, 0, 1), (Int64.max - 10, 10, 1), (5, 0, Int64.min)] as [(Int64, Int64, Int64)])
    func `a deposit below one fen or beyond what can be counted is refused`(balance: Int64, limit: Int64, amount: Int64) throws {
        #expect(throws: AccountRefusal.amountOutOfRange) { try self.position(balance, limit: limit).crediting(amount) }
    }

    @Test func `a deposit up to the last countable fen is taken`() throws {
        #expect(try position(Int64.max - 10, limit: 5).crediting(5).balanceFen == Int64.max - 5)
        #expect(try position(-50, limit: 50).crediting(1).availableFen == 1)
    }

    @Test func `a credit limit may fall to what is in use and not below`() throws {
        let account = try position(-70, held: 20, limit: 200)
        #expect(account.usedCreditFen == 90)
        #expect(try account.limiting(to: 90).availableFen == 0)
        #expect(throws: AccountRefusal.creditLimitBelowUse(usedFen: 90, balanceFen: -70, heldFen: 20)) { try account.limiting(to: 89) }
        #expect(throws: AccountRefusal.creditLimitBelowUse(usedFen: 90, balanceFen: -70, heldFen: 20)) { try account.limiting(to: 0) }
    }

    @Test func `a credit limit that can't be counted together with the balance is refused`() throws {
        #expect(throws: AccountRefusal.limitOutOfRange) { try self.position(1).limiting(to: .max) }
        #expect(throws: AccountRefusal.limitOutOfRange) { try self.position(1).limiting(to: -1) }
        #expect(try position(0).limiting(to: .max).availableFen == .max)
    }

    @Test func `no credit is in use while the balance covers what is held`() throws {
        #expect(try position(100, held: 100, limit: 10).usedCreditFen == 0)
        #expect(try position(Int64.max).usedCreditFen == 0)
    }
}
