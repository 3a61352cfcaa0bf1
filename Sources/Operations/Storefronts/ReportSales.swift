package import Commerce
import Postgres

/// What a store sold of a SKU on a day.
package struct StoreSale: Equatable, Sendable {
    /// None is worth telling, too: a store that reports is held to what it reports.
    package static let unitsRange: ClosedRange<Int64> = 0...1_000_000
    package static let maxLines = 1000

    package let sku: Code
    package let units: Int64

    package init(sku: Code, units: Int64) {
        self.sku = sku
        self.units = units
    }
}

extension Work {
    /// Adds to what a store sold on a day, as its till tells it; the store itself reports, or its distributor for it.
    /// - Throws: 404 when there is no such store within the caller's reach; 422 `UNKNOWN_SKU` at each line, or a day that hasn't come.
    package func reportSales(_ sales: [StoreSale], of store: Code, on day: CalendarDay?) async throws {
        let today = now.shanghaiDay
        let day = day ?? today
        guard day <= today else {
            throw Reason(.invalid, "OUT_OF_RANGE", "The day hasn't come yet.", faults: [Fault("/day", "OUT_OF_RANGE", "The day hasn't come yet.")])
        }
        let (stores, skus) = try await run(
            StoreNamed(code: store, reach: caller.organization.reach), SKUsNamed(codes: sales.map(\.sku), for: caller))
        guard let found = stores.first else { throw Reason.absent("store") }
        let ids = Dictionary(skus.map { ($0.code, $0.id) }) { first, _ in first }
        let faults = sales.indices.filter { ids[sales[$0].sku] == nil }.map { Fault("/lines/\($0)/sku", "UNKNOWN_SKU", "There is no such SKU.") }
        if let refused = Reason.invalid(faults) { throw refused }
        var units: [SKUID: Int64] = [:]
        for sale in sales { units[ids[sale.sku] ?? SKUID(0), default: 0] += sale.units }
        _ = try await run(AddStoreSales(store: found.id, day: day, units: units.sorted { $0.key < $1.key }))
    }
}

extension Brand {
    /// A store's reported sales, the last day first, within a day by SKU.
    /// - Throws: 404 when there is no such store within the caller's reach.
    package func sales(of store: Code, page: PageRequest, as caller: Caller) async throws -> Page<(day: CalendarDay, sku: Code, units: Int64)> {
        let after = try page.afterNumbers(2)
        if let after, !(0...Int64(Int32.max)).contains(after[0]) || !(0...Int64(Int32.max)).contains(after[1]) { throw PageRequest.invalidCursor }
        let (stores, rows) = try await read(
            as: caller, StoreNamed(code: store, reach: caller.organization.reach), ListStoreSales(store: store, after: after, limit: page.fetchLimit))
        guard !stores.isEmpty else { throw Reason.absent("store") }
        return Page(rows, for: page) { "\($0.day.daysSince1970).\($0.sku.rawValue)" }.map { ($0.day, $0.code, $0.units) }
    }
}

private struct AddStoreSales: Statement {
    static let sql = """
        INSERT INTO store_sales (organization_id, day, sku_id, units)
        SELECT $1, date '1970-01-01' + $2, s, n FROM unnest($3::int[], $4::bigint[]) AS u (s, n)
        ON CONFLICT (organization_id, sku_id, day) DO UPDATE SET units = store_sales.units + excluded.units
        """
    let store: OrganizationID
    let day: CalendarDay
    let units: [(key: SKUID, value: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(Int32(day.daysSince1970))
        parameters.append(units.map(\.key.rawValue))
        parameters.append(units.map(\.value))
    }
}

private struct ListStoreSales: Statement {
    struct Result: RowDecodable {
        let day: CalendarDay
        let sku: SKUID
        let code: Code
        let units: Int64
        init(from row: inout RowReader) throws {
            day = CalendarDay(daysSince1970: Int(try row.next(Int32.self)))
            sku = SKUID(try row.next())
            code = Code(stored: try row.next())
            units = try row.next()
        }
    }
    static let sql = """
        SELECT t.day - date '1970-01-01', t.sku_id, k.code, t.units
        FROM store_sales t JOIN organizations o ON o.id = t.organization_id JOIN skus k ON k.id = t.sku_id
        WHERE o.code = $1 AND ($2::int IS NULL OR (t.day, -t.sku_id) < (date '1970-01-01' + $2, -$3::int))
        ORDER BY t.day DESC, t.sku_id LIMIT $4
        """
    let store: Code
    let after: [Int64]?
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.text)
        parameters.append(after.map { Int32($0[0]) })
        parameters.append(after.map { Int32($0[1]) })
        parameters.append(limit)
    }
}
