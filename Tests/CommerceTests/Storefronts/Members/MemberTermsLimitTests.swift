import Commerce
import Testing

@Suite struct MemberTermsLimitTests {
    private func refusal(_ terms: MemberTerms, _ maxOffBps: Int64, steps: [Int64]? = nil) -> [String] {
        do {
            try terms.check(within: maxOffBps, steps: steps)
            return []
        } catch {
            return error.reason.faults.map { fault in "\(fault.pointer) \(fault.figures.map { String($0.value) }.joined(separator: " "))" }
        }
    }

    @Test(arguments: [(9000, 1000, []), (9000, 1001, ["/topUpGifts/0/bonusFen 1000 1001"]), (1, 1_000_000_000, ["/topUpGifts/0/bonusFen 1000 10000"])] as [(Int64, Int64, [String])])
    func `a gift is measured by what its step can be spent for in all`(fromFen: Int64, bonusFen: Int64, faults: [String]) {
        let terms = MemberTerms(topUpGifts: [.init(fromFen: fromFen, bonusFen: bonusFen)])
        #expect(refusal(terms, 1000) == faults)
    }

    @Test(arguments: [(100, 10, []), (100, 11, ["/earnBps 1000 1100"]), (10_000, 1_000_000, ["/earnBps 1000 10000000000"])] as [(Int64, Int64, [String])])
    func `points are measured by what they redeem of what earned them`(earnBps: Int64, redeemFen: Int64, faults: [String]) {
        #expect(refusal(MemberTerms(earnBps: earnBps, redeemFenPerPoint: redeemFen), 1000) == faults)
    }

    @Test func `every step that goes too far is named where it was said`() {
        let terms = MemberTerms(
            topUpGifts: [.init(fromFen: 300, bonusFen: 200), .init(fromFen: 100, bonusFen: 1), .init(fromFen: 200, bonusFen: 200)], earnBps: 1, redeemFenPerPoint: 5001)
        #expect(refusal(terms, 5000, steps: [300, 100, 200]) == ["/earnBps 5000 5001"])
        #expect(refusal(terms, 4000, steps: [300, 100, 200]) == ["/earnBps 4000 5001", "/topUpGifts/2/bonusFen 4000 5000"])
        #expect(refusal(terms, 3999, steps: [300, 100, 200]) == ["/earnBps 3999 5001", "/topUpGifts/0/bonusFen 3999 4000", "/topUpGifts/2/bonusFen 3999 5000"])
    }

    @Test(arguments: [(0, 0, 0), (999, 998, 90), (1000, 1000, 90), (2000, 2000, 100), (10_000, 2000, 100)] as [(Int64, Int64, Int64)])
    func `terms of before a lower limit give what is within it`(maxOffBps: Int64, bonusFen: Int64, earnBps: Int64) throws {
        let terms = MemberTerms(topUpGifts: [.init(fromFen: 9000, bonusFen: 2000)], expiresAfterDays: 30, earnBps: 100, redeemFenPerPoint: 11)
        let cut = terms.cut(to: maxOffBps)
        #expect(cut.topUpGifts.map(\.bonusFen) == [bonusFen] && cut.earnBps == earnBps && cut.expiresAfterDays == 30 && cut.redeemFenPerPoint == 11)
        try cut.check(within: maxOffBps)
    }
}
