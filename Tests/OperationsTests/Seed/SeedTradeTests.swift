import Commerce
import Logging
import Operations
import Postgres
import TestSupport
import Testing

/// One brand is seeded whole for all of it: it takes seconds.
@Suite struct SeedTradeTests {
    @Test func `the whole demo brand has stores, 200 open storefronts and a past that every ledger bears out, and keeps its promises`() async throws {
        try await TestDatabase.withDatabase { url in
            let writer = Database.test("writer", at: url, size: 2, name: "seed")
            let summary = try await SeedBrand(directory: Repository.seed).run(database: writer)
            #expect((28_500...29_500).contains(summary.stores))
            #expect(summary.organizations == 1 + 32 + summary.accounts)
            #expect((20_000...30_000).contains(summary.storeOrders))

            let report = try await AuditBrand(database: writer).run()
            #expect(report.isClean, "\(report.text)")
            try await Self.expectPromises(of: writer, summary)
            try await Self.expectStorefronts(of: writer, summary)
            try await Self.expectSeason(of: writer)
            try await Self.expectReplenishment(at: url, writer)
        }
    }

    private static func expectPromises(of writer: Database, _ summary: SeedSummary) async throws {
        let found = try #require(try await writer.run(SeededPromises()).first)
        #expect(found.leastAmpleUnits >= 60_000)
        #expect(found.leastBalanceFen >= 500_000_000)
        #expect(found.organizationsWithoutDemoClient == 0)
        #expect(found.wrongLastChildren == 0)
        let ledgers = try #require(try await writer.run(SeededLedgers()).first)
        #expect(ledgers.levelsUnlikeMovements == 0 && ledgers.balancesUnlikeTransfers == 0)
    }

    private static func expectStorefronts(of writer: Database, _ summary: SeedSummary) async throws {
        let found = try #require(try await writer.run(SeededStorefronts()).first)
        #expect(found.open == 200 && found.closed == 8)
        #expect(found.inShanghai == 16)
        #expect(found.leastItems >= 60 && found.mostItems <= 120)
        #expect(found.pricesOutOfBounds == 0)
        #expect(found.ordersOfClosed == 0)
        #expect(found.ordersToday == 0 && found.orders == Int64(summary.storeOrders))
        #expect(found.daysWithOrders == 120)
        #expect(found.underway > 0 && found.underway < found.orders / 20)
        #expect(found.core > 200 && found.potential > found.core && found.nurture > found.potential)
        #expect(found.tiersWithoutChange == 0)
        #expect(found.shortRows > 100, "some warehouse has little left of something")
    }

    /// What the jobs make of the brand: a distributor is told of a few SKUs and not of all.
    private static func expectReplenishment(at url: String, _ writer: Database) async throws {
        let quiet = Logger(label: "test.replenishment")
        let request = Database.test("request", at: url, size: 2, name: "request")
        let brand = Brand(writer: writer, intakeDatabase: writer, request: request, settings: BrandSettings(serverID: "one"), logger: quiet)
        try await brand.load()
        let storefronts = try await brand.suggestReplenishmentForAll()
        let alerts = try await brand.raiseStockAlerts()
        let found = try #require(try await writer.run(SeededAdvice()).first)
        #expect(storefronts == 208)
        #expect(found.suggestions > 100, "\(found)")
        #expect(alerts.cleared == 0 && alerts.raised == found.alerts)
        #expect((200...2000).contains(alerts.raised), "\(found)")
        #expect(found.mostAlerts <= 20, "\(found)")
        await request.close()
    }

