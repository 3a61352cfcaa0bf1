import Commerce
@testable import Operations
import TestSupport
import Testing

/// Nobody knows the seed before the end, and everybody can check all draws after it.
struct DrawSecrecyTests {
    private func proof(_ test: TestBrand, of campaign: CampaignID, as client: String, limit: Int = 200, after: String? = nil) async throws -> DrawProofView {
        try await test.brand.drawProof(of: campaign, page: PageRequest(limit: limit, after: after), as: try test.caller(client))
    }

    @Test func `after the end the whole log follows from the seed that was committed to`() async throws {
        try await TestBrand.with { test in
            let component = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":3000,"minFen":100,"maxFen":999},{"weightBps":3000,"sku":"A","stock":3},{"weightBps":4000}]}"#
            let campaign = try await test.openDraw(component, budget: #"{"amountFen":3000}"#)
            let commitment = try await proof(test, of: campaign, as: "D-110106").commitment
            try await test.handIn(25, to: campaign)
            for place in 0..<25 { _ = try await test.draw("t-\(place)", of: campaign) }
            let running = try await proof(test, of: campaign, as: "D-110106")
            #expect(running.seed == nil && running.commitment == commitment)
            #expect(running.draws.items.count == 25 && running.draws.items.allSatisfy { $0.token == nil })
            #expect(try await test.value("SELECT seed FROM tributary.draw_commitments") == nil)

            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.endCampaign(campaign) }
            let first = try await proof(test, of: campaign, as: "D-110106", limit: 20)
            let rest = try await proof(test, of: campaign, as: "D-110106", limit: 20, after: first.draws.next)
            #expect(first.commitment == commitment && rest.draws.next == nil)
            let seed = try #require(first.seed)
            #expect(try await test.value("SELECT encode(seed, 'hex') FROM tributary.draw_seeds") == seed)
            let log = (first.draws.items + rest.draws.items).map { line in
                DrawProof.Draw(number: UInt64(line.number), token: line.tokenDigest, remaining: line.remaining, outcome: Self.outcome(line, of: first.pool), money: line.money)
            }
            #expect(first.budgets == [DrawProofView.Budget(version: 1, amountFen: 3000)] && running.budgets.isEmpty)
            #expect(log.allSatisfy { $0.money != nil } && running.draws.items.allSatisfy { $0.money == nil })
            #expect(log.count == 25)
            #expect(log.contains { $0.outcome.won == .goods(Code(stored: "A")) } || log.contains { if case .money = $0.outcome.won { true } else { false } })
            let checked = DrawProof(commitment: try Self.bytes(commitment), seed: try Self.bytes(seed), pool: first.pool, draws: log, budgetsFen: [1: 3000])
            #expect(checked.verify(digest: DrawDigest.sha256) == [])
            // One outcome that is another's is found.
            var forged = log
            forged[7] = .init(number: 8, token: log[6].token, remaining: log[7].remaining, outcome: log[7].outcome, money: log[7].money)
            #expect(DrawProof(commitment: try Self.bytes(commitment), seed: try Self.bytes(seed), pool: first.pool, draws: forged, budgetsFen: [1: 3000]).verify(digest: DrawDigest.sha256) != [])
            #expect(try await test.outcome { _ = try await test.draw("t-0", of: campaign) } == "DRAW_CLOSED")
        }
    }

    @Test func `the clock reveals the seed as it ends the campaign`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(BlindBoxTests.box, to: "2026-01-15T03:00:00Z")
            test.clock.advance(minutes: 60)
            #expect(try await proof(test, of: campaign, as: "HQ").seed == nil)
            _ = try await test.brand.turnCampaigns()
            #expect(try await proof(test, of: campaign, as: "HQ").seed != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a token is told to its owner and above, a proof to whom the campaign is published`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(LuckyDrawTests.goods)
            try await test.handIn(2, to: campaign)
            let drawn = try await test.draw("t-0", of: campaign)
            _ = try await test.draw("t-1", of: campaign)
            for (reader, token) in [("D-110105", "t-0" as String?), ("R-11", "t-0"), ("HQ", "t-0"), ("D-110106", nil)] {
                let line = try #require(try await proof(test, of: campaign, as: reader).draws.items.first)
                #expect(line.token == token, "\(reader)")
                #expect(line.tokenDigest == DrawDigest.name(of: "t-0"))
            }
            let alone = try await test.brand.drawProof(of: drawn.id, page: PageRequest(), as: try test.caller("D-110105"))
            #expect(alone.draws.items.map(\.number) == [1])
            #expect(try await test.outcome { _ = try await test.brand.drawProof(of: drawn.id, page: PageRequest(), as: try test.caller("D-110106")) } == "NOT_FOUND")
            #expect(try await test.outcome { _ = try await proof(test, of: campaign, as: "R-31") } == "NOT_FOUND")
            #expect(try await test.outcome { _ = try await test.brand.drawOdds(of: campaign, as: try test.caller("D-310101")) } == "NOT_FOUND")
            #expect(try await test.outcome { _ = try await test.tokens(of: campaign, as: "D-310101") } == "NOT_FOUND")
        }
    }

    private static func outcome(_ line: DrawProofView.Line, of pool: PrizePool) -> DrawOutcome {
        guard let prize = line.prize else { return .nothingLeft }
        switch pool.prizes[prize].win {
        case .nothing: return DrawOutcome(prize: prize, won: .nothing)
        case .goods(let sku): return DrawOutcome(prize: prize, won: .goods(sku))
        case .money: return DrawOutcome(prize: prize, won: .money(fen: line.fen ?? 0))
        }
    }

    private static func bytes(_ hexadecimal: String) throws -> [UInt8] {
        let digits = Array(hexadecimal)
        return try stride(from: 0, to: digits.count, by: 2).map { try #require(UInt8(String(digits[$0..<$0 + 2]), radix: 16)) }
    }
}
