import Commerce
import Logging
import Operations
import Postgres
import TestSupport

/// The tests' small brand with empty accounts, and one SKU sold loose at 7 fen in plenty, so that money decides.
struct SmallBrand: Sendable {
    static let headquarters = Caller(clientID: "HQ", organization: .headquarters, code: Code(stored: "HQ"))
    static let region = Caller(clientID: "R-11", organization: OrganizationID(1 << 40), code: Code(stored: "R-11"))
    static let first = Caller(clientID: "D-110105", organization: OrganizationID(1 << 40 | 1 << 20), code: Code(stored: "D-110105"))
    static let second = Caller(clientID: "D-110106", organization: OrganizationID(1 << 40 | 2 << 20), code: Code(stored: "D-110106"))
    /// In another region.
    static let elsewhere = Caller(clientID: "D-310101", organization: OrganizationID(2 << 40 | 1 << 20), code: Code(stored: "D-310101"))
    /// Of the first distributor.
    static let store = Caller(clientID: "S-110105-001", organization: OrganizationID(1 << 40 | 1 << 20 | 1), code: Code(stored: "S-110105-001"))

    let brand: Brand
    private let test: TestBrand

    var clock: TestClock { test.clock }

    static func with(allowsPrivateWebhooks: Bool = false, _ body: (SmallBrand) async throws -> Void) async throws {
        try await TestBrand.with(draft, settings: { $0.allowsPrivateWebhooks = allowsPrivateWebhooks }) { test in
            try await body(SmallBrand(brand: test.brand, test: test))
        }
    }

    /// A second server of the same brand, or the first one after a restart.
    func anotherServer(allowsPrivateWebhooks: Bool = false, _ body: (SmallBrand) async throws -> Void) async throws {
        var logger = Logger(label: "test.brand")
        logger.logLevel = .critical
        let clock = test.clock
        let writer = Database.test("writer", at: test.url, size: 8)
        let request = Database.test("request", at: test.url, size: 4)
        let other = Brand(
            writer: writer, request: request, settings: BrandSettings(serverID: "two", allowsPrivateWebhooks: allowsPrivateWebhooks),
            clock: BrandClock(read: { clock.now.millisecondsSince1970 }), logger: logger)
        do {
            try await other.load()
            try await body(SmallBrand(brand: other, test: test))
        } catch {
            await writer.close()
            await request.close()
            throw error
        }
        await writer.close()
        await request.close()
    }

    /// Runs SQL behind the brand's back, bound by no policy.
    func sql(_ text: String) async throws {
        try await test.sql(text)
    }

    /// One number, read behind the brand's back.
    func number(_ query: String) async throws -> Int64 {
        try await test.value(query).flatMap { Int64($0) } ?? 0
    }

    /// A connection of the test's own, bound by no policy.
    func connection(statementTimeoutMilliseconds: Int = 30_000) async throws -> Connection {
        try await Connection.open(
            DatabaseConfiguration(url: test.url, statementTimeoutMilliseconds: statementTimeoutMilliseconds), logger: Logger(label: "test.sql"))
    }

    private static var draft: BrandDraft {
        var draft = BrandDraft.small(stock: ["WH-TJ": ["L": 100_000]])
        for index in draft.distributors.indices { draft.distributors[index].balanceFen = 0 }
        for index in draft.skus.indices where draft.skus[index].code == "L" {
            draft.skus[index].listPriceFen = 7
            draft.skus[index].floorPriceFen = 7
        }
        return draft
    }
}
