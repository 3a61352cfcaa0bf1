import Commerce
import Testing

@Suite struct StoredValueHoldTests {
    @Test(arguments: 0..<300)
    func `however an order ships, is given up and comes back, each means ends with what it gave`(seed: UInt64) throws {
        var random = OrderRandom(seed: seed)
        let total = Int64.random(in: 1...2000, using: &random)
        let storedFen = Int64.random(in: 1...total, using: &random)
        let principal = Int64.random(in: 0...storedFen, using: &random)
        let first = Int64.random(in: 0...(storedFen - principal), using: &random)
        let spend = StoredValueSpend(
            principalFen: principal,
            bonuses: [(first, Int64(10)), (storedFen - principal - first, 20)].filter { $0.0 > 0 }.map {
                .init(fen: $0.0, expiresAt: Instant(millisecondsSince1970: $0.1))
            })
        var parts = StoredValueHold(spend).parts
        var (posted, voided, refunded) = (Int64(0), Int64(0), Int64(0))
        var money = (posted: Int64(0), voided: Int64(0), refunded: Int64(0))
        for _ in 0..<200 where posted + voided < total || refunded < posted {
            let tender = try #require(FrozenTender(totalFen: total, storedFen: storedFen, postedFen: posted, voidedFen: voided, refundedFen: refunded))
            let hold = StoredValueHold(parts: parts)
            let step = Int.random(in: 0..<3, using: &random)
            let room = step == 2 ? posted - refunded : total - posted - voided
            guard room > 0 else { continue }
            let fen = Int64.random(in: 1...room, using: &random)
            #expect(tender.posting(total - posted - voided + 1) == nil && tender.refunding(posted - refunded + 1) == nil, "seed \(seed)")
            let part = try #require(step == 0 ? tender.posting(fen) : step == 1 ? tender.voiding(fen) : tender.refunding(fen), "seed \(seed)")
            #expect(part.storedFen >= 0 && part.moneyFen >= 0 && part.storedFen + part.moneyFen == fen, "seed \(seed)")
            let shares = try #require(
                step == 0 ? hold.posting(part.storedFen) : step == 1 ? hold.voiding(part.storedFen) : hold.refunding(part.storedFen), "seed \(seed)")
            #expect(shares.allSatisfy { $0 >= 0 } && shares.reduce(0, +) == part.storedFen, "seed \(seed)")
            for (index, share) in shares.enumerated() {
                switch step {
                case 0: parts[index].postedFen += share
                case 1: parts[index].voidedFen += share
                default: parts[index].refundedFen += share
                }
                #expect(parts[index].pendingFen >= 0 && parts[index].refundedFen <= parts[index].postedFen, "seed \(seed)")
            }
            switch step {
            case 0: (posted, money.posted) = (posted + fen, money.posted + part.moneyFen)
            case 1: (voided, money.voided) = (voided + fen, money.voided + part.moneyFen)
            default: (refunded, money.refunded) = (refunded + fen, money.refunded + part.moneyFen)
            }
        }
        try #require(posted + voided == total && refunded == posted, "seed \(seed)")
        #expect(parts.allSatisfy { $0.pendingFen == 0 && $0.refundedFen == $0.postedFen }, "seed \(seed)")
        #expect(money.posted + money.voided == total - storedFen && money.refunded == money.posted, "seed \(seed)")
    }

    @Test func `the first-expiring bonus pays first, and the last-expiring comes back first`() {
        let at = { (time: Int64) in Instant(millisecondsSince1970: time) }
        let spend = StoredValueSpend(principalFen: 0, bonuses: [.init(fen: 10, expiresAt: at(1)), .init(fen: 20, expiresAt: at(2))])
        #expect(StoredValueHold(spend).posting(15) == [10, 5])
        #expect(StoredValueHold(spend).voiding(25) == [5, 20])
        #expect(StoredValueHold(spend).posting(31) == nil)
        let parts = [10, 20].map { StoredValueHold.Part(account: .storedBonus, amountFen: $0, postedFen: $0) }
        #expect(StoredValueHold(parts: parts).refunding(25) == [5, 20])
    }

    @Test func `an offer is taken so many times at once, within what is left of its campaign`() throws {
        let now = Instant(millisecondsSince1970: 0)
        let offer = try #require(StoredValueOffer(StoredValue(principalFen: 100, extra: .bonusFen(7), expiresAfterDays: 1), times: 3, at: now))
        #expect((offer.principalFen, offer.bonusFen) == (300, 21))
        #expect(offer.expiresAt == now.adding(days: 1) && offer.gift == nil)
        try offer.check(within: CampaignAllowance(amountFen: 21, uses: 3, buyerUses: 3, buyerFen: 21, dayFen: 21, regionFen: 21))
        for left in [CampaignAllowance(amountFen: 20), CampaignAllowance(uses: 2), CampaignAllowance(dayFen: 20), CampaignAllowance(regionFen: 20)] {
            #expect(throws: StoredValueRefusal.budgetSpent) { try offer.check(within: left) }
        }
        for left in [CampaignAllowance(buyerUses: 2), CampaignAllowance(buyerFen: 20)] {
            #expect(throws: StoredValueRefusal.limitReached) { try offer.check(within: left) }
        }
        let gift = try #require(StoredValueOffer(StoredValue(principalFen: 100, extra: .gift(GiftGoods(sku: Code(stored: "CUP"), units: 2))), times: 3, at: now, giftPriceFen: 5))
        #expect(gift.gift?.units == 6 && gift.bonusFen == 0 && gift.expiresAt == nil)
        #expect(gift.giftFen == 30 && gift.givenFen == 30 && offer.givenFen == 21)
        try gift.check(within: CampaignAllowance(amountFen: 30, buyerFen: 30))
        #expect(throws: StoredValueRefusal.budgetSpent) { try gift.check(within: CampaignAllowance(amountFen: 29)) }
        #expect(throws: StoredValueRefusal.limitReached) { try gift.check(within: CampaignAllowance(buyerFen: 29)) }
        #expect(StoredValueOffer(StoredValue(principalFen: .max, extra: .bonusFen(1)), times: 2, at: now) == nil)
    }
}
