import Commerce
import Foundation
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct CampaignResultsTests {
    /// Two orders of 6 before, of which the campaign knows nothing; then three that it gives 10,000 each, one of which is cancelled and one shipped.
    private func history(_ test: TestBrand) async throws -> CampaignID {
        for _ in 0..<2 { _ = try await test.place(["A": 6]) }
        _ = try await test.place(["B": 6])
        _ = try await test.place(["A": 6], by: "D-310101")
        try await test.sql("UPDATE tributary.orders SET placed_at = placed_at - interval '20 days'")
        let campaign = try await test.launch(CampaignOrderTests.hundredOff, 901, budget: #"{"amountFen":100000,"uses":9}"#)
        let start = test.clock.now.adding(days: -7).rfc3339
        try await test.sql("UPDATE tributary.campaigns SET starts_at = '\(start)' WHERE id = 901")
        let shipped = try await test.place(["A": 6])
        try await test.sendOff(shipped.id)
        _ = try await test.place(["A": 6, "L": 2], by: "D-110106")
        let cancelled = try await test.place(["A": 6])
        #expect(try await test.refusal(of: "D-110105") { _ = try await $0.cancelOrder(cancelled.id) } == nil)
        return campaign
    }

    @Test func `results are counted from the ledger`() async throws {
        try await TestBrand.with { test in
            let campaign = try await history(test)
            let results = try await test.brand.campaignResults(of: campaign, as: test.caller("R-11"))
            #expect([results.orders, results.units, results.distributors] == [2, 14, 2])
            #expect([results.discountFen, results.postedFen, results.heldFen] == [20_000, 10_000, 10_000])
            #expect([results.budgetLeftFen, results.usesLeft] == [80_000, 7])
            // A and L of everybody below R-11: twelve before in four weeks, fourteen in the seven days since.
            #expect(results.lift == CampaignLift(unitsBefore: 12, unitsSince: 14, milliseconds: 7 * 86_400_000))
            #expect(try await test.count("SELECT fen - voided_fen FROM tributary.order_campaigns WHERE NOT voided AND posted_fen = 0") == 10_000)
        }
    }

    @Test func `the owner and who stands above it see results; others don't`() async throws {
        try await TestBrand.with { test in
            let campaign = try await history(test)
            #expect(try await test.brand.campaignResults(of: campaign, as: test.caller("HQ")).orders == 2)
            for (other, code) in [("D-110105", "NOT_PERMITTED"), ("R-31", "NOT_FOUND"), ("D-310101", "NOT_FOUND")] {
                do {
                    _ = try await test.brand.campaignResults(of: campaign, as: test.caller(other))
                    Issue.record("\(other) sees results")
                } catch let refusal as any Refusal {
                    #expect(refusal.reason.code == code, "\(other)")
                }
            }
        }
    }

    @Test func `README's query gives the same figures`() async throws {
        try await TestBrand.with { test in
            let campaign = try await history(test)
            let readme = try String(contentsOfFile: Repository.root + "/README.md", encoding: .utf8)
            let shown = try #require(readme.components(separatedBy: "```sql\n").dropFirst().first { $0.contains("order_campaigns") })
            let query = try #require(shown.components(separatedBy: "```").first).trimmingCharacters(in: .init(charactersIn: ";\n "))
                .replacingOccurrences(of: ":campaign", with: "\(campaign.rawValue)")
                .replacingOccurrences(of: "now()", with: "'\(test.clock.now.rfc3339)'::timestamptz")
            let row = try await test.value("SELECT concat_ws(' ', orders, distributors, units, discount_fen, posted_fen, 100000 - spent_fen, 9 - uses, units_before, units_since, milliseconds) FROM (\(query)) AS r")
            let found = try await test.brand.campaignResults(of: campaign, as: test.caller("HQ"))
            let lift = found.lift
            let left = [try #require(found.budgetLeftFen), try #require(found.usesLeft)]
            let expected = [found.orders, found.distributors, found.units, found.discountFen, found.postedFen] + left + [lift.unitsBefore, lift.unitsSince, lift.milliseconds]
            #expect(row == expected.map(String.init).joined(separator: " "))
        }
    }
}
