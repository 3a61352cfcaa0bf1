import Commerce
import Operations
import TestSupport
import Testing

struct CampaignTemplateTests {
    /// Scope and stacking are headquarters', tiers and budget the region's.
    private static func template(offFen: Int64 = 100, group: String = "order-discount", freeTiers: Bool = true, kind: String = "threshold", sku: String = "A") throws -> CampaignTemplate {
        let tiers = freeTiers ? "free" : "locked"
        let text = """
            {"code":"dragon-boat","name":"端午满减","kind":"\(kind)","fields":[{"path":"/component/scope","weightBps":3000,"access":"locked"},
            {"path":"/component/tiers","weightBps":2500,"access":"\(tiers)"},{"path":"/stacking","weightBps":3000,"access":"locked"},
            {"path":"/budget","weightBps":1500,"access":"free"}],
            "settings":{"component":{"kind":"\(kind)","scope":{"skus":["\(sku)"]},"tiers":[{"minFen":10000,"offFen":\(offFen)}]},
            "stacking":{"group":"\(group)","mode":"exclusive","priority":5},"budget":{"amountFen":1000}}}
            """
        return try CampaignTemplate.read(try JSONObject(stored: text), version: 0)
    }

    private static func filled(_ more: String = "") throws -> CampaignSheet {
        let text = #"{"name":"北京端午","template":"dragon-boat","schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-03-01T00:00:00Z"}\#(more)}"#
        return try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-11"))
    }

    private static func publish(_ test: TestBrand, _ template: CampaignTemplate) async throws -> CampaignTemplate {
        try await test.brand.work(for: try test.caller("HQ")) { try await $0.addCampaignTemplate(template) }
    }

