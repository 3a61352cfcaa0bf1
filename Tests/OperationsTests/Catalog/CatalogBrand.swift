import Commerce
import Logging
import Operations
import Postgres
import TestSupport

/// A brand of two regions with a distributor each and one store, an empty catalogue, on a database of its own.
struct CatalogBrand {
    let brand: Brand
    let url: String

    static let headquarters = caller(0, "HQ")
    static let beijing = caller(1 << 40, "R-11")
    static let shanghai = caller(2 << 40, "R-31")
    static let chaoyang = caller(1 << 40 | 1 << 20, "D-110105")
    static let huangpu = caller(2 << 40 | 1 << 20, "D-310101")
    static let store = caller(1 << 40 | 1 << 20 | 1, "S-110105-001")

    static func with(_ body: (CatalogBrand) async throws -> Void) async throws {
        try await TestDatabase.withDatabase { url in
            let house = CatalogBrand(brand: brand(url, server: "one"), url: url)
            try await house.script(organizations)
            try await house.brand.load()
            try await body(house)
            await house.brand.writer.close()
            await house.brand.request.close()
        }
    }

    /// Another server of the same brand.
    func secondServer() async throws -> Brand {
        let second = Self.brand(url, server: "two")
        try await second.load()
        return second
    }

    /// Runs SQL as the writer, past all use cases.
    func script(_ sql: String) async throws {
        try await brand.writer.withConnection { try await $0.script(sql) }
    }

    /// Central SKUs `C-0001` …, in force.
    func addCentral(_ count: Int) async throws {
        try await addPlain("C", owner: 0, count, gtinsFrom: 1_000_000)
    }

    /// Custom SKUs of a region, `<prefix>-0001` …, in force.
    func addCustom(_ prefix: String, of region: Caller, _ count: Int) async throws {
        try await addPlain(prefix, owner: region.organization.rawValue, count, gtinsFrom: 2_000_000)
    }

    private func addPlain(_ prefix: String, owner: Int64, _ count: Int, gtinsFrom first: Int) async throws {
        let gtins = (1...count).map { "'" + SKUDraft.gtin(first + $0) + "'" }.joined(separator: ",")
        try await script(
            """
            INSERT INTO skus (owner_id, code, name, brand, series, category, aroma, gtin, price_band, abv_tenths, volume_ml, units_per_case,
                case_weight_grams, list_price_fen, floor_price_fen)
            SELECT \(owner), '\(prefix)-' || lpad(n::text, 4, '0'), 'SKU ' || n, 'B', 'S', 'baijiu', '浓香', gtin, 'mid', 520, 500, 6, 6000, 1000, 100
            FROM unnest(ARRAY[\(gtins)]) WITH ORDINALITY AS u (gtin, n)
            """)
        try await brand.load()
    }

    private static func caller(_ id: Int64, _ code: String) -> Caller {
        Caller(clientID: code, organization: OrganizationID(id), code: Code(stored: code))
    }

    private static func brand(_ url: String, server: String) -> Brand {
        let logger = Logger(label: "test.catalog")
        return Brand(
            writer: .test("writer", at: url, size: 8, logger: logger), request: .test("request", at: url, size: 8, logger: logger), settings: BrandSettings(serverID: server), logger: logger)
    }

    private static let organizations = """
        INSERT INTO organizations (id, parent_id, code, kind, name) VALUES
            (0, NULL, 'HQ', 'headquarters', 'HQ'), (\(1 << 40), 0, 'R-11', 'region', '北京'), (\(2 << 40), 0, 'R-31', 'region', '上海'),
            (\(1 << 40 | 1 << 20), \(1 << 40), 'D-110105', 'distributor', '朝阳'), (\(2 << 40 | 1 << 20), \(2 << 40), 'D-310101', 'distributor', '黄浦'),
            (\(1 << 40 | 1 << 20 | 1), \(1 << 40 | 1 << 20), 'S-110105-001', 'store', '门店')
        """
}

extension SKUDraft {
    /// A draft that keeps every rule; its GTIN is made from `number`.
    static func plain(_ code: String, _ number: Int, _ change: (inout SKUDraft) -> Void = { _ in }) -> SKUDraft {
        var draft = SKUDraft()
        draft.code = Code(stored: code)
        draft.name = "听泉 " + code
        draft.brand = "澄澜溪"
        draft.series = "听泉"
        draft.category = .baijiu
        draft.aroma = .strong
        draft.abvTenths = 520
        draft.volumeMl = 500
        draft.unitsPerCase = 6
        draft.caseWeightGrams = 6570
        draft.gtin = gtin(number)
        draft.priceBand = .mid
        draft.listPriceFen = 8000
        draft.floorPriceFen = 7000
        change(&draft)
        return draft
    }

    /// The `number`th GTIN of GS1's demonstration prefix.
    static func gtin(_ number: Int) -> String {
        let digits = "952" + String(String(1_000_000_000 + number).dropFirst())
        return (0...9).lazy.map { digits + String($0) }.first { GTIN13($0) != nil } ?? digits
    }
}

extension Brand {
    func add(_ draft: SKUDraft, as caller: Caller) async throws -> SKUView {
        try await work(for: caller) { try await $0.createSKU(draft) }
    }

    func change(_ code: String, as caller: Caller, _ change: (inout SKUDraft) -> Void) async throws -> SKUView {
        var draft = SKUDraft()
        change(&draft)
        let wanted = draft
        return try await work(for: caller) { try await $0.changeSKU(Code(stored: code), wanted) }
    }

    /// The codes of every page that the caller sees.
    func codes(_ filter: SKUFilter = SKUFilter(), limit: Int = 200, as caller: Caller) async throws -> [String] {
        var codes: [String] = []
        var after: String?
        repeat {
            let page = try await skus(filter, page: PageRequest(limit: limit, after: after), as: caller)
            codes += page.items.map(\.sku.details.code.text)
            after = page.next
        } while after != nil
        return codes
    }
}
