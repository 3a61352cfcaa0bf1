import Commerce
import Testing

struct CampaignTemplateDesignTests {
    private func told(_ text: String) throws -> String {
        try TemplateText.told { _ = try CampaignTemplate.read(CampaignText.object(text), version: 1) }
    }

    private func field(_ path: String, _ weightBps: Int, _ access: String) -> String {
        #"{"path":"\#(path)","weightBps":\#(weightBps),"access":"\#(access)"}"#
    }

    @Test func `a good template is read, and written as it was read`() throws {
        let template = try TemplateText.template(version: 3)
        #expect(template.code == Code("dragon-boat-threshold") && template.version == 3 && template.kind == .threshold)
        #expect(template.fields.map(\.access) == [.free, .free, .locked, .locked])
        let again = try CampaignTemplate.read(CampaignText.object(CampaignText.text(JSONWriter.object(template.write))), version: 3)
        #expect(again == template)
    }

    @Test func `free fields weigh four tenths at most, to the basis point`() throws {
        func told(_ first: Int, _ second: Int) throws -> String {
            let fields = [
                field("/component/tiers", first, "free"), field("/budget/amountFen", second, "free"), field("/component/scope", 10_000 - first - second, "locked"),
            ]
            return try self.told(TemplateText.text(fields: fields.joined(separator: ",")))
        }
        #expect(try told(2500, 1499) == "")
        #expect(try told(2500, 1500) == "")
        #expect(try told(2500, 1501) == "/fields/1 TEMPLATE_FREE_SHARE")
        #expect(try told(4001, 1) == "/fields/0 TEMPLATE_FREE_SHARE")
    }

    @Test func `a share too great says how great`() throws {
        let fields = [field("/component/tiers", 6000, "free"), field("/component/scope", 4000, "locked")].joined(separator: ",")
        let reason = try #require(throws: Reason.self) { try TemplateText.template(fields: fields) }
        #expect(reason.kind == .invalid && reason.code == "TEMPLATE_FREE_SHARE")
        #expect(reason.faults.first?.figures == [Figure("freeBps", 6000), Figure("limitBps", 4000)])
    }

    static let designs: [([(String, Int, String)], String)] = [
        ([("/component/tiers", 4000, "free"), ("/component/scope", 5999, "locked")], "/fields WEIGHTS_SUM"),
        ([("/component/tiers", 4000, "free"), ("/component/scope", 6001, "locked")], "/fields WEIGHTS_SUM"),
        ([("/component/tiers", 0, "free"), ("/component/scope", 10_000, "locked")], "/fields/0/weightBps OUT_OF_RANGE"),
        ([("/component/tiers", 4000, "open"), ("/component/scope", 6000, "locked")], "/fields/0/access UNKNOWN_VALUE"),
        ([("component/tiers", 4000, "free"), ("/component/scope", 6000, "locked")], "/fields/0/path INVALID_PATH"),
        ([("/component/tiers", 2000, "free"), ("/component/tiers", 8000, "locked")], "/fields/1/path PATH_OVERLAP"),
        ([("/component/tiers/0/offFen", 2000, "free"), ("/component/tiers", 8000, "locked")], "/fields/1/path PATH_OVERLAP"),
        ([("/stacking", 8000, "locked"), ("/stacking/priority", 2000, "free")], "/fields/1/path PATH_OVERLAP"),
        ([("/component/tiers/0/offFen", 2000, "free"), ("/component/scope", 8000, "locked")], ""),
        ([("/component/tiers/1/offFen", 2000, "free"), ("/component/scope", 8000, "locked")], "/fields/0/path UNKNOWN_PATH"),
        ([("/component/capFen", 2000, "free"), ("/component/scope", 8000, "locked")], ""),
        ([("/component/capFen", 2000, "locked"), ("/component/scope", 8000, "locked")], "/fields/0/path UNKNOWN_PATH"),
        ([("/component/quotaUnits", 2000, "free"), ("/component/scope", 8000, "locked")], "/fields/0/path UNKNOWN_PATH"),
        ([("/component/scope/series", 2000, "free"), ("/component/tiers", 8000, "locked")], ""),
        ([("/budget", 2000, "free"), ("/component/scope", 8000, "locked")], ""),
        ([("/budget/perWeekFen", 2000, "free"), ("/component/scope", 8000, "locked")], "/fields/0/path UNKNOWN_PATH"),
        ([("/component/kind", 2000, "free"), ("/component/scope", 8000, "locked")], "/fields/0/path KIND_FIXED"),
        ([("/component", 2000, "free"), ("/stacking", 8000, "locked")], "/fields/0/path KIND_FIXED"),
        ([("", 2000, "free")], "/fields/0/path OUT_OF_RANGE"),
        ([("/component/kind", 2000, "locked"), ("/component/scope", 8000, "locked")], ""),
        ([("/audience", 2000, "locked"), ("/component/scope", 8000, "locked")], "/fields/0/path ALWAYS_FREE"),
        ([("/audience/tiers", 2000, "locked"), ("/component/scope", 8000, "locked")], "/fields/0/path ALWAYS_FREE"),
        ([("/audience", 2000, "free"), ("/component/scope", 8000, "locked")], ""),
    ]