    @Test func `a region fills in what is free, and takes the rest from the template`() async throws {
        try await TestBrand.with { test in
            #expect(try await Self.publish(test, try Self.template()).version == 1)
            let view = try await test.run(try Self.filled(#","component":{"tiers":[{"minFen":20000,"offFen":300}]}"#))
            #expect(view.status == .live && view.template?.text == "dragon-boat" && view.templateVersion == 1)
            let definition = try #require(test.brand.catalog.current.campaigns[view.id]?.campaign.definition)
            guard case .threshold(let threshold) = definition.component else { throw CampaignRefusal.templateKind }
            #expect(threshold.scope.skus == [Code(stored: "A")] && threshold.tiers.map(\.reward) == [.offFen(300)])
            #expect(definition.stacking.priority == 5 && definition.budget.amountFen == 1000)
        }
    }

    @Test func `a locked field is refused at its pointer, when it is made and when it is changed`() async throws {
        try await TestBrand.with { test in
            _ = try await Self.publish(test, try Self.template())
            let sheet = try Self.filled(#","stacking":{"group":"order-discount","mode":"exclusive","priority":6}"#)
            let reason = await #expect(throws: Reason.self) { try await test.make(sheet) }
            #expect(reason?.kind == .forbidden && reason?.code == "TEMPLATE_FIELD_LOCKED" && reason?.faults.map(\.pointer) == ["/stacking/priority"])
            let id = try await test.make(try Self.filled()).id
            let change = try test.change(#"{"component":{"kind":"threshold","scope":{"skus":["B"]}}}"#)
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.changeCampaign(id, change) } == "TEMPLATE_FIELD_LOCKED")
        }
    }

    @Test func `a next version of a template changes no campaign by itself, and none of what was filled in`() async throws {
        try await TestBrand.with { test in
            _ = try await Self.publish(test, try Self.template())
            let id = try await test.make(try Self.filled(#","component":{"tiers":[{"minFen":20000,"offFen":300}]}"#)).id
            #expect(try await Self.publish(test, try Self.template(offFen: 50, group: "festival")).version == 2)
            let renamed = try test.change(#"{"name":"端午"}"#)
            let changed = try await test.brand.work(for: try test.caller("R-11")) { try await $0.changeCampaign(id, renamed) }
            #expect(changed.templateVersion == 1 && "\(changed.definition as Any)".contains("order-discount"))
            let rebased = try await test.brand.work(for: try test.caller("R-11")) { try await $0.rebaseCampaign(id) }
            #expect(rebased.notKept.isEmpty && rebased.campaign.templateVersion == 2 && rebased.campaign.name == "端午")
            let text = "\(rebased.campaign.definition as Any)"
            #expect(text.contains("festival") && text.contains("300") && !text.contains("order-discount"))
        }
    }

    @Test func `where the latest version lets a field differ no more, what had been filled in is named`() async throws {
        try await TestBrand.with { test in
            _ = try await Self.publish(test, try Self.template())
            let id = try await test.make(try Self.filled(#","component":{"tiers":[{"minFen":10000,"offFen":300}]}"#)).id
            _ = try await Self.publish(test, try Self.template(freeTiers: false))
            let rebased = try await test.brand.work(for: try test.caller("R-11")) { try await $0.rebaseCampaign(id) }
            #expect(rebased.notKept == ["/component/tiers/0/offFen"])
            #expect(try await test.trail(id).last == "rebase draft→draft v1 R-11")
            let plain = try await test.make(try TestBrand.sheet()).id
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.rebaseCampaign(plain) } == "CAMPAIGN_WITHOUT_TEMPLATE")
        }
    }

    @Test func `what the owner never filled in follows every version of the template, and is never named`() async throws {
        try await TestBrand.with { test in
            func rebase(_ id: CampaignID, on template: CampaignTemplate) async throws -> String {
                _ = try await Self.publish(test, template)
                let rebased = try await test.brand.work(for: try test.caller("R-11")) { try await $0.rebaseCampaign(id) }
                let definition = try CampaignDefinition.read(try #require(rebased.campaign.definition))
                guard case .threshold(let threshold) = definition.component, case .offFen(let fen) = threshold.tiers[0].reward else { throw CampaignRefusal.templateKind }
                return "\(definition.name) \(fen) of \(definition.budget.amountFen ?? 0) \(rebased.notKept)"
            }
            _ = try await Self.publish(test, try Self.template(offFen: 100))
            let id = try await test.make(try Self.filled(#","budget":{"amountFen":700}"#)).id
            #expect(try await rebase(id, on: try Self.template(offFen: 60)) == "北京端午 60 of 700 []")
            #expect(try await rebase(id, on: try Self.template(offFen: 80)) == "北京端午 80 of 700 []")
            #expect(try await rebase(id, on: try Self.template(offFen: 90, freeTiers: false)) == "北京端午 90 of 700 []")
        }
    }

    @Test func `an unknown template, an unknown SKU in one, and another kind of one are refused`() async throws {
        try await TestBrand.with { test in
            let sheet = try Self.filled()
            #expect(try await test.refusal(of: "R-11") { _ = try await $0.createCampaign(sheet) } == "UNKNOWN_TEMPLATE")
            let unknown = try Self.template(sku: "Q")
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.addCampaignTemplate(unknown) } == "UNKNOWN_SKU")
            _ = try await Self.publish(test, try Self.template())
            var other = try Self.template()
            other.kind = .coupon
            let coupon = other
            #expect(try await test.refusal(of: "HQ") { _ = try await $0.addCampaignTemplate(coupon) } == "FIXED_FIELD")
        }
    }

    @Test func `versions of one template made at the same time are numbered one after the other, and the latest is listed`() async throws {
        try await TestBrand.with { test in
            let template = try Self.template()
            let made = await TestBrand.atOnce(5) { _ in try await Self.publish(test, template).version }
            let versions = try made.map { try $0.get() }.sorted()
            #expect(versions == [1, 2, 3, 4, 5])
            let listed = try await test.brand.campaignTemplates(page: PageRequest(), as: try test.caller("R-31")).items
            #expect(listed.map(\.version) == [5])
            #expect(try await test.brand.campaignTemplate(Code(stored: "dragon-boat"), as: try test.caller("R-31")) == listed[0])
        }
    }
}
