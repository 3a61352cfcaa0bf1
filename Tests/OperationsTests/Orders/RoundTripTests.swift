import Commerce
import Logging
import Metrics
import Operations
import Postgres
import TestSupport
import Testing

/// How often the database is asked: what an order costs is round trips before anything else.
@Suite(.timeLimit(.minutes(20))) struct RoundTripTests {
    @Test func `a lone order takes two round trips, and so does a batch`() async throws {
        try await TestBrand.with { test in
            let counted = CountedBrand(test, pool: "counted")
            try await counted.run { server in
                // The first one also fetches a block of ids and one of numbers, and prepares.
                #expect(try await server.send(["A": 6]).order != nil)
                let alone = try await counted.roundTrips {
                    let sent = try await server.send(["A": 6, "B": 6, "L": 1])
                    #expect(sent.order != nil)
                }
                #expect(alone == 2)

                // While the first waits for its account, the others gather.
                let many = try await counted.roundTrips {
                    let sent = try await server.holding(try server.lockingAccount(of: "D-110105")) {
                        let first = Task { try await server.send(["A": 6]) }
                        try await server.untilBlocked()
                        let others = (0..<20).map { index in Task { try await server.send(["A": 6], by: ["D-110105", "D-110106"][index % 2]) } }
                        try await server.untilUnanswered(21)
                        return [first] + others
                    }
                    for order in sent { #expect(try await order.value.order != nil) }
                }
                #expect(many == 4)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `three campaigns with limits cost a known buyer no round trip more`() async throws {
        try await TestBrand.with { test in
            try await test.launch(#"{"kind":"flashSale","sku":"L","priceFen":4500,"quotaUnits":100,"perBuyerUnits":50}"#, 901)
            try await test.launch(CampaignOrderTests.hundredOff, 902, budget: #"{"amountFen":1000000,"perDayFen":1000000}"#)
            try await test.launch(#"{"kind":"coupon","codes":["C-1","C-2"],"offFen":300}"#, 903, budget: #"{"perBuyerUses":5}"#)
            let counted = CountedBrand(test, pool: "counted campaigns")
            try await counted.run { server in
                // The first one makes the counters.
                #expect(try await server.order(["A": 6, "L": 1], coupons: ["C-1"]).order != nil)
                let trips = try await counted.roundTrips {
                    let sent = try await server.order(["A": 6, "L": 1], coupons: ["C-2"])
                    let order = try await server.order(try #require(sent.order))
                    // L may fall from 5,000 to 4,000: 500 by its flash price, and 500 of the 698 that are its part of 10,000.
                    #expect(order.discountFen == 500 + (9302 + 500) + 278, "\(String(decoding: order.pricing, as: UTF8.self))")
                }
                // Reading it goes elsewhere.
                #expect(trips == 2)
            }
            try await test.expectCleanAudit()
        }
    }
}

/// A server with one writer whose intake's round trips are counted.
private struct CountedBrand: Sendable {
    /// Of its own, since tests run beside each other and the process has one registry.
    private let pool: String
    private let test: TestBrand

    init(_ test: TestBrand, pool: String) {
        self.test = test
        self.pool = pool
    }

    func run(_ body: (TestBrand) async throws -> Void) async throws {
        var logger = Logger(label: "test.brand")
        logger.logLevel = .critical
        _ = CountedMetrics.registry
        func database(_ name: String, _ role: String) -> Database {
            Database(DatabaseConfiguration(url: test.url, role: "tributary_" + role, size: 4), logger: logger, name: name)
        }
        let writer = database("writer", "writer"), intake = database(pool, "writer"), request = database("request", "request")
        let clock = test.clock
        let brand = Brand(
            writer: writer, intakeDatabase: intake, request: request, settings: BrandSettings(serverID: "counted", intakeWriters: 1, intakeLockMilliseconds: 60_000),
            clock: BrandClock(read: { clock.now.millisecondsSince1970 }), logger: logger)
        do {
            try await brand.load()
            try await body(test.served(by: brand))
        } catch {
            for database in [writer, intake, request] { await database.close() }
            throw error
        }
        for database in [writer, intake, request] { await database.close() }
    }

    func roundTrips(_ body: () async throws -> Void) async rethrows -> Int {
        let before = CountedMetrics.roundTrips(of: pool)
        try await body()
        return CountedMetrics.roundTrips(of: pool) - before
    }
}

/// The process's metrics, which can be set up once only.
private enum CountedMetrics {
    static let registry: MetricsRegistry = {
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }()

    /// Every pipeline is timed once, whatever it holds.
    static func roundTrips(of pool: String) -> Int {
        registry.text.split(separator: "\n").reduce(0) { sum, line in
            guard line.hasPrefix("postgres_statement_duration_seconds_count{"), line.contains(#"pool="\#(pool)""#) else { return sum }
            return sum + (line.split(separator: " ").last.flatMap { Int($0) } ?? 0)
        }
    }
}
