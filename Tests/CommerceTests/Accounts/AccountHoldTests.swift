import Commerce
import Testing

struct AccountHoldTests {
    @Test func `a hold is resolved in parts until nothing is pending`() throws {
        let hold = try #require(AccountHold(amountFen: 100)).posting(30).voiding(20).posting(50)
        #expect(hold.pendingFen == 0)
        #expect(hold.postedFen == 80)
        #expect(hold.voidedFen == 20)
    }

    @Test func `a second resolution is refused`() throws {
        let posted = try #require(AccountHold(amountFen: 100)).posting(100)
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 0)) { try posted.posting(100) }
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 0)) { try posted.voiding(1) }
        let part = try #require(AccountHold(amountFen: 100)).voiding(60)
        #expect(throws: AccountRefusal.holdResolved(pendingFen: 40)) { try part.posting(41) }
    }

    @Test func `a negative part is refused`() throws {
        let hold = try #require(AccountHold(amountFen: 100))
        #expect(throws: AccountRefusal.amountOutOfRange) { try hold.posting(-1) }
        #expect(throws: AccountRefusal.amountOutOfRange) { try hold.voiding(-1) }
    }

    @Test(arguments: [(10, 6, 5), (10, -1, 0), (10, 0, -1), (-1, 0, 0), (Int64.max, Int64.max, 1)] as [(Int64, Int64, Int64)])
    func `a hold resolved beyond its amount is none`(amount: Int64, posted: Int64, voided: Int64) {
        #expect(AccountHold(amountFen: amount, postedFen: posted, voidedFen: voided) == nil)
    }
}
