import Commerce
import Testing

@Suite struct StoredValueTests {
    static func at(_ milliseconds: Int64) -> Instant { Instant(millisecondsSince1970: milliseconds) }

    private func balance(_ principalFen: Int64, _ bonuses: (fen: Int64, expires: Int64?)...) throws -> StoredValueBalance {
        try #require(
            StoredValueBalance(principalFen: principalFen, bonuses: bonuses.map { .init(fen: $0.fen, expiresAt: $0.expires.map(Self.at)) }))
    }

    @Test(arguments: [
        (100_000, 20_000, 60_000, 50_000), (2, 1, 1, 0), (2, 1, 2, 1), (2, 1, 3, 2), (0, 5, 3, 0), (5, 0, 3, 3), (1, 1, 1, 0), (999, 1, 999, 998),
        (.max - 1, 1, .max, .max - 1), (.max - 2, 2, .max - 1, .max - 3),
    ] as [(Int64, Int64, Int64, Int64)])
    func `principal and bonus are spent pro rata, and a rounding fen is the bonus's`(principal: Int64, bonus: Int64, amount: Int64, fromPrincipal: Int64) throws {
        var balance = try #require(StoredValueBalance(principalFen: principal, bonusFen: bonus))
        let spend = try balance.spend(amount, at: Self.at(0))
        #expect(spend.principalFen == fromPrincipal)
        #expect(spend.bonusFen == amount - fromPrincipal)
        #expect(balance.principalFen == principal - fromPrincipal)
        #expect(balance.bonusFen == bonus - (amount - fromPrincipal))
    }

    @Test func `one fen more than there is can't be spent, and nothing changes`() throws {
        var balance = try balance(2, (1, nil))
        #expect(throws: StoredValueRefusal.short(byFen: 1)) { try balance.spend(4, at: Self.at(0)) }
        #expect(throws: StoredValueRefusal.amountOutOfRange) { try balance.spend(0, at: Self.at(0)) }
        #expect(balance == StoredValueBalance(principalFen: 2, bonusFen: 1))
        #expect(StoredValueRefusal.short(byFen: 1).reason.code == "STORED_VALUE_SHORT")
    }

    @Test func `a refund goes back in the frozen ratio, whatever the balance has become`() throws {
        let spend = StoredValueSpend(principalFen: 50_000, bonuses: [.init(fen: 10_000)])
        // 5/6 of 1, 2, … fen, rounded down: 0, 1, 2, 3, 4, 5.
        let principal = try (Int64(0)..<6).map { try #require(spend.refund(1, after: $0)).principalFen }
        #expect(principal == [0, 1, 1, 1, 1, 1])
        let half = try #require(spend.refund(30_000, after: 0))
        #expect((half.principalFen, half.bonusFen) == (25_000, 5000))
        #expect(spend.refund(60_001, after: 0) == nil)
        #expect(spend.refund(1, after: 60_000) == nil)
    }

    @Test func `the first-expiring bonus is spent first, and comes back last`() throws {
        var balance = try balance(0, (30, nil), (50, 20), (100, 10))
        let spend = try balance.spend(120, at: Self.at(9))
        #expect(spend.bonuses == [.init(fen: 100, expiresAt: Self.at(10)), .init(fen: 20, expiresAt: Self.at(20))])
        #expect(balance.bonuses == [.init(fen: 30, expiresAt: Self.at(20)), .init(fen: 30)])

        let part = try #require(spend.refund(30, after: 0))
        #expect(part.bonuses == [.init(fen: 10, expiresAt: Self.at(10)), .init(fen: 20, expiresAt: Self.at(20))])
        #expect(try #require(spend.refund(90, after: 30)).bonuses == [.init(fen: 90, expiresAt: Self.at(10))])
        // Ten of it have expired meanwhile.
        #expect(try balance.takeBack(part, at: Self.at(10)) == 10)
        #expect(balance.bonuses == [.init(fen: 50, expiresAt: Self.at(20)), .init(fen: 30)])
    }

    @Test func `a bonus is there until just before its moment, the principal for good`() throws {
        var balance = try balance(7, (5, 10))
        #expect(balance.expire(at: Self.at(9)) == 0)
        #expect(throws: StoredValueRefusal.short(byFen: 1)) { try balance.spend(8, at: Self.at(10)) }
        #expect(try balance.spend(3, at: Self.at(10)) == StoredValueSpend(principalFen: 3, bonuses: []))
        #expect(balance.expire(at: Self.at(10)) == 5)
        #expect((balance.principalFen, balance.bonusFen) == (4, 0))
    }

    @Test func `only principal is paid out`() throws {
        var balance = try balance(100, (50, nil))
        #expect(throws: StoredValueRefusal.principalShort(byFen: 1)) { try balance.withdraw(101, at: Self.at(0)) }
        #expect(try balance.withdraw(100, at: Self.at(0)) == [.init(fen: 50)])
        #expect((balance.principalFen, balance.bonusFen) == (0, 0))
        #expect(throws: StoredValueRefusal.principalShort(byFen: 1)) { try balance.withdraw(1, at: Self.at(0)) }
    }

    @Test func `of each bonus that is still there the same proportion goes with the principal, rounded up`() throws {
        var balance = try balance(1000, (30, 10), (50, 20), (7, nil))
        // A third of 50 and of 7; the first is over and waits for its expiry.
        #expect(try balance.withdraw(333, at: Self.at(10)) == [.init(fen: 17, expiresAt: Self.at(20)), .init(fen: 3)])
        #expect(balance == StoredValueBalance(principalFen: 667, bonuses: [.init(fen: 30, expiresAt: Self.at(10)), .init(fen: 33, expiresAt: Self.at(20)), .init(fen: 4)]))
    }

    @Test func `slices never leave more bonus than one withdrawal`() throws {
        for slice in [1, 4, 7, 100, 999, 2500] as [Int64] {
            var (sliced, whole) = (try balance(10_000, (2000, nil), (333, 20)), try balance(10_000, (2000, nil), (333, 20)))
            for _ in 0..<(5000 / slice) { _ = try sliced.withdraw(slice, at: Self.at(0)) }
            _ = try whole.withdraw(5000 / slice * slice, at: Self.at(0))
            #expect(sliced.principalFen == whole.principalFen)
            #expect(sliced.bonuses.allSatisfy { left in whole.bonuses.contains { $0.expiresAt == left.expiresAt && $0.fen >= left.fen } })
            #expect(sliced.bonusFen <= whole.bonusFen)
        }
    }

    @Test func `what was stored last is paid out first, and its gift paid for in the same proportion`() {
        let topUps: [PaidOutPrincipal.TopUp] = [
            .init(id: TopUpID(3), principalFen: 1000, withdrawnFen: 400, giftFen: 333), .init(id: TopUpID(2), principalFen: 500, giftFen: 0),
            .init(id: TopUpID(1), principalFen: 100, giftFen: 900),
        ]
        // Of the first gift 134 of 333 went with the first 400, so 199 go with the rest; the last takes no more than its principal.
        #expect(
            PaidOutPrincipal(1150, of: topUps).parts == [
                .init(id: TopUpID(3), fen: 600, giftFen: 199), .init(id: TopUpID(2), fen: 500, giftFen: 0), .init(id: TopUpID(1), fen: 50, giftFen: 50),
            ])
        #expect(PaidOutPrincipal(1, of: topUps).parts == [.init(id: TopUpID(3), fen: 1, giftFen: 0)])
        #expect(PaidOutPrincipal(1, of: Array(topUps.suffix(1))).giftFen == 1)
        #expect(PaidOutPrincipal(9999, of: []).giftFen == 0)
    }

    @Test func `a top-up stores its principal and its bonus, which expires after so many days`() throws {
        var balance = StoredValueBalance.empty
        try balance.topUp(StoredValue(principalFen: 100_000, extra: .bonusFen(10_000), expiresAfterDays: 2), at: Self.at(5))
        try balance.topUp(StoredValue(principalFen: 100_000, extra: .gift(GiftGoods(sku: Code(stored: "CUP"), units: 1))), at: Self.at(5))
        #expect(balance.principalFen == 200_000)
        #expect(balance.bonuses == [.init(fen: 10_000, expiresAt: Self.at(2 * 86_400_000 + 5))])
        #expect(throws: StoredValueRefusal.amountOutOfRange) {
            try balance.topUp(StoredValue(principalFen: .max - 210_000, extra: .bonusFen(1)), at: Self.at(5))
        }
        #expect(balance.totalFen == 210_000)
    }

    @Test func `a balance that can't be is none`() {
        #expect(StoredValueBalance(principalFen: -1, bonusFen: 0) == nil)
        #expect(StoredValueBalance(principalFen: 0, bonusFen: -1) == nil)
        #expect(StoredValueBalance(principalFen: .max, bonusFen: 1) == nil)
    }

    @Test(arguments: 0..<200)
    func `however it is spent and refunded, each side ends with what it had`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let before = try balance(
            Int64.random(in: 0...1000, using: &random), (Int64.random(in: 0...300, using: &random), nil),
            (Int64.random(in: 0...300, using: &random), 10), (Int64.random(in: 1...300, using: &random), 20))
        var now = before
        var spends: [StoredValueSpend] = []
        while now.totalFen > 0, spends.count < 10 {
            let spend = try now.spend(Int64.random(in: 1...now.totalFen, using: &random), at: Self.at(0))
            #expect(spend.principalFen >= 0 && spend.bonuses.allSatisfy { $0.fen > 0 }, "seed \(seed)")
            #expect(now.principalFen >= 0 && now.bonuses.allSatisfy { $0.fen > 0 }, "seed \(seed)")
            spends.append(spend)
        }
        for spend in spends.shuffled(using: &random) {
            var refunded: Int64 = 0
            while refunded < spend.totalFen {
                let fen = Int64.random(in: 1...spend.totalFen - refunded, using: &random)
                let part = try #require(spend.refund(fen, after: refunded))
                #expect(part.totalFen == fen && part.principalFen >= 0 && part.bonusFen >= 0, "seed \(seed)")
                #expect(try now.takeBack(part, at: Self.at(0)) == 0, "seed \(seed)")
                refunded += fen
            }
        }
        #expect(now == before, "seed \(seed)")
    }
}
