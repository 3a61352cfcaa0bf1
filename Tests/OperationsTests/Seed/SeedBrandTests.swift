import Commerce
import Foundation
import Logging
import Operations
import Postgres
import TestSupport
import Testing

@Suite struct SeedBrandTests {
    @Test func `a seeded brand keeps what the demo brand guarantees`() async throws {
        try await withWriter { writer in
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer)
            #expect(summary.organizations == 1 + 32 + summary.accounts)
            #expect(summary.warehouses == 37)
            let found = try #require(try await writer.run(SeededPromises()).first)
            #expect(found.centralSKUs >= 500)
            #expect(found.scarceSKUs == 20)
            #expect(found.leastAmpleUnits >= 60_000)
            #expect(found.leastBalanceFen >= 500_000_000)
            #expect(found.organizationsWithoutDemoClient == 0)
            #expect(found.pricesBelowFloor == 0)
            #expect(found.wrongLastChildren == 0)
        }
    }

    @Test func `an audit of a seeded brand finds every level and balance in its ledger`() async throws {
        try await withWriter { writer in
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer)
            let found = try #require(try await writer.run(SeededLedgers()).first)
            #expect(found.levelsUnlikeMovements == 0)
            #expect(found.receipts == Int64(summary.stockLevels))
            #expect(found.balancesUnlikeTransfers == 0)
            #expect(found.cashFen == -found.prepaidFen)
            #expect(found.documents == 37 + Int64(summary.accounts))
        }
    }

    @Test func `whatever keeps for a time lies in lots, and some of it is about to expire whenever it is seeded`() async throws {
        try await withWriter { writer in
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer)
            let found = try #require(try await writer.run(SeededLots()).first)
            #expect(found.levelsUnlikeLots == 0)
            #expect(found.named == Int64(summary.lots) && found.named > 1000)
            #expect(found.expired == 0)
            #expect((20...200).contains(found.expiringWithin90Days))
            #expect(found.warehousesWithExpiring >= 13)
        }
    }

    @Test func `there is a template of every kind`() async throws {
        try await withWriter { writer in
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer)
            #expect(summary.campaignTemplates >= 12)
            let kinds = try await writer.run(SeededKinds())
            #expect(Set(kinds) == Set(CampaignKind.allCases.map(\.rawValue)))
        }
    }

    @Test func `a template over a SKU that isn't there fails the whole seeding, and a brand without templates is one`() async throws {
        try await withWriter { writer in
            try await TemporaryDirectory.with { directory in
                for name in try FileManager.default.contentsOfDirectory(atPath: Repository.seed) where name.hasSuffix(".csv") {
                    try FileManager.default.copyItem(atPath: Repository.seed + "/" + name, toPath: directory + "/" + name)
                }
                let path = directory + "/campaign_templates.json"
                let text = try String(contentsOfFile: Repository.seed + "/campaign_templates.json", encoding: .utf8)
                try text.replacing("CL-HY-FY42-125", with: "NO-SUCH-SKU").write(toFile: path, atomically: true, encoding: .utf8)
                await #expect(throws: CampaignRefusal.places(unknownSKUs: ["/settings/component/tiers/0/gift/sku"], outOfReach: [])) {
                    try await SeedBrand(directory: directory, withStorefronts: false).run(database: writer)
                }
                try "{}".write(toFile: path, atomically: true, encoding: .utf8)
                await #expect(throws: SeedRefusal.unreadable(file: "campaign_templates.json")) { try await SeedBrand(directory: directory, withStorefronts: false).run(database: writer) }
                try FileManager.default.removeItem(atPath: path)
                #expect(try await SeedBrand(directory: directory, withStorefronts: false).run(database: writer).campaignTemplates == 0)
            }
        }
    }

    @Test func `what is made after seeding gets ids of its own`() async throws {
        try await withWriter { writer in
            let summary = try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer)
            let next = try #require(try await writer.run(NextIDs()).first)
            #expect(next.sku == Int64(summary.skus) + 1)
            #expect(next.warehouse == 38)
            #expect(next.entity > next.latestDocument)
        }
    }

    @Test func `a second seeding is refused and changes nothing`() async throws {
        try await withWriter { writer in
            let seed = SeedBrand(directory: Repository.seed, withStorefronts: false)
            let summary = try await seed.run(database: writer)
            await #expect(throws: SeedRefusal.organizationsExist(Int64(summary.organizations))) { try await seed.run(database: writer) }
            let ledgers = try #require(try await writer.run(SeededLedgers()).first)
            #expect(ledgers.receipts == Int64(summary.stockLevels))
        }
    }

    @Test func `of two seedings at once one is refused`() async throws {
        try await withWriter { writer in
            let seed = SeedBrand(directory: Repository.seed, withStorefronts: false)
            async let first = outcome { try await seed.run(database: writer) }
            async let second = outcome { try await seed.run(database: writer) }
            let refused = await [first, second].count { $0 is SeedRefusal }
            let failed = await [first, second].count { $0 != nil }
            #expect(refused == 1 && failed == 1)
        }
    }

    @Test(arguments: [
        ("stock.csv", "WH-TJ,NO-SUCH-SKU,600", "stock_levels"),
        ("stock.csv", "WH-XX,CL-HY-NX42-500,600", "stock_levels"),
        ("stock.csv", "WH-TJ,CL-HY-NX42-500,-6", "stock_levels"),
        ("lots.csv", "WH-TJ,CL-HY-NX42-500,L1,999999999,10", "stock_lots"),
        ("lots.csv", "WH-TJ,NO-SUCH-SKU,L1,6,10", "stock_lots"),
        ("accounts.csv", "D-000000,500000000,0", "accounts"),
        ("prices.csv", "PL-NONE,CL-HY-NX42-500,1,10000", "prices"),
        ("warehouses.csv", "38,RW-99,R-99,region,无此区域仓,30000000,110000000", "warehouses"),
    ])
    func `a line that fits nothing fails the whole seeding`(file: String, line: String, table: String) async throws {
        try await withWriter { writer in
            try await TemporaryDirectory.with { directory in
                for name in try FileManager.default.contentsOfDirectory(atPath: Repository.seed) where name.hasSuffix(".csv") || name.hasSuffix(".json") {
                    try FileManager.default.copyItem(atPath: Repository.seed + "/" + name, toPath: directory + "/" + name)
                }
                let text = try String(contentsOfFile: directory + "/" + file, encoding: .utf8)
                let others = text.split(separator: "\n").filter { !(file == "stock.csv" && $0.hasPrefix("WH-TJ,CL-HY-NX42-500,")) }
                try (others.joined(separator: "\n") + "\n" + line + "\n").write(toFile: directory + "/" + file, atomically: true, encoding: .utf8)

                let error = await #expect(throws: PostgresError.self) { try await SeedBrand(directory: directory, withStorefronts: false).run(database: writer) }
                #expect(error?.table == table)
                let ledgers = try #require(try await writer.run(SeededLedgers()).first)
                #expect(ledgers.receipts == 0 && ledgers.documents == 0)
                #expect(try await SeedBrand(directory: Repository.seed, withStorefronts: false).run(database: writer).warehouses == 37)
            }
        }
    }

    @Test func `a directory without the files is refused`() async throws {
        try await withWriter { writer in
            await #expect(throws: SeedRefusal.unreadable(file: "organizations.csv")) {
                try await SeedBrand(directory: Repository.root + "/no-such-directory", withStorefronts: false).run(database: writer)
            }
        }
    }

    private func withWriter(_ body: (Database) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { url in
            try await body(Database.test("writer", at: url, size: 2, name: "seed"))
        }
    }

    private func outcome(_ body: () async throws -> SeedSummary) async -> (any Error)? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }
}
