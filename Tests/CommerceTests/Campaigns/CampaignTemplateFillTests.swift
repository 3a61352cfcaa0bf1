import Commerce
import Testing

struct CampaignTemplateFillTests {
    private func filled(_ region: String, _ template: CampaignTemplate? = nil) throws -> CampaignDefinition {
        try CampaignDefinition.read(try (template ?? TemplateText.template()).fill(CampaignText.object("{" + region + "}")))
    }

    private func told(_ region: String, _ template: CampaignTemplate? = nil) throws -> String {
        try TemplateText.told { _ = try filled(region, template) }
    }

    @Test func `a region's share lies over the template's`() throws {
        let definition = try filled(TemplateText.region)
        #expect(definition.name == "京城端午" && definition.owner == Code("R-11") && definition.template == Code("dragon-boat-threshold"))
        #expect(
            definition.component
                == .threshold(
                    Threshold(
                        scope: GoodsScope(aroma: ["浓香"]),
                        tiers: [.init(from: .fen(200_000), reward: .offFen(8000)), .init(from: .fen(500_000), reward: .offFen(25_000))], repeat: false)))
        #expect(definition.stacking.priority == 100)
        #expect(definition.budget == CampaignBudget(amountFen: 5_000_000))
        #expect(definition.audience.organizations == [Code(stored: "R-11")])
    }

    @Test func `what a region leaves out is the template's`() throws {
        let definition = try filled(#""name":"a","owner":"R-11","schedule":{\#(TemplateText.dates)}"#)
        guard case .threshold(let threshold) = definition.component else { return #expect(Bool(false)) }
        #expect(threshold.tiers == [.init(from: .fen(100_000), reward: .offFen(5000))])
        #expect(definition.template == Code("dragon-boat-threshold"))
        #expect(definition.budget == .unlimited)
    }

    static let base = #""name":"a","owner":"R-11","schedule":{\#(TemplateText.dates)}"#
    static let locks: [(String, String)] = [
        (base + #","component":{"scope":{"aroma":["酱香"]}}"#, "/component/scope/aroma/0"),
        (base + #","component":{"scope":{"aroma":["浓香","酱香"]}}"#, "/component/scope/aroma"),
        (base + #","component":{"scope":{"brand":["澄澜溪"]}}"#, "/component/scope/brand"),
        (base + #","component":{"capFen":100}"#, "/component/capFen"),
        (base + #","component":{"repeat":true}"#, "/component/repeat"),
        (base + #","component":{"kind":"points"}"#, "/component/kind"),
        (base + #","stacking":{"priority":101}"#, "/stacking/priority"),
        (base + #","stacking":{"mode":"all"},"budget":{"amountFen":1,"uses":5}"#, "/stacking/mode, /budget/uses"),
        (base.replacing("Z\"}", with: "Z\",\"dailyWindows\":[{\"from\":\"11:00\",\"to\":\"13:00\"}]}"), "/schedule/dailyWindows"),
        (base + #","component":{"tiers":[{"minFen":5,"offFen":5}],"repeat":true,"scope":{"aroma":["浓香"]}}"#, "/component/repeat"),
    ]

    @Test(arguments: locks)
    func `a locked field that differs is refused at its pointer`(region: String, pointers: String) throws {
        let reason = try #require(throws: Reason.self) { try TemplateText.template().fill(CampaignText.object("{" + region + "}")) }
        #expect(reason.kind == .forbidden && reason.code == "TEMPLATE_FIELD_LOCKED")
        #expect(reason.faults.allSatisfy { $0.code == "TEMPLATE_FIELD_LOCKED" })
        #expect(reason.faults.map(\.pointer).joined(separator: ", ") == pointers)
    }

    @Test func `saying the same in other words is no difference`() throws {
        let plain = try filled(TemplateText.region)
        #expect(try filled(TemplateText.region + #","stacking":{"priority":100,"mode":"exclusive","group":"order-discount"}"#) == plain)
        let spelt = TemplateText.region.replacing(
            #""component":{"#, with: #""audience":{"organizations":["R-11"]},"component":{"repeat":false,"scope":{"aroma":["浓香"]},"kind":"threshold","#)
        #expect(try filled(spelt) == plain)
        let zoned = TemplateText.region.replacing("00:00Z\"}", with: "00:00Z\",\"timeZone\":\"Asia/Shanghai\",\"dailyWindows\":[]}")
        #expect(try filled(zoned) == plain)
    }

    @Test func `a campaign as it is shown may be sent again`() throws {
        let template = try TemplateText.template()
        let definition = try filled(TemplateText.region)
        #expect(try CampaignDefinition.read(template.fill(definition.jsonObject)) == definition)
    }

    @Test func `a difference is told even among things said again`() throws {
        var sent = JSONValue.object(try filled(TemplateText.region).jsonObject)
        sent.put(.integer(99), at: try #require(JSONPointer("/stacking/priority")))
        guard case .object(let object) = sent else { return #expect(Bool(false)) }
        let reason = try #require(throws: Reason.self) { try TemplateText.template().fill(object) }
        #expect(reason.faults.map(\.pointer) == ["/stacking/priority"])
    }

    @Test func `what makes no campaign at all is refused as such`() throws {
        #expect(try told(TemplateText.region + #","colour":"red""#) == "/colour UNKNOWN_FIELD")
        #expect(try told(TemplateText.region + #","name":"twice""#) == "/name DUPLICATE_KEY")
        #expect(try told(TemplateText.region.replacing("25000", with: "2500000")) == "/component/tiers/1/offFen OFF_ABOVE_THRESHOLD")
        #expect(try told(#""owner":"R-11""#) == "/name MISSING, /schedule MISSING")
    }

    @Test func `a free place may be deep within the settings`() throws {
        let fields = #"{"path":"/component/tiers/0/offFen","weightBps":4000,"access":"free"},{"path":"/component/scope","weightBps":6000,"access":"locked"}"#
        let template = try TemplateText.template(fields: fields)
        let definition = try filled(Self.base + #","component":{"tiers":[{"offFen":7000}]}"#, template)
        guard case .threshold(let threshold) = definition.component else { return #expect(Bool(false)) }
        #expect(threshold.tiers == [.init(from: .fen(100_000), reward: .offFen(7000))])
        #expect(try told(Self.base + #","component":{"tiers":[{"minFen":99999,"offFen":7000}]}"#, template) == "/component/tiers/0/minFen TEMPLATE_FIELD_LOCKED")
        #expect(try told(Self.base + #","component":{"tiers":[{"offFen":7000},{"minFen":200000,"offFen":8000}]}"#, template) == "/component/tiers TEMPLATE_FIELD_LOCKED")
    }

    @Test func `dates that the template gives are locked, and free where it says so`() throws {
        let settings = TemplateText.settings + #","schedule":{\#(TemplateText.dates)}"#
        let other = #""name":"a","owner":"R-11","schedule":{"startsAt":"2026-06-11T00:00:00Z"}"#
        #expect(try told(other, TemplateText.template(settings: settings)) == "/schedule/startsAt TEMPLATE_FIELD_LOCKED")
        #expect(try told(other.replacing("11T00:00", with: "10T00:00"), TemplateText.template(settings: settings)) == "")
        let fields = #"{"path":"/schedule/startsAt","weightBps":4000,"access":"free"},{"path":"/component/scope","weightBps":6000,"access":"locked"}"#
        #expect(try told(other, TemplateText.template(fields: fields, settings: settings)) == "")
    }
}