    /// The case that the pool is for (上海经销商春节旺季).
    private static func expectSeason(of writer: Database) async throws {
        let simulation = PoolSimulation(database: writer, logger: Logger(label: "test.simulation"))
        let today = BrandClock().now().shanghaiDay
        let draft = try PoolSimulationDraft(
            ratioBps: 1000, from: today.adding(days: -35).shanghaiMidnight, to: today.adding(days: -14).shanghaiMidnight)
        let season = try await simulation.run(draft, within: Code(stored: "R-31"))
        #expect(season.inForce.demandLines > 1000)
        #expect((1400...1600).contains(season.withoutPool.stockOutBps))
        #expect((200...400).contains(season.inForce.stockOutBps))
        #expect(season.proposed.stockOutBps > season.inForce.stockOutBps)
        #expect(season.inForce.poolUnits > 5 * season.inForce.shortUnits)
        let before = try await simulation.run(
            PoolSimulationDraft(ratioBps: 1000, from: today.adding(days: -100).shanghaiMidnight, to: today.adding(days: -40).shanghaiMidnight), within: nil)
        #expect(before.withoutPool.stockOutBps < 100, "what runs short runs short in the season")
    }
}

/// What the storefronts of a seed and their past come to.
private struct SeededStorefronts: Statement {
    struct Result: RowDecodable {
        let open, closed, inShanghai, leastItems, mostItems, pricesOutOfBounds, ordersOfClosed, ordersToday, orders, daysWithOrders: Int64
        let underway, core, potential, nurture, tiersWithoutChange, shortRows: Int64

        init(from row: inout RowReader) throws {
            open = try row.next()
            closed = try row.next()
            inShanghai = try row.next()
            leastItems = try row.next()
            mostItems = try row.next()
            pricesOutOfBounds = try row.next()
            ordersOfClosed = try row.next()
            ordersToday = try row.next()
            orders = try row.next()
            daysWithOrders = try row.next()
            underway = try row.next()
            core = try row.next()
            potential = try row.next()
            nurture = try row.next()
            tiersWithoutChange = try row.next()
            shortRows = try row.next()
        }
    }
    static let sql = """
        WITH days AS (SELECT (placed_at AT TIME ZONE 'Asia/Shanghai')::date AS day, status, organization_id FROM orders),
             items AS (SELECT organization_id, count(*) AS count FROM storefront_items GROUP BY 1)
        SELECT (SELECT count(*) FROM storefronts WHERE open), (SELECT count(*) FROM storefronts WHERE NOT open),
               (SELECT count(*) FROM storefronts f JOIN organizations o ON o.id = f.organization_id WHERE f.open AND o.code LIKE 'D-31%'),
               (SELECT min(count) FROM items), (SELECT max(count) FROM items),
               (SELECT count(*) FROM storefront_items i JOIN skus s ON s.id = i.sku_id
                WHERE least(i.price_fen, i.core_fen, i.potential_fen) < s.floor_price_fen OR i.price_fen > s.suggested_price_fen),
               (SELECT count(*) FROM days d JOIN storefronts f ON f.organization_id = d.organization_id & ~1048575::bigint WHERE NOT f.open),
               (SELECT count(*) FROM days WHERE day >= (now() AT TIME ZONE 'Asia/Shanghai')::date),
               (SELECT count(*) FROM days), (SELECT count(DISTINCT day) FROM days), (SELECT count(*) FROM days WHERE status = 'confirmed'),
               (SELECT count(*) FROM stores WHERE tier = 'core'), (SELECT count(*) FROM stores WHERE tier = 'potential'),
               (SELECT count(*) FROM stores WHERE tier = 'nurture'),
               (SELECT count(*) FROM stores s WHERE tier <> (SELECT coalesce(max(c.became), 'nurture') FROM store_changes c
                                                             WHERE c.organization_id = s.organization_id AND c.kind = 'tier')),
               (SELECT count(*) FROM stock_levels l JOIN warehouses w ON w.id = l.warehouse_id WHERE w.kind = 'distributor' AND l.on_hand < 24)
        """
}

private struct SeededAdvice: Statement {
    struct Result: RowDecodable {
        let suggestions, alerts, mostAlerts: Int64

        init(from row: inout RowReader) throws {
            suggestions = try row.next()
            alerts = try row.next()
            mostAlerts = try row.next()
        }
    }
    static let sql = """
        SELECT (SELECT count(*) FROM replenishment_suggestions WHERE status = 'open'), (SELECT count(*) FROM stock_alerts WHERE cleared_at IS NULL),
               (SELECT max(n) FROM (SELECT count(*) AS n FROM stock_alerts WHERE cleared_at IS NULL GROUP BY organization_id) a)
        """
}
