import Commerce
import Logging
import Operations
import Postgres
import TestSupport
import Testing

struct SeedClearanceTests {
    private static let buyer = Caller(clientID: "D-120101", organization: OrganizationID(2_199_024_304_128), code: Code(stored: "D-120101"))

    /// A lot with thirty days left lies in WH-TJ, which serves Tianjin: of its list price of 4,300 fen a bottle costs 12% less.
    @Test(.timeLimit(.minutes(20))) func `a distributor in Tianjin is quoted what the demo brand's clearance takes off`() async throws {
        try await TestDatabase.withDatabase { url in
            let writer = Database.test("writer", at: url, size: 2, name: "seed")
            _ = try await SeedBrand(directory: Repository.seed).run(database: writer)
            let request = Database.test("request", at: url, size: 2)
            let brand = Brand(
                writer: writer, request: request, settings: BrandSettings(serverID: "one"), logger: Logger(label: "test.brand"))
            try await brand.load()
            let line = OrderDraft.Line(sku: Code(stored: "SD-TH-A12-375"), quantity: 12, unit: .bottle)
            let quote = try await brand.quote(
                OrderDraft(distributor: nil, shipTo: nil, lines: [line], allowPartial: nil, allowBackorder: false, note: nil), by: Self.buyer)
            #expect([quote.subtotalFen, quote.discountFen, quote.totalFen] == [51_600, 6192, 45_408])
            await request.close()
        }
    }

    @Test func `goods of headquarters' clearance are about to expire somewhere, in most of its warehouses, and stay above their floor`() throws {
        let template = try #require(try SeedTemplatesTests.templates().first { $0.code.text == "near-expiry-clearance" })
        let text = #"{"name":"x","template":"near-expiry-clearance","schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z"}}"#
        let sheet = try CampaignSheet(try JSONObject(stored: text), owner: Code(stored: "R-12"))
        guard case .nearExpiry(let clearance) = try CampaignDefinition.read(try template.fill(sheet.object), owner: sheet.owner).component else {
            Issue.record("no clearance")
            return
        }
        let daysLeft = try #require(clearance.bands.map(\.daysLeft).max())
        let offBps = try #require(clearance.bands.map(\.offBps).max())
        let lots = try SeedFiles.rows("lots.csv")
        var warehouses: Set<String> = []
        for sku in try SeedFiles.rows("skus.csv") where clearance.skus.contains(Code(stored: sku["code"])) {
            let life = try sku.number("shelf_life_days")
            let near = try lots.filter { try $0["sku"] == sku["code"] && $0["warehouse"].hasPrefix("WH-") && life - $0.number("produced_days_ago") <= daysLeft }
            #expect(!near.isEmpty, "\(sku["code"])")
            let (listFen, floorFen) = (try sku.number("list_price_fen"), try sku.number("floor_price_fen"))
            #expect(listFen * (10_000 - offBps) / 10_000 >= floorFen, "\(sku["code"])")
            warehouses.formUnion(near.map { $0["warehouse"] })
        }
        #expect(warehouses.contains("WH-TJ") && warehouses.count >= 4)
    }
}
