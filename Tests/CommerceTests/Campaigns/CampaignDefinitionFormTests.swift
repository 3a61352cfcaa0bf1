import Commerce
import Testing

struct CampaignDefinitionFormTests {
    static let example = #"""
        {"name":"端午满减","template":"dragon-boat-threshold","owner":"R-32",
         "component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":[{"minFen":1000000,"offFen":50000},{"minFen":3000000,"offFen":200000}],"repeat":false},
         "audience":{"organizations":["R-32"],"tiers":["core"]},
         "schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z","dailyWindows":[{"from":"11:00","to":"13:00"},{"from":"19:00","to":"22:00"}],"timeZone":"Asia/Shanghai"},
         "stacking":{"group":"order-discount","mode":"exclusive","priority":100},
         "budget":{"amountFen":5000000,"perBuyerUses":3}}
        """#
    static let points = #"{"kind":"points","earnBps":100,"redeemFenPerPoint":1,"maxShareBps":3000}"#

    @Test func `the design's example is read as it is meant`() throws {
        let definition = try CampaignText.definition(Self.example)
        let threshold = Threshold(
            scope: GoodsScope(aroma: ["浓香"]),
            tiers: [.init(from: .fen(1_000_000), reward: .offFen(50_000)), .init(from: .fen(3_000_000), reward: .offFen(200_000))], repeat: false)
        #expect(
            definition
                == CampaignDefinition(
                    name: "端午满减", template: Code("dragon-boat-threshold"), owner: Code(stored: "R-32"), component: .threshold(threshold),
                    audience: CampaignAudience(organizations: [Code(stored: "R-32")], tiers: ["core"]),
                    schedule: CampaignSchedule(
                        startsAt: Instant(millisecondsSince1970: 1_781_049_600_000), endsAt: Instant(millisecondsSince1970: 1_782_086_400_000),
                        dailyWindows: [.init(fromMinute: 660, toMinute: 780), .init(fromMinute: 1140, toMinute: 1320)]),
                    stacking: CampaignStacking(group: "order-discount", mode: .exclusive, priority: 100),
                    budget: CampaignBudget(amountFen: 5_000_000, perBuyerUses: 3)))
    }

    @Test func `what is left out is written out`() throws {
        let definition = try CampaignText.definition(
            CampaignText.campaign(#"{"tiers":[{"minUnits":6,"gift":{"units":1,"sku":"G"}}],"kind":"threshold"}"#))
        #expect(
            CampaignText.text(definition.json)
                == #"{"name":"端午","owner":"R-32","component":{"kind":"threshold","scope":{},"tiers":[{"minUnits":6,"gift":{"sku":"G","units":1}}],"repeat":false},"#
                + #""audience":{"organizations":["R-32"],"tiers":[]},"#
                + #""schedule":{"startsAt":"2026-06-10T00:00:00.000Z","endsAt":"2026-06-22T00:00:00.000Z","dailyWindows":[],"timeZone":"Asia/Shanghai"},"#
                + #""stacking":{"group":"order-discount","mode":"exclusive","priority":0},"budget":{}}"#)
    }

    @Test func `a coupon's group is its category's, another kind's is its own`() throws {
        let coupon = try CampaignText.definition(CampaignText.campaign(#"{"kind":"coupon","code":"X","offFen":1,"category":"gov"}"#))
        #expect(coupon.stacking == CampaignStacking(group: "coupon-gov", mode: .exclusive, priority: 0))
        #expect(try CampaignText.definition(CampaignText.campaign(Self.points)).stacking.group == "points")
    }

    static let faults: [(String, String)] = [
        ("{}", "/name MISSING, /owner MISSING, /component MISSING, /schedule MISSING"),
        (CampaignText.campaign(points, #","colour":1"#), "/colour UNKNOWN_FIELD"),
        (CampaignText.campaign(points, #","name":"twice""#), "/name DUPLICATE_KEY"),
        (CampaignText.campaign("[]"), "/component WRONG_TYPE"),
        (CampaignText.campaign("{}"), "/component/kind MISSING"),
        (CampaignText.campaign(#"{"kind":"raffle","weightBps":1}"#), "/component/kind UNKNOWN_VALUE"),
        (CampaignText.campaign(points, #","template":"a b""#), "/template INVALID_CODE"),
        (CampaignText.campaign(points, #","audience":{"organizations":[]}"#), "/audience/organizations OUT_OF_RANGE"),
        (CampaignText.campaign(points, #","audience":{"organizations":["R-1","R-1"],"tiers":["core","core"]}"#),
            "/audience/organizations/1 DUPLICATE_CODE, /audience/tiers/1 DUPLICATE_CODE"),
        (CampaignText.campaign(points, #","stacking":{"mode":"best"}"#), "/stacking/count MISSING"),
        (CampaignText.campaign(points, #","stacking":{"mode":"best","count":1}"#), ""),
        (CampaignText.campaign(points, #","stacking":{"mode":"best","count":20,"priority":1000}"#), ""),
        (CampaignText.campaign(points, #","stacking":{"mode":"best","count":21,"priority":1001}"#), "/stacking/priority OUT_OF_RANGE, /stacking/count OUT_OF_RANGE"),
        (CampaignText.campaign(points, #","stacking":{"mode":"best","count":0,"priority":-1}"#), "/stacking/priority OUT_OF_RANGE, /stacking/count OUT_OF_RANGE"),
        (CampaignText.campaign(points, #","stacking":{"mode":"all","count":1}"#), "/stacking/count CONTRADICTION"),
        (CampaignText.campaign(points, #","stacking":{"mode":"some","count":1}"#), "/stacking/mode UNKNOWN_VALUE"),
        (CampaignText.campaign(points, #","budget":{"amountFen":1,"uses":1,"perBuyerUses":1,"perBuyerFen":1,"perDayFen":1,"perRegionFen":1}"#), ""),
        (CampaignText.campaign(points, #","budget":{"amountFen":0,"uses":0,"perBuyerUses":0}"#),
            "/budget/amountFen OUT_OF_RANGE, /budget/uses OUT_OF_RANGE, /budget/perBuyerUses OUT_OF_RANGE"),
        (CampaignText.campaign(points, #","budget":{"perBuyerFen":0,"perDayFen":0,"perRegionFen":0,"perWeekFen":1}"#),
            "/budget/perBuyerFen OUT_OF_RANGE, /budget/perDayFen OUT_OF_RANGE, /budget/perRegionFen OUT_OF_RANGE, /budget/perWeekFen UNKNOWN_FIELD"),
    ]

    @Test(arguments: faults)
    func `every fault has its pointer`(text: String, expected: String) throws {
        #expect(try CampaignText.told(text) == expected)
    }

    @Test func `a name has one to a hundred characters`() throws {
        func told(_ count: Int) throws -> String {
            try CampaignText.told(
                #"{"owner":"R-32","name":"\#(String(repeating: "酒", count: count))","schedule":\#(CampaignText.schedule),"component":\#(Self.points)}"#)
        }
        #expect(try told(0) == "/name OUT_OF_RANGE")
        #expect(try told(1) == "" && told(100) == "")
        #expect(try told(101) == "/name OUT_OF_RANGE")
    }

    @Test func `an owner that isn't said may be known, and the audience follows`() throws {
        let body = try CampaignText.object(#"{"name":"a","component":\#(Self.points),"schedule":\#(CampaignText.schedule)}"#)
        let definition = try CampaignDefinition.read(body, owner: Code("R-11"))
        #expect(definition.owner == Code("R-11"))
        #expect(definition.audience == CampaignAudience(organizations: [Code(stored: "R-11")], tiers: []))
        let reason = try #require(throws: Reason.self) { try CampaignDefinition.read(body, owner: nil) }
        #expect(reason.faults.told == ["/owner MISSING"])
    }

    @Test func `an owner that is said is the one`() throws {
        let body = try CampaignText.object(CampaignText.campaign(Self.points, #","audience":{"tiers":["core"]}"#))
        let definition = try CampaignDefinition.read(body, owner: Code("R-11"))
        #expect(definition.owner == Code("R-32"))
        #expect(definition.audience == CampaignAudience(organizations: [Code(stored: "R-32")], tiers: ["core"]))
    }
}
