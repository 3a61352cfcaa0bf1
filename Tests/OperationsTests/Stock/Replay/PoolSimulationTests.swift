import Commerce
import Logging
@testable import Operations
import Postgres
import TestSupport
import Testing

/// The pool what-if on a real brand. The brand's clock stands on 2026-01-15, ten in the morning in Shanghai.
struct PoolSimulationTests {
    /// The small brand, whose goods came on the tenth.
    private static func with(_ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.with { brand in
            try await brand.sql("UPDATE tributary.stock_movements SET at = '2026-01-10T00:00:00Z'")
            try await body(brand)
        }
    }

    private static func day(_ text: String) throws -> Instant { try #require(CalendarDay(text)).shanghaiMidnight }

    private static func draft(_ ratioBps: Int64 = 3000, from: String = "2026-01-15", to: String = "2026-01-16") throws -> PoolSimulationDraft {
        try PoolSimulationDraft(ratioBps: ratioBps, from: try day(from), to: try day(to))
    }

    private static func simulate(_ draft: PoolSimulationDraft, _ brand: TestBrand) async throws -> PoolWhatIf {
        try await brand.brand.simulatePool(draft, as: try brand.caller("HQ"))
    }

    @Test func `a day's orders replay to what they were really given, tier by tier`() async throws {
        try await Self.with { brand in
            _ = try await brand.place(["A": 960], by: "D-110105", partial: true)
            _ = try await brand.place(["A": 300], by: "D-310101", partial: true)
            _ = try await brand.place(["A": 90, "L": 7], by: "D-110106", partial: true)
            let whatIf = try await Self.simulate(try Self.draft(), brand)
            let tally = whatIf.inForce
            func held(_ tier: String) async throws -> Int64 {
                Int64(try await brand.count("SELECT coalesce(sum(units), 0) FROM tributary.stock_holds WHERE tier = '\(tier)'"))
            }
            let hq = try await held("hq")
            let region = try await held("region")
            let pool = try await held("pool")
            #expect((tally.generalUnits, tally.regionUnits, tally.poolUnits) == (hq, region, pool))
            // Two warehouses with 420 for everyone and a pool of 180 each, of which one distributor may hold 36; and a region's 60.
            #expect((hq, region, pool) == (847, 120, 204))
            #expect((tally.demandLines, tally.demandUnits, tally.shortLines, tally.shortUnits) == (4, 1357, 2, 186))
            #expect(whatIf.proposed == whatIf.inForce, "the same ratio comes to the same")
            #expect(whatIf.gained.isEmpty && whatIf.lost.isEmpty)
            // Without a pool the first two are served whole, and the third has what its region has.
            #expect((whatIf.withoutPool.generalUnits, whatIf.withoutPool.regionUnits, whatIf.withoutPool.shortUnits) == (1207, 120, 30))
            #expect(whatIf.regions.map(\.region.text) == ["R-11", "R-31"])
            #expect(whatIf.regions.map(\.inForce.demandLines) == [3, 1])
            try await brand.expectCleanAudit()
        }
    }

    @Test func `another ratio names who would gain and who would lose, and changes nothing`() async throws {
        try await Self.with { brand in
            _ = try await brand.place(["A": 960], by: "D-110105", partial: true)
            _ = try await brand.place(["A": 300], by: "D-310101", partial: true)
            let policies = try await brand.count("SELECT count(*) FROM tributary.pool_policies")
            let whatIf = try await Self.simulate(try Self.draft(0), brand)
            #expect(whatIf.proposed == whatIf.withoutPool)
            #expect(whatIf.gained == [PoolWhatIf.Shift(distributor: Code(stored: "D-310101"), units: 168)])
            #expect(whatIf.lost.isEmpty)
            let more = try await Self.simulate(try Self.draft(10_000), brand)
            // All is pool, a distributor's share of each warehouse's 600 is 120: the first has 240 and its region's 60.
            #expect(more.lost == [PoolWhatIf.Shift(distributor: Code(stored: "D-110105"), units: 660)])
            #expect(more.gained == [PoolWhatIf.Shift(distributor: Code(stored: "D-310101"), units: 168)])
            #expect(try await brand.count("SELECT count(*) FROM tributary.pool_policies") == policies)
            #expect(try await brand.level("WH-TJ", "L") == "600/0/0")
        }
    }

    @Test func `a store's unmet demand is served by its distributor, by the pool, and by the region where that is allowed`() async throws {
        try await Self.with { brand in
            try await brand.receive(["L": 12], at: "DW-110105", by: "D-110105")
            try await brand.sql("UPDATE tributary.stock_movements SET at = '2026-01-11T00:00:00Z' WHERE warehouse_id = 5")
            let store = try brand.caller("S-110105-001").organization
            let wanted = UnmetDemand(buyer: store, sku: SKUID(4), units: 150)
            _ = try await brand.brand.writer.run(InsertUnmetDemand(at: brand.clock.now, rows: [wanted]))
            let closed = try await Self.simulate(try Self.draft(), brand).inForce
            #expect((closed.ownUnits, closed.poolUnits, closed.regionUnits, closed.shortUnits) == (12, 72, 0, 66))
            let region = try brand.caller("R-11").organization.rawValue
            try await brand.sql("INSERT INTO tributary.storefront_policies (organization_id, updated_at, region_stock) VALUES (\(region), now(), true)")
            let open = try await Self.simulate(try Self.draft(), brand)
            #expect((open.inForce.ownUnits, open.inForce.poolUnits, open.inForce.regionUnits, open.inForce.shortUnits) == (12, 72, 60, 6))
            #expect(open.withoutPool.shortUnits == 78)
        }
    }

    @Test func `stores' orders replay to what they were really given, from their distributor and from the pool`() async throws {
        try await TestBrand.withStorefront(stores: 2) { brand in
            try await brand.sql("UPDATE tributary.stock_movements SET at = '2026-01-10T00:00:00Z'")
            _ = try await brand.bought(["A": 20])
            _ = try await brand.bought(["A": 50], by: "S-110105-002", partial: true)
            _ = try await brand.place(["A": 480], by: "D-310101", partial: true)
            let tally = try await Self.simulate(try Self.draft(), brand).inForce
            func held(_ tier: String) async throws -> Int64 {
                Int64(try await brand.count("SELECT coalesce(sum(units), 0) FROM tributary.stock_holds WHERE tier = '\(tier)'"))
            }
            let own = try await held("own")
            let hq = try await held("hq")
            let pool = try await held("pool")
            #expect((tally.ownUnits, tally.generalUnits, tally.poolUnits) == (own, hq, pool))
            // The two stores share what their distributor may hold of the pool, the other distributor holds as much itself.
            #expect((own, hq, pool) == (12, 420, 72))
            #expect((tally.demandUnits, tally.shortUnits, tally.shortLines) == (550, 46, 2))
        }
    }

    @Test func `the command tells of one region or distributor what the service tells of all, and knows no other codes`() async throws {
        try await Self.with { brand in
            _ = try await brand.place(["A": 960], by: "D-110105", partial: true)
            _ = try await brand.place(["A": 300], by: "D-310101", partial: true)
            let simulation = PoolSimulation(database: brand.brand.writer, logger: Logger(label: "test.simulation"))
            let draft = try Self.draft(0)
            let all = try await simulation.run(draft, within: nil)
            let served = try await Self.simulate(draft, brand)
            #expect((all.inForce, all.proposed, all.withoutPool, all.regions) == (served.inForce, served.proposed, served.withoutPool, served.regions))
            let region = try await simulation.run(draft, within: Code(stored: "R-31"))
            #expect(region.inForce == served.regions.last?.inForce)
            #expect(region.regions.map(\.region.text) == ["R-31"] && region.gained == served.gained)
            let distributor = try await simulation.run(draft, within: Code(stored: "D-110105"))
            #expect(distributor.inForce.demandUnits == 960 && distributor.gained.isEmpty)
            for code in ["R-99", "WH-TJ"] {
                await #expect(throws: Reason.absent("region or distributor")) { _ = try await simulation.run(draft, within: Code(stored: code)) }
            }
        }
    }

    @Test func `what can't be replayed at once is refused with how much can`() throws {
        let limits = PoolHistoryLimits(rows: 2)
        try limits.check(2)
        #expect(limits.asked == 3)
        let reason = #expect(throws: Reason.self) { try limits.check(3) }
        #expect(reason?.code == "TOO_MUCH_TO_REPLAY" && reason?.figures == [Figure("maxRows", 2)])
    }
}