    @Test(arguments: designs.indices)
    func `each rule of a design has its fault at its field`(index: Int) throws {
        let (fields, expected) = Self.designs[index]
        let text = fields.map { field($0.0, $0.1, $0.2) }.joined(separator: ",")
        #expect(try told(TemplateText.text(fields: text)) == expected, "\(text)")
    }

    static let settings: [(String, String)] = [
        (#""component":{"kind":"threshold","scope":{}}"#, ""),
        (#""component":{"kind":"threshold","scope":{},"tiers":[{"minFen":1,"offFen":2}]}"#, "/settings/component/tiers/0/offFen OFF_ABOVE_THRESHOLD"),
        (#""component":{"kind":"threshold","scope":{},"colour":1}"#, "/settings/component/colour UNKNOWN_FIELD"),
        (#""component":{"scope":{},"tiers":[]}"#, "/settings/component/kind MISSING"),
        (#""component":{"kind":"threshold","scope":{}},"owner":"HQ""#, "/settings/owner UNKNOWN_FIELD"),
        (#""component":{"kind":"threshold","scope":{}},"name":"端午","audience":{"tiers":["core"]}"#, ""),
        (#""component":{"kind":"threshold","scope":{}},"schedule":{"dailyWindows":[{"from":"12:00","to":"11:00"}]}"#,
            "/settings/schedule/dailyWindows/0/to WINDOW_ORDER"),
        (#""component":{"kind":"threshold","scope":{}},"schedule":{"startsAt":"2026-06-10T00:00:00Z"}"#, ""),
        (#""component":{"kind":"addOn","scope":{},"sku":"G","addOnFen":1,"qualifierUnits":1}"#, "/settings/component/kind KIND_MISMATCH"),
    ]

    @Test(arguments: settings)
    func `settings make a campaign once a region has filled in what is free`(settings: String, expected: String) throws {
        let fields = [field("/component/tiers", 4000, "free"), field("/component/scope", 6000, "locked")].joined(separator: ",")
        #expect(try told(TemplateText.text(fields: fields, settings: settings)) == expected)
    }

    @Test func `what is missing and locked is a fault, one alternative that is free is none`() throws {
        let scope = field("/component/scope", 10_000, "locked")
        #expect(try told(TemplateText.text(fields: scope, settings: #""component":{"kind":"threshold","scope":{}}"#)) == "/settings/component/tiers MISSING")
        func coupon(_ free: String) throws -> String {
            let fields = [field(free, 4000, "free"), field("/component/scope", 6000, "locked")].joined(separator: ",")
            return try told(TemplateText.text(fields: fields, settings: #""component":{"kind":"coupon","offFen":100,"scope":{}}"#, kind: "coupon"))
        }
        #expect(try coupon("/component/code") == "")
        #expect(try coupon("/component/codes") == "")
        #expect(try coupon("/component/minFen") == "/settings/component/code MISSING")
    }

    @Test(arguments: CampaignKind.allCases)
    func `any whole campaign of any kind makes a template`(kind: CampaignKind) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = RandomCampaign(seed: seed)
        for _ in 0..<30 {
            var settings = random.definition(kind).jsonObject
            settings.fields.removeAll { ["owner", "template"].contains($0.name) }
            let fields = [("/budget", Int64(4000), CampaignTemplate.Access.free), ("/component", 6000, .locked)]
            let template = CampaignTemplate(
                code: Code(stored: "T"), version: 1, name: "T", kind: kind,
                fields: try fields.map { CampaignTemplate.Field(path: try #require(JSONPointer($0.0)), weightBps: $0.1, access: $0.2) }, settings: settings)
            #expect(template.designFaults.told == [], "seed \(seed)")
        }
    }
}
