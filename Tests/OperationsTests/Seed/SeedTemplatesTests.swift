import Commerce
import Foundation
import Operations
import TestSupport
import Testing

struct SeedTemplatesTests {
    static func templates() throws -> [CampaignTemplate] {
        let bytes = Array(try String(contentsOfFile: Repository.seed + "/campaign_templates.json", encoding: .utf8).utf8)
        guard case .array(let values) = try JSONParser.parse(bytes) else { return [] }
        return try values.map { value in
            guard case .object(let object) = value else { throw SeedRefusal.unreadable(file: "campaign_templates.json") }
            return try CampaignTemplate.read(object, version: 1)
        }
    }

    @Test func `a region that only says when runs any of them within the standing policy`() throws {
        let policy = ApprovalPolicy(maxOffBps: 3000, maxBudgetFen: 100_000_000, requiresApprovalSKUs: [], nearExpiryFastPath: true)
        let prices = Dictionary(uniqueKeysWithValues: try SeedFiles.rows("skus.csv").map { ($0["code"], try $0.number("list_price_fen")) })
        let templates = try Self.templates()
        #expect(templates.count >= 12)
        for template in templates {
            let text = #"{"name":"x","template":"\#(template.code)","schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z"}}"#
            let sheet = try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-32"))
            let definition = try CampaignDefinition.read(try template.fill(sheet.object), owner: sheet.owner)
            let reasons = policy.reasons(for: definition) { sku in prices[sku.text].map { ApprovalGoods(listPriceFen: $0) } }
            #expect(reasons.isEmpty, "\(template.code): \(reasons)")
        }
    }

    @Test func `no price of theirs is below its SKU's floor`() throws {
        let floors = Dictionary(uniqueKeysWithValues: try SeedFiles.rows("skus.csv").map { ($0["code"], try $0.number("floor_price_fen")) })
        var checked = 0
        for template in try Self.templates() {
            guard case .object(let component)? = template.settings["component"], case .string(let sku)? = component["sku"], case .integer(let priceFen)? = component["priceFen"]
            else { continue }
            let floor = try #require(floors[sku], "\(sku)")
            #expect(priceFen >= floor, "\(template.code)")
            checked += 1
        }
        #expect(checked >= 2)
    }

    @Test func `the example of the contract fits the Dragon Boat template`() throws {
        let text = """
            {"name":"端午满减","template":"dragon-boat-threshold","owner":"R-32",
             "component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":[{"minFen":1000000,"offFen":50000},{"minFen":3000000,"offFen":200000}],"repeat":false},
             "audience":{"organizations":["R-32"],"tiers":["core"]},
             "schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z","dailyWindows":[{"from":"11:00","to":"13:00"},{"from":"19:00","to":"22:00"}],"timeZone":"Asia/Shanghai"},
             "stacking":{"group":"order-discount","mode":"exclusive","priority":100},"budget":{"amountFen":5000000,"perBuyerUses":3}}
            """
        let template = try #require(try Self.templates().first { $0.code.text == "dragon-boat-threshold" })
        let sheet = try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-32"))
        let filled = try CampaignDefinition.read(try template.fill(sheet.object), owner: nil)
        #expect(filled == (try CampaignDefinition.read(sheet.object, owner: nil)))
    }
}
