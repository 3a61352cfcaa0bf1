import Commerce
import Testing

@Suite struct MemberWalletTests {
    private static let now = Instant(millisecondsSince1970: 1_768_442_400_000)
    private static let terms = MemberTerms(
        topUpGifts: [.init(fromFen: 100_000, bonusFen: 20_000), .init(fromFen: 10_000, bonusFen: 1000)], expiresAfterDays: 30, earnBps: 100, redeemFenPerPoint: 5)

    private static func amounts(_ moves: [MemberMove]) -> [String] {
        moves.map { "\($0.kind.rawValue) \($0.account.rawValue) \($0.amount)" }
    }

    @Test(arguments: [(9999, 0), (10_000, 1000), (99_999, 1000), (100_000, 20_000), (1_000_000_000, 20_000)] as [(Int64, Int64)])
    func `the highest step that is reached is given, once`(amountFen: Int64, giftFen: Int64) throws {
        var wallet = MemberWallet()
        let moves = try wallet.topUp(amountFen, by: Self.terms, at: Self.now)
        #expect(Self.amounts(moves) == ["topUp principal \(amountFen)"] + (giftFen > 0 ? ["gift bonus \(giftFen)"] : []))
        #expect(wallet.value.principalFen == amountFen && wallet.value.bonusFen == giftFen)
    }

