import Commerce
import Testing

struct CampaignTemplateRebaseTests {
    private func pointer(_ text: String) throws -> JSONPointer { try #require(JSONPointer(text)) }

    @Test func `the next version's locks hold, and what a region filled in stays`() throws {
        let old = try TemplateText.template()
        let filled = try old.fill(CampaignText.object("{" + TemplateText.region + "}"))
        let new = try TemplateText.template(
            settings: #"""
                "component":{"kind":"threshold","scope":{"aroma":["酱香"]},"tiers":[{"minFen":300000,"offFen":9000}],"capFen":50000},
                "stacking":{"group":"order-discount","mode":"exclusive","priority":50},"budget":{"amountFen":1}
                """#, version: 2)
        let rebase = new.rebase(filled: filled, from: old)
        #expect(rebase.overruled == [])
        let before = try CampaignDefinition.read(filled)
        var expected = before
        guard case .threshold(var threshold) = before.component else { return #expect(Bool(false)) }
        threshold.scope = GoodsScope(aroma: ["酱香"])
        threshold.capFen = 50_000
        expected.component = .threshold(threshold)
        expected.stacking.priority = 50
        #expect(try CampaignDefinition.read(rebase.campaign) == expected)
        // As it is written since, it moves alike.
        let written = new.rebase(filled: before.jsonObject, from: old)
        #expect(try CampaignDefinition.read(written.campaign) == expected && written.overruled == [])
    }

    @Test func `a field that is locked now takes the new value, and that is told`() throws {
        let old = try TemplateText.template()
        let filled = try old.fill(CampaignText.object("{" + TemplateText.region + "}"))
        let fields = TemplateText.fields.replacing(#""weightBps":1500,"access":"free""#, with: #""weightBps":1500,"access":"locked""#)
        func new(_ amountFen: Int) throws -> CampaignTemplate {
            try TemplateText.template(fields: fields, settings: TemplateText.settings + #","budget":{"amountFen":\#(amountFen)}"#, version: 2)
        }
        let rebase = try new(1_000_000).rebase(filled: filled, from: old)
        #expect(rebase.overruled == [try pointer("/budget/amountFen")])
        #expect(try CampaignDefinition.read(rebase.campaign).budget == CampaignBudget(amountFen: 1_000_000))
        // Overruled by the same value is not overruled.
        #expect(try new(5_000_000).rebase(filled: filled, from: old).overruled == [])
    }

    @Test func `a field that was locked and is free now begins with the new value`() throws {
        let old = try TemplateText.template()
        let filled = try old.fill(CampaignText.object("{" + TemplateText.region + "}"))
        let fields = #"{"path":"/component/tiers","weightBps":2000,"access":"free"},{"path":"/stacking/priority","weightBps":2000,"access":"free"},"#
            + #"{"path":"/component/scope","weightBps":6000,"access":"locked"}"#
        let settings = TemplateText.settings.replacing(#""priority":100"#, with: #""priority":50"#)
        let rebase = try TemplateText.template(fields: fields, settings: settings, version: 2).rebase(filled: filled, from: old)
        #expect(try CampaignDefinition.read(rebase.campaign).stacking.priority == 50)
        #expect(rebase.overruled == [try pointer("/budget/amountFen")])
    }

    @Test func `of a field that is free in parts only, these parts stay`() throws {
        let windows = #""dailyWindows":[{"from":"19:00","to":"22:00"}]"#
        let wide = #"{"path":"/schedule","weightBps":4000,"access":"free"},{"path":"/component/scope","weightBps":6000,"access":"locked"}"#
        let narrow = #"{"path":"/schedule/endsAt","weightBps":4000,"access":"free"},{"path":"/schedule/dailyWindows","weightBps":6000,"access":"locked"}"#
        let old = try TemplateText.template(fields: wide)
        let filled = try old.fill(
            CampaignText.object(#"{"name":"a","owner":"R-11","schedule":{\#(TemplateText.dates),"dailyWindows":[{"from":"11:00","to":"13:00"},{"from":"20:00","to":"21:00"}]}}"#))
        let new = try TemplateText.template(fields: narrow, settings: TemplateText.settings + #","schedule":{\#(windows)}"#, version: 2)
        let rebase = new.rebase(filled: filled, from: old)
        #expect(rebase.overruled == [try pointer("/schedule/dailyWindows")])
        let schedule = try CampaignDefinition.read(rebase.campaign).schedule
        #expect(try schedule == CampaignSchedule(
            startsAt: #require(Instant(rfc3339: "2026-06-10T00:00:00Z")), endsAt: #require(Instant(rfc3339: "2026-06-22T00:00:00Z")),
            dailyWindows: [.init(fromMinute: 1140, toMinute: 1320)]))
        // The other way round the dates were the region's and the windows were not.
        let back = try TemplateText.template(fields: wide, settings: TemplateText.settings + #","schedule":{"dailyWindows":[]}"#, version: 3)
            .rebase(filled: rebase.campaign, from: new)
        #expect(try CampaignDefinition.read(back.campaign).schedule.dailyWindows == [] && back.overruled == [])
        #expect(try CampaignDefinition.read(back.campaign).schedule.endsAt == schedule.endsAt)
    }

    @Test func `a rebased campaign keeps the new version's locks`() throws {
        let old = try TemplateText.template()
        let filled = try old.fill(CampaignText.object("{" + TemplateText.region + "}"))
        let new = try TemplateText.template(settings: TemplateText.settings.replacing("浓香", with: "酱香"), version: 2)
        let rebase = new.rebase(filled: filled, from: old)
        #expect(try JSONValue.sameMeaning(.object(new.fill(rebase.campaign)), .object(rebase.campaign)))
        #expect(throws: Reason.self) { try new.fill(filled) }
    }

    @Test func `what is kept as filled in is what the region said, and no more`() throws {
        let old = try TemplateText.template()
        let said = try CampaignText.object(#"{"name":"a","owner":"R-11","template":"dragon-boat-threshold","budget":{"amountFen":5},"stacking":{"priority":100}}"#)
        let filled = try TemplateText.template(version: 2).rebase(filled: said, from: old).filled
        // That the priority was repeated is nothing of its own: it is locked.
        #expect(Set(filled.fields.map(\.name)) == ["name", "owner", "template", "budget"])
        #expect(JSONValue.object(filled)[try pointer("/budget/amountFen")] == .integer(5))
    }

    @Test func `of a list the region's element follows the template's others from version to version`() throws {
        func template(_ minFen: Int, _ version: Int32) throws -> CampaignTemplate {
            try TemplateText.template(
                fields: TemplateText.fields.replacing("/component/tiers", with: "/component/tiers/0/offFen"),
                settings: TemplateText.settings.replacing("100000", with: "\(minFen)"), version: version)
        }
        let said = try CampaignText.object(#"{"name":"a","component":{"tiers":[{"minFen":100000,"offFen":8000}]}}"#)
        let (first, second, third) = (try template(100_000, 1), try template(200_000, 2), try template(300_000, 3))
        let once = second.rebase(filled: said, from: first)
        let twice = third.rebase(filled: once.filled, from: second)
        #expect(try JSONValue.object(twice.campaign)[pointer("/component/tiers")] == .array([.object(CampaignText.object(#"{"minFen":300000,"offFen":8000}"#))]))
        #expect(twice.overruled == [])
        #expect(try JSONValue.sameMeaning(.object(third.fill(twice.filled)), .object(twice.campaign)))
    }
}
