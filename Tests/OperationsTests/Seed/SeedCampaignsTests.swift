import Commerce
import Foundation
import Operations
import Postgres
import TestSupport
import Testing

@Suite struct SeedCampaignsTests {
    /// Noon of a day in Asia/Shanghai, long after the files were written.
    private static let clock = BrandClock(read: { 1_930_104_000_000 })
    private static let now = Instant(millisecondsSince1970: 1_930_104_000_000)

    @Test func `whenever it is seeded, campaigns of all kinds are on in many regions and others are to come`() async throws {
        try await withCampaigns { campaigns in
            let running = campaigns.filter { $0.status == "live" }
            #expect(Set(running.map(\.kind)) == Set(CampaignKind.allCases.map(\.rawValue)))
            #expect(Set(running.map(\.owner)).subtracting(["HQ"]).count >= 8)
            for campaign in running { #expect(campaign.startsAt <= Self.now && campaign.endsAt > Self.now, "\(campaign.name)") }

            let coming = campaigns.filter { $0.status == "scheduled" }
            #expect(Set(coming.map(\.owner)).count >= 4)
            for campaign in coming { #expect(campaign.startsAt > Self.now, "\(campaign.name)") }
            for status in ["draft", "submitted", "paused"] { #expect(campaigns.contains { $0.status == status }, "\(status)") }
            #expect(running.contains { !$0.definition.schedule.dailyWindows.isEmpty })
        }
    }

    @Test func `Beijing and Shanghai have no campaigns of their own, and headquarters' change no order there`() async throws {
        try await withCampaigns { campaigns in
            #expect(!campaigns.contains { ["R-11", "R-31"].contains($0.owner) })
            var looked = 0
            for campaign in campaigns where ["HQ"].contains(campaign.owner) && campaign.status == "live" {
                looked += 1
                #expect([.tender, .afterwards].contains(campaign.definition.component.phase), "\(campaign.name)")
            }
            #expect(looked > 0, "\(campaigns.map(\.owner))")
        }
    }

    @Test func `each is kept as the API would keep it, with the trail that led there`() async throws {
        try await withCampaigns { campaigns in
            #expect(campaigns.count { $0.template != nil } >= 12)
            for campaign in campaigns {
                #expect(campaign.definition.json == Array(campaign.text.utf8), "\(campaign.name)")
                #expect(campaign.steps.first == "create" && campaign.definition.owner.text == campaign.owner, "\(campaign.name)")
                if campaign.status == "live" { #expect(campaign.steps.suffix(3) == ["submit", "approve", "start"], "\(campaign.name)") }
            }
        }
    }

    @Test func `no price of theirs is below its SKU's floor`() async throws {
        let floors = Dictionary(uniqueKeysWithValues: try SeedFiles.rows("skus.csv").map { ($0["code"], try $0.number("floor_price_fen")) })
        try await withCampaigns { campaigns in
            var checked = 0
            for campaign in campaigns {
                let prices: [(Code, Int64)] =
                    switch campaign.definition.component {
                    case .flashSale(let sale): [(sale.sku, sale.priceFen)]
                    case .groupBuy(let group): [(group.sku, group.priceFen)]
                    case .tiered(let tiered) where tiered.basis == .order: tiered.tiers.flatMap { tier in (tiered.scope.skus ?? []).map { ($0, tier.fen) } }
                    default: []
                    }
                for (sku, priceFen) in prices {
                    let floorFen = try #require(floors[sku.text], "\(sku)")
                    #expect(priceFen >= floorFen, "\(campaign.name)")
                    checked += 1
                }
            }
            #expect(checked >= 6)
        }
    }

    @Test(arguments: [
        (#"{"owner":"R-12","campaigns":[{"lastsDays":7,"campaign":{"name":"x","component":{"kind":"flashSale","sku":"NO-SUCH-SKU","priceFen":1,"quotaUnits":1}}}]}"#,
         "/component/sku UNKNOWN_SKU"),
        (#"{"owner":"R-12","campaigns":[{"lastsDays":0,"campaign":{}}]}"#, "/campaigns/0/lastsDays OUT_OF_RANGE"),
        (#"{"owner":"R-99","campaigns":[{"lastsDays":7,"campaign":{"name":"x","component":{"kind":"points","earnBps":1,"redeemFenPerPoint":1,"maxShareBps":1}}}]}"#,
         "There is no organisation R-99."),
    ])
    func `a campaign that the API would refuse fails the whole seeding`(text: String, detail: String) async throws {
        try await TestDatabase.withDatabase { url in
            let writer = Database.test("writer", at: url, size: 2, name: "seed")
            try await TemporaryDirectory.with { directory in
                for name in try FileManager.default.contentsOfDirectory(atPath: Repository.seed) where name.hasSuffix(".csv") {
                    try FileManager.default.copyItem(atPath: Repository.seed + "/" + name, toPath: directory + "/" + name)
                }
                try FileManager.default.createDirectory(atPath: directory + "/campaigns", withIntermediateDirectories: true)
                try text.write(toFile: directory + "/campaigns/x.json", atomically: true, encoding: .utf8)
                await #expect(throws: SeedRefusal.malformed(file: "campaigns/x.json", detail: detail)) {
                    try await SeedBrand(directory: directory, withStorefronts: false).run(database: writer)
                }
                #expect(try await SeedBrand(directory: directory, withCampaigns: false, withStorefronts: false).run(database: writer).campaigns == 0)
            }
        }
    }

    private func withCampaigns(_ body: ([SeededCampaigns.Result]) throws -> Void) async throws {
        try await TestDatabase.withDatabase { url in
            let writer = Database.test("writer", at: url, size: 2, name: "seed")
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false, clock: Self.clock).run(database: writer)
            let campaigns = Array(try await writer.run(SeededCampaigns()))
            #expect(campaigns.count == summary.campaigns)
            try body(campaigns)
        }
    }
}

private struct SeededCampaigns: Statement {
    struct Result: RowDecodable, Sendable {
        let owner, kind, status, name: String
        let template: String?
        let startsAt, endsAt: Instant
        let text: String
        let definition: CampaignDefinition
        let steps: [String]

        init(from row: inout RowReader) throws {
            owner = try row.next()
            kind = try row.next()
            status = try row.next()
            name = try row.next()
            template = try row.next()
            startsAt = Instant(try row.next(Timestamp.self))
            endsAt = Instant(try row.next(Timestamp.self))
            text = try row.next()
            definition = try CampaignDefinition.read(JSONObject(stored: text))
            steps = try row.next(String.self).split(separator: ",").map(String.init)
        }
    }
    static let sql = """
        SELECT o.code, c.kind, c.status, c.name, c.template, c.starts_at, c.ends_at, v.definition,
               (SELECT string_agg(a.action, ',' ORDER BY a.id) FROM campaign_audit a WHERE a.campaign_id = c.id)
        FROM campaigns c JOIN organizations o ON o.id = c.organization_id
        JOIN campaign_versions v ON v.campaign_id = c.id AND v.version = c.version
        ORDER BY c.id
        """
}