    @Test func `points pay first, the rest is off principal and bonus pro rata, and only principal earns points`() throws {
        var wallet = try MemberWallet(value: #require(StoredValueBalance(principalFen: 50_000, bonusFen: 10_000)), points: 100)
        let (spend, moves) = try wallet.spend(6500, points: 100, by: Self.terms, at: Self.now)
        #expect(Self.amounts(moves) == ["spend principal -5000", "spend bonus -1000", "redeemed points -100", "earned points 50"])
        #expect((spend.pointsFen, spend.stored.principalFen, spend.stored.bonusFen, spend.earnedPoints) == (500, 5000, 1000, 50))
        #expect(wallet.points.points == 50)
    }

    @Test func `one fen more than there is, or points that would pay more than all, are refused`() throws {
        let full = try MemberWallet(value: #require(StoredValueBalance(principalFen: 50, bonusFen: 10)), points: 100)
        var wallet = full
        #expect(throws: MemberRefusal.storedValueExceeded(shortByFen: 1)) { _ = try wallet.spend(61, points: 0, by: Self.terms, at: Self.now) }
        wallet = full
        #expect(throws: MemberRefusal.pointsLimit(redeemablePoints: 12)) { _ = try wallet.spend(60, points: 13, by: Self.terms, at: Self.now) }
        wallet = full
        let paidByPoints = try wallet.spend(60, points: 12, by: Self.terms, at: Self.now).spend
        #expect(paidByPoints.stored.totalFen == 0 && paidByPoints.earnedPoints == 0 && wallet.value == full.value)
    }

    @Test(arguments: [(50_000, 10_000, 25_000, 5000), (50_000, 10_000, 50_000, 10_000), (3, 2, 1, 1), (3, 2, 2, 2), (3, 0, 3, 0), (10_000, 2000, 4, 1)] as [(Int64, Int64, Int64, Int64)])
    func `whoever withdraws principal loses bonus in the same proportion, rounded up`(principal: Int64, bonus: Int64, amount: Int64, lost: Int64) throws {
        var wallet = MemberWallet(value: try #require(StoredValueBalance(principalFen: principal, bonusFen: bonus)))
        #expect(try wallet.withdraw(amount, at: Self.now).forfeitedFen == lost)
        #expect(wallet.value.principalFen == principal - amount && wallet.value.bonusFen == bonus - lost)
    }

    @Test func `more than principal isn't paid out, whatever the bonus`() throws {
        var wallet = MemberWallet(value: try #require(StoredValueBalance(principalFen: 50, bonusFen: 1000)))
        #expect(throws: StoredValueRefusal.principalShort(byFen: 1)) { _ = try wallet.withdraw(51, at: Self.now) }
    }

    @Test func `a bonus whose time has come pays nothing, and one that comes back then is gone at once`() throws {
        var wallet = MemberWallet()
        _ = try wallet.topUp(10_000, by: Self.terms, at: Self.now)
        let spend = try wallet.spend(1100, points: 0, by: Self.terms, at: Self.now).spend
        #expect((spend.stored.principalFen, spend.stored.bonusFen) == (1000, 100))
        let later = Self.now.adding(days: 30)
        let whole = try #require(spend.refund(1100, after: 0))
        let (goneFen, moves) = try wallet.refund(whole, at: later)
        #expect(goneFen == 100)
        #expect(Self.amounts(moves) == ["expiry bonus -900", "refund principal 1000", "refund bonus 100", "expiry bonus -100", "reversed points -10"])
        #expect(wallet.value == StoredValueBalance(principalFen: 10_000))
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `whatever happens, moves add up to what there is, and a purchase that goes back in steps leaves nothing behind`(seed: UInt64) throws {
        var random = StockRandom(seed: seed)
        var wallet = MemberWallet()
        var ledger: [MemberAccount: Int64] = [:]
        var spends: [(spend: MemberSpend, refundedFen: Int64)] = []
        var now = Self.now
        for _ in 0..<60 {
            var next = wallet
            var moves: [MemberMove] = []
            now = now.adding(days: Int64.random(in: 0...9, using: &random))
            do {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: moves = try next.topUp(.random(in: 1...30_000, using: &random), by: Self.terms, at: now)
                case 1:
                    let (spend, paid) = try next.spend(.random(in: 1...20_000, using: &random), points: .random(in: 0...60, using: &random), by: Self.terms, at: now)
                    spends.append((spend, 0))
                    moves = paid
                case 2 where !spends.isEmpty:
                    let index = Int.random(in: spends.indices, using: &random)
                    let leftFen = spends[index].spend.amountFen - spends[index].refundedFen
                    guard leftFen > 0 else { continue }
                    let fen = Int64.random(in: 1...leftFen, using: &random)
                    moves = try next.refund(try #require(spends[index].spend.refund(fen, after: spends[index].refundedFen)), at: now).moves
                    spends[index].refundedFen += fen
                default: moves = try next.withdraw(.random(in: 1...10_000, using: &random), at: now).moves
                }
            } catch is any Refusal {
                continue
            }
            wallet = next
            for move in moves { ledger[move.account, default: 0] += move.amount }
            #expect(wallet.value.principalFen == ledger[.principal, default: 0], "seed \(seed)")
            #expect(wallet.value.bonusFen == ledger[.bonus, default: 0], "seed \(seed)")
            #expect(wallet.points.points == ledger[.points, default: 0], "seed \(seed)")
            #expect(wallet.value.principalFen >= 0 && wallet.value.bonuses.allSatisfy { $0.fen > 0 }, "seed \(seed)")
        }
        for (spend, refundedFen) in spends where refundedFen < spend.amountFen {
            let rest = try #require(spend.refund(spend.amountFen - refundedFen, after: refundedFen))
            let before = spend.refund(refundedFen, after: 0)
            #expect(rest.stored.principalFen + (before?.stored.principalFen ?? 0) == spend.stored.principalFen, "seed \(seed)")
            #expect(rest.stored.bonusFen + (before?.stored.bonusFen ?? 0) == spend.stored.bonusFen, "seed \(seed)")
            #expect(rest.points + (before?.points ?? 0) == spend.redeemedPoints, "seed \(seed)")
            #expect(rest.reversedPoints + (before?.reversedPoints ?? 0) == spend.earnedPoints, "seed \(seed)")
            #expect(spend.refund(spend.amountFen - refundedFen + 1, after: refundedFen) == nil, "seed \(seed)")
        }
    }

    @Test func `a number is eleven digits, and masked but for three and four`() {
        #expect(MemberPhone("13800001234")?.masked == "138****1234")
        for text in ["1380000123", "138000012345", "1380000123x", "１３８００００１２３４", ""] { #expect(MemberPhone(text) == nil) }
    }
}
