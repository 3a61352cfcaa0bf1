import Commerce
import Operations
import TestSupport
import Testing

struct CampaignApprovalTests {
    /// The standing policy: at most 3000 bps off, a budget of at most a million yuan.
    @Test(arguments: [
        (3000, 100_000_000, "live"), (3001, 100_000_000, "submitted"), (3000, 100_000_001, "submitted"), (1, nil, "submitted"),
    ] as [(Int64, Int64?, String)])
    func `what goes beyond the policy waits for headquarters`(_ offFen: Int64, _ budgetFen: Int64?, _ status: String) async throws {
        try await TestBrand.with { test in
            let view = try await test.run(try TestBrand.sheet(offFen: offFen, budgetFen: budgetFen))
            #expect(view.status.rawValue == status)
            #expect((view.dueAt == nil) == (status == "live"))
        }
    }

    @Test func `a SKU that headquarters wants to be asked about waits, and a new policy decides on what comes later`() async throws {
        try await TestBrand.with { test in
            let policy = ApprovalPolicy(maxOffBps: 3000, maxBudgetFen: 100_000_000, requiresApprovalSKUs: [Code(stored: "A")], nearExpiryFastPath: true)
            let set = try await test.brand.work(for: try test.caller("HQ")) { try await $0.setApprovalPolicy(policy, following: 1) }
            #expect(set.version == 2)
            #expect(try await test.brand.approvalPolicy(as: try test.caller("S-110105-001")) == set)
            #expect(try await test.run(try TestBrand.sheet(sku: "A")).status == .submitted)
            #expect(try await test.run(try TestBrand.sheet(sku: "B")).status == .live)
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.setApprovalPolicy(policy, following: 1) } == "POLICY_CHANGED")
            var unknown = policy
            unknown.requiresApprovalSKUs = [Code(stored: "Z")]
            let wrong = unknown
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.setApprovalPolicy(wrong, following: nil) } == "UNKNOWN_SKU")
        }
    }

    @Test func `headquarters' own campaigns ask nobody`() async throws {
        try await TestBrand.with { test in
            let view = try await test.run(try TestBrand.sheet(owner: "HQ", offFen: 9000, budgetFen: nil), by: "HQ")
            #expect(view.status == .live)
            #expect(try test.priced("R-11") == [view.id] && test.priced("R-31") == [view.id])
        }
    }

    @Test func `what waits is due in 48 hours, and called for again once when nobody decided`() async throws {
        try await TestBrand.with { test in
            let view = try await test.run(try TestBrand.sheet(budgetFen: nil))
            #expect(view.dueAt == test.clock.now.adding(days: 2))
            test.clock.advance(minutes: 48 * 60 - 1)
            #expect(try await test.brand.turnCampaigns() == 0)
            test.clock.advance(minutes: 1)
            #expect(try await test.brand.turnCampaigns() == 1)
            #expect(try await test.brand.turnCampaigns() == 0)
            let late = try await test.campaign(view.id)
            #expect(late.escalatedAt == test.clock.now && late.status == .submitted)
            #expect(try await test.trail(view.id).last == "escalate submitted→submitted v1 system")
            #expect(try await test.events(about: "R-11") == ["campaign.submitted", "campaign.escalated"])
            #expect(try await test.approve(view.id).status == .live)
        }
    }

    @Test func `a rejected campaign is a draft again, with the reason in its trail, and may be mended`() async throws {
        try await TestBrand.with { test in
            let id = try await test.run(try TestBrand.sheet(budgetFen: nil)).id
            let rejected = try await test.brand.work(for: try test.caller("HQ")) { try await $0.rejectCampaign(id, reason: "没有预算") }
            #expect(rejected.status == .draft && rejected.dueAt == nil)
            let trail = try await test.brand.campaignAudit(of: id, page: PageRequest(), as: try test.caller("R-11")).items
            #expect(trail.first?.detail == #"{"reason":"没有预算"}"# && trail.first?.actor == "HQ" && trail.first?.organization.text == "HQ")
            #expect(trail.dropFirst().first?.detail.contains(#""code":"BUDGET""#) == true)
            let change = try test.change(#"{"budget":{"amountFen":5000}}"#)
            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.changeCampaign(id, change) }
            #expect(try await test.submit(id).status == .live)
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.rejectCampaign(id, reason: "x") } == "CAMPAIGN_STATE")
            let rejections = try await test.events(about: "R-11").count { $0 == "campaign.rejected" }
            #expect(rejections == 1)
        }
    }

    @Test func `a change is told place by place, old beside new`() async throws {
        try await TestBrand.with { test in
            let id = try await test.make(try TestBrand.sheet()).id
            let change = try test.change(#"{"name":"大满减","budget":{"amountFen":100000,"perBuyerUses":3}}"#)
            _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.changeCampaign(id, change) }
            let step = try #require(try await test.brand.campaignAudit(of: id, page: PageRequest(), as: try test.caller("R-11")).items.first)
            #expect(step.actor == "HQ" && step.action == .change)
            #expect(step.detail == #"{"changes":[{"pointer":"/name","old":"满减","new":"大满减"},{"pointer":"/budget/perBuyerUses","new":3}]}"#)
        }
    }

    @Test func `what is submitted, or in force, isn't changed in place`() async throws {
        try await TestBrand.with { test in
            let change = try test.change(#"{"name":"x"}"#)
            let waiting = try await test.run(try TestBrand.sheet(budgetFen: nil)).id
            let live = try await test.run(try TestBrand.sheet()).id
            for id in [waiting, live] {
                #expect(try await test.refusal(of: "R-11") { _ = try await $0.changeCampaign(id, change) } == "CAMPAIGN_NOT_DRAFT")
            }
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.prepareNextVersion(of: waiting, change) } == "CAMPAIGN_STATE")
        }
    }
}
