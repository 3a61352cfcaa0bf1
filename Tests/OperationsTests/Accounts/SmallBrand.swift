import Commerce
import Logging
import Operations
import Postgres
import TestSupport

/// A brand that is just large enough for money and events: HQ; R-11 with D-1 (and its store S-1) and D-2; R-31 with D-3. One SKU, sold
/// loose at 7 fen, lies in HQ's warehouse.
struct SmallBrand: Sendable {
    static let headquarters = Caller(clientID: "HQ", organization: .headquarters, code: Code(stored: "HQ"))
    static let region = Caller(clientID: "R-11", organization: OrganizationID(1 << 40), code: Code(stored: "R-11"))
    static let first = Caller(clientID: "D-1", organization: OrganizationID(1 << 40 | 1 << 20), code: Code(stored: "D-1"))
    static let second = Caller(clientID: "D-2", organization: OrganizationID(1 << 40 | 2 << 20), code: Code(stored: "D-2"))
    static let elsewhere = Caller(clientID: "D-3", organization: OrganizationID(2 << 40 | 1 << 20), code: Code(stored: "D-3"))
    static let store = Caller(clientID: "S-1", organization: OrganizationID(1 << 40 | 1 << 20 | 1), code: Code(stored: "S-1"))

    let brand: Brand
    let clock: TestClock
    private let url: String

    static func with(allowsPrivateWebhooks: Bool = false, _ body: (SmallBrand) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { url in
            try await populate(url)
            try await with(url: url, serverID: "one", clock: TestClock(), allowsPrivateWebhooks, body)
        }
    }

    /// A second server of the same brand, or the first one after a restart.
    func anotherServer(allowsPrivateWebhooks: Bool = false, _ body: (SmallBrand) async throws -> Void) async throws {
        try await Self.with(url: url, serverID: "two", clock: clock, allowsPrivateWebhooks, body)
    }

    /// Runs SQL behind the brand's back, as the owner of the database.
    func sql(_ text: String) async throws {
        try await Self.sql(text, url)
    }

    /// A connection of the test's own, bound by no policy.
    func connection() async throws -> Connection {
        try await Connection.open(DatabaseConfiguration(url: url), logger: Self.quiet)
    }

    private static func with(
        url: String, serverID: String, clock: TestClock, _ allowsPrivateWebhooks: Bool, _ body: (SmallBrand) async throws -> Void
    ) async throws {
        let writer = Database(DatabaseConfiguration(url: url, role: "tributary_writer", size: 8), logger: quiet, name: "writer")
        let request = Database(DatabaseConfiguration(url: url, role: "tributary_request", size: 4), logger: quiet, name: "request")
        let brand = Brand(
            writer: writer, request: request,
            settings: BrandSettings(serverID: serverID, allowsPrivateWebhooks: allowsPrivateWebhooks),
            clock: BrandClock(read: { clock.now.millisecondsSince1970 }), logger: quiet)
        do {
            try await brand.load()
            // A first block of ids, so that works begun at once don't all fetch one while they hold the pool's connections.
            _ = try await brand.ids.one()
            try await body(SmallBrand(brand: brand, clock: clock, url: url))
        } catch {
            await writer.close()
            await request.close()
            throw error
        }
        await writer.close()
        await request.close()
    }

    private static var quiet: Logger {
        var logger = Logger(label: "test.brand")
        logger.logLevel = .critical
        return logger
    }

    private static func sql(_ text: String, _ url: String) async throws {
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: quiet)
        do {
            try await connection.script(text)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    private static func populate(_ url: String) async throws {
        try await sql("""
            INSERT INTO organizations (id, parent_id, code, kind, name, latitude_e6, longitude_e6) VALUES
                (0, NULL, 'HQ', 'headquarters', 'HQ', NULL, NULL),
                (1::bigint << 40, 0, 'R-11', 'region', 'R-11', NULL, NULL), (2::bigint << 40, 0, 'R-31', 'region', 'R-31', NULL, NULL),
                (\(first.organization.rawValue), 1::bigint << 40, 'D-1', 'distributor', 'D-1', 39900000, 116400000),
                (\(second.organization.rawValue), 1::bigint << 40, 'D-2', 'distributor', 'D-2', 39900000, 116400000),
                (\(elsewhere.organization.rawValue), 2::bigint << 40, 'D-3', 'distributor', 'D-3', 31200000, 121400000),
                (\(store.organization.rawValue), \(first.organization.rawValue), 'S-1', 'store', 'S-1', NULL, NULL);
            INSERT INTO skus (owner_id, list_price_fen, floor_price_fen, id, abv_tenths, volume_ml, units_per_case, case_weight_grams, loose_sale,
                code, name, brand, series, category, aroma, gtin, price_band)
            VALUES (0, 7, 7, 1, 520, 500, 6, 6000, true, 'A', 'A', 'A', 'A', 'baijiu', '浓香', '6900000000001', 'mid');
            INSERT INTO warehouses (organization_id, id, latitude_e6, longitude_e6, code, name, kind) VALUES (0, 1, 39100000, 117200000, 'WH', 'WH', 'hq');
            INSERT INTO stock_levels (organization_id, on_hand, warehouse_id, sku_id) VALUES (0, 100000, 1, 1);
            """, url)
    }
}
