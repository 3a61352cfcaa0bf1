package import Commerce
import Postgres

extension Work {
    /// Replaces all prices of a list by these.
    ///
    /// The SKUs' rows are share-locked, so that a floor price that is raised at the same time comes before or after, not in between.
    ///
    /// - Returns: the prices by the SKU's code and `minUnits`.
    /// - Throws: `PricingRefusal.unknownList`; `Reason` (422) with `UNKNOWN_SKU`, `PRICE_FLOOR` and `DUPLICATE_PRICE` at their places.
    package func putPrices(_ prices: [PriceDraft], on list: Code) async throws -> [PriceView] {
        let (lists, skus) = try await run(LockPriceList(code: list), ShareLockSKUs(codes: Set(prices.map(\.sku)).sorted()))
        guard let listID = lists.first?.id else { throw PricingRefusal.unknownList }
        let known = Dictionary(skus.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        if let reason = Reason.invalid(prices.faults(floorFen: known.mapValues(\.floorPriceFen))) { throw reason }
        let rows = prices.compactMap { price in
            known[price.sku].map { (sku: $0.id, minUnits: price.minUnits, unitPriceFen: price.unitPriceFen) }
        }
        _ = try await run(DropPrices(list: listID), AddPrices(list: listID, rows: rows), TouchPriceList(list: listID, at: now))
        try await announcePrices(of: list)
        return prices.map { PriceView(sku: $0.sku, minUnits: $0.minUnits, unitPriceFen: $0.unitPriceFen) }
            .sorted { ($0.sku, $0.minUnits) < ($1.sku, $1.minUnits) }
    }
}

/// Two that put prices on one list take turns.
private struct LockPriceList: Statement {
    struct Result: RowDecodable {
        let id: Int32
        init(from row: inout RowReader) throws { id = try row.next() }
    }
    static let sql = "SELECT id FROM price_lists WHERE code = $1 FOR NO KEY UPDATE"
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
    }
}

private struct ShareLockSKUs: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        let code: Code
        let floorPriceFen: Int64
        init(from row: inout RowReader) throws {
            id = SKUID(try row.next())
            code = Code(stored: try row.next())
            floorPriceFen = try row.next()
        }
    }
    static let sql = "SELECT id, code, floor_price_fen FROM skus WHERE code = ANY($1) ORDER BY id FOR SHARE"
    let codes: [Code]

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
    }
}

private struct DropPrices: Statement {
    static let sql = "DELETE FROM prices WHERE price_list_id = $1"
    let list: Int32

    func bind(_ parameters: inout Parameters) {
        parameters.append(list)
    }
}

private struct AddPrices: Statement {
    static let sql = """
        INSERT INTO prices (price_list_id, sku_id, min_units, unit_price_fen)
        SELECT $1, s, m, f FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS u (s, m, f)
        """
    let list: Int32
    let rows: [(sku: SKUID, minUnits: Int64, unitPriceFen: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(list)
        parameters.append(rows.map(\.sku.rawValue))
        parameters.append(rows.map(\.minUnits))
        parameters.append(rows.map(\.unitPriceFen))
    }
}

private struct TouchPriceList: Statement {
    static let sql = "UPDATE price_lists SET updated_at = $2 WHERE id = $1"
    let list: Int32
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(list)
        parameters.append(Timestamp(at))
    }
}
