import Commerce
import Logging
import Operations
import Postgres
import TestSupport

/// A brand that is just large enough for stock: HQ with WH-1 and WH-2; R-11 (RW-11) with D-1 (DW-1, DW-2, store S-1) and D-2; R-31
/// (RW-31) with D-3 (DW-3). SKU A is sold loose, B in cases of six, both at 100 fen. Distributors have 1,000,000 fen each.
struct StockBrand: Sendable {
    static let headquarters = caller("HQ", 0)
    static let region = caller("R-11", 1 << 40)
    static let first = caller("D-1", 1 << 40 | 1 << 20)
    static let second = caller("D-2", 1 << 40 | 2 << 20)
    static let elsewhere = caller("D-3", 2 << 40 | 1 << 20)
    static let store = caller("S-1", 1 << 40 | 1 << 20 | 1)

    let brand: Brand
    let clock: TestClock
    private let url: String

    static func with(_ body: (StockBrand) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { url in
            let owner = try await Connection.open(DatabaseConfiguration(url: url), logger: quiet)
            try await owner.script(rows)
            await owner.close()
            let clock = TestClock()
            let writer = Database.test("writer", at: url, size: 8)
            let request = Database.test("request", at: url, size: 4)
            let brand = Brand(
                writer: writer, request: request, settings: BrandSettings(serverID: "one"),
                clock: BrandClock(read: { clock.now.millisecondsSince1970 }), logger: quiet)
            do {
                try await brand.load()
                try await body(StockBrand(brand: brand, clock: clock, url: url))
            } catch {
                await writer.close()
                await request.close()
                throw error
            }
            await writer.close()
            await request.close()
        }
    }

    /// Runs SQL behind the brand's back, as the owner of the database.
    func sql(_ text: String) async throws {
        let connection = try await Connection.open(DatabaseConfiguration(url: url), logger: Self.quiet)
        do {
            try await connection.script(text)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// A stock movement, by default headquarters' into WH-1.
    @discardableResult
    func move(
        _ kind: MovementKind, _ lines: KeyValuePairs<String, Int64>, at warehouse: String = "WH-1", to toWarehouse: String? = nil,
        by caller: Caller = headquarters
    ) async throws -> MovementView {
        let draft = try MovementDraft(
            kind: kind, warehouse: Code(stored: warehouse), toWarehouse: toWarehouse.map { Code(stored: $0) }, reason: "test",
            lines: lines.map { MovementDraft.Line(sku: Code(stored: $0.key), units: $0.value) })
        return try await brand.work(for: caller) { try await $0.moveStock(draft) }
    }

    /// `warehouse/sku onHand` of what the caller sees whole, `warehouse/sku generalFree+poolFree` of the rest.
    func stock(_ warehouse: String? = nil, _ sku: String? = nil, as caller: Caller = headquarters) async throws -> [String] {
        let page = try await brand.stock(
            warehouse: warehouse.map { Code(stored: $0) }, sku: sku.map { Code(stored: $0) }, PageRequest(limit: 200), as: caller)
        return page.items.map { row in
            "\(row.warehouse)/\(row.sku) " + (row.books.map { String($0.onHand) } ?? "\(row.generalFree)+\(row.poolFree)")
        }
    }

    /// Places an order of bottles and returns the answer's text: `placed`, or the code it is refused with.
    func order(_ lines: KeyValuePairs<String, Int64>, by caller: Caller = first, backorder: Bool = false) async throws -> String {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil, lines: lines.map { .init(sku: Code(stored: $0.key), quantity: $0.value, unit: .bottle) },
            allowPartial: nil, allowBackorder: backorder, note: nil)
        let key = "\(await Self.keys.next())"
        let answered = try await brand.placeOrder(
            draft, by: caller, once: IdempotentRequest(clientID: caller.clientID, route: "test", key: key, body: []),
            accepted: { StoredAnswer(status: 201, body: Array($0.status.rawValue.utf8)) },
            refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) })
        return String(decoding: answered.answer.body, as: UTF8.self)
    }

    private static let keys = Counter()
    private actor Counter {
        private var last = 0
        func next() -> Int {
            last += 1
            return last
        }
    }

    static var quiet: Logger {
        var logger = Logger(label: "test.stock")
        logger.logLevel = .critical
        return logger
    }

    private static func caller(_ code: String, _ id: Int64) -> Caller {
        Caller(clientID: code, organization: OrganizationID(id), code: Code(stored: code))
    }

    private static let rows = """
        INSERT INTO organizations (id, parent_id, code, kind, name, latitude_e6, longitude_e6) VALUES
            (0, NULL, 'HQ', 'headquarters', 'HQ', NULL, NULL),
            (\(1 << 40), 0, 'R-11', 'region', 'R-11', NULL, NULL), (\(2 << 40), 0, 'R-31', 'region', 'R-31', NULL, NULL),
            (\(first.organization.rawValue), \(1 << 40), 'D-1', 'distributor', 'D-1', 39900000, 116400000),
            (\(second.organization.rawValue), \(1 << 40), 'D-2', 'distributor', 'D-2', 39900000, 116400000),
            (\(elsewhere.organization.rawValue), \(2 << 40), 'D-3', 'distributor', 'D-3', 31200000, 121400000),
            (\(store.organization.rawValue), \(first.organization.rawValue), 'S-1', 'store', 'S-1', NULL, NULL);
        INSERT INTO skus (owner_id, list_price_fen, floor_price_fen, id, abv_tenths, volume_ml, units_per_case, case_weight_grams, loose_sale,
            code, name, brand, series, category, aroma, gtin, price_band)
        VALUES (0, 100, 7, 1, 520, 500, 6, 6000, true, 'A', 'A', 'A', 'A', 'baijiu', '浓香', '6900000000001', 'mid'),
               (0, 100, 7, 2, 520, 500, 6, 6000, false, 'B', 'B', 'B', 'B', 'baijiu', '浓香', '6900000000002', 'mid');
        INSERT INTO warehouses (organization_id, id, latitude_e6, longitude_e6, code, name, kind) VALUES
            (0, 1, 39100000, 117200000, 'WH-1', 'WH-1', 'hq'), (0, 2, 31200000, 121400000, 'WH-2', 'WH-2', 'hq'),
            (\(1 << 40), 3, 39900000, 116400000, 'RW-11', 'RW-11', 'region'), (\(2 << 40), 4, 31200000, 121400000, 'RW-31', 'RW-31', 'region'),
            (\(first.organization.rawValue), 5, 39900000, 116400000, 'DW-1', 'DW-1', 'distributor'),
            (\(first.organization.rawValue), 6, 39900000, 116400000, 'DW-2', 'DW-2', 'distributor'),
            (\(elsewhere.organization.rawValue), 7, 31200000, 121400000, 'DW-3', 'DW-3', 'distributor');
        SELECT setval(pg_get_serial_sequence('warehouses', 'id'), 100), setval(pg_get_serial_sequence('skus', 'id'), 100);
        INSERT INTO accounts (organization_id, kind, balance_fen)
        SELECT id, 'prepaid', CASE kind WHEN 'distributor' THEN 1000000 ELSE 0 END FROM organizations WHERE kind IN ('distributor', 'store');
        INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
        SELECT id, '2026-01-01', '2026-01-01', '2026-01-01', 'approved' FROM organizations WHERE kind = 'store';
        INSERT INTO accounts (organization_id, kind) VALUES (0, 'cash'), (0, 'sales');
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind)
        SELECT 1, now(), (SELECT id FROM accounts WHERE kind = 'cash'), id, balance_fen, organization_id, 'deposit'
        FROM accounts WHERE kind = 'prepaid' AND balance_fen > 0;
        """
}
