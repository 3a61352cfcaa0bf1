package import Commerce
import Postgres

/// A price list as it is shown, without its prices.
package struct PriceListView: Sendable, Equatable {
    package let code: Code
    package let name: String
    package let scope: PriceScopeKind
    /// The region or distributor that it is for.
    package let organization: Code?
    package let tier: String?
    package let validFrom: Instant?
    package let validTo: Instant?
}

/// One price of a list.
package struct PriceView: Sendable, Equatable {
    package let sku: Code
    package let minUnits: Int64
    /// As it was put. Where the SKU's floor price was raised above it since, the floor is what counts.
    package let unitPriceFen: Int64
}

extension Brand {
    /// Price lists by code, those that are over too. For headquarters.
    package func priceLists(page: PageRequest, as caller: Caller) async throws -> Page<PriceListView> {
        let rows = try await readReplica(as: caller, ListPriceLists(after: try page.afterCode(), limit: page.fetchLimit))
        return Page(rows.map(\.view), for: page) { $0.code.text }
    }

    /// - Throws: `PricingRefusal.unknownList`.
    package func priceList(_ code: Code, as caller: Caller) async throws -> PriceListView {
        guard let row = try await read(as: caller, GetPriceList(code: code)).first else { throw PricingRefusal.unknownList }
        return row.view
    }

    /// A list's prices by the SKU's code and from how many bottles they hold.
    /// - Throws: `PricingRefusal.unknownList`.
    package func prices(of list: Code, page: PageRequest, as caller: Caller) async throws -> Page<PriceView> {
        let after = try PriceKey(page.after)
        let (lists, rows) = try await read(as: caller, GetPriceList(code: list), ListPrices(list: list, after: after, limit: page.fetchLimit))
        guard !lists.isEmpty else { throw PricingRefusal.unknownList }
        return Page(rows.map(\.view), for: page) { PriceKey(sku: $0.sku.text, minUnits: $0.minUnits).text }
    }
}

/// Where a page of prices ended: `minUnits`, a space, the SKU's code.
private struct PriceKey: Sendable {
    let sku: String
    let minUnits: Int64

    init(sku: String, minUnits: Int64) {
        self.sku = sku
        self.minUnits = minUnits
    }

    /// - Throws: 422 `INVALID_CURSOR` for what `text` doesn't write.
    init(_ cursor: String?) throws {
        guard let cursor else {
            self.init(sku: "", minUnits: 0)
            return
        }
        let parts = cursor.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let minUnits = Int64(parts[0]), let sku = Code(String(parts[1])) else { throw PageRequest.invalidCursor }
        self.init(sku: sku.text, minUnits: minUnits)
    }

    var text: String { "\(minUnits) \(sku)" }
}

private struct PriceListRecord: RowDecodable {
    let view: PriceListView

    static let columns = """
        l.code, l.name, l.scope, (SELECT o.code FROM organizations o WHERE o.id = l.organization_id), l.tier, l.valid_from, l.valid_to
        """

    init(from row: inout RowReader) throws {
        view = PriceListView(
            code: Code(stored: try row.next()), name: try row.next(),
            scope: PriceScopeKind(rawValue: try row.next(String.self)) ?? .everyone,
            organization: try row.next(String?.self).map { Code(stored: $0) }, tier: try row.next(),
            validFrom: try row.next(Timestamp?.self).map { Instant($0) }, validTo: try row.next(Timestamp?.self).map { Instant($0) })
    }
}

private struct ListPriceLists: Statement {
    typealias Result = PriceListRecord
    static let sql = "SELECT \(PriceListRecord.columns) FROM price_lists l WHERE l.code > $1 ORDER BY l.code LIMIT $2"
    let after: String
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(after)
        parameters.append(limit)
    }
}

private struct GetPriceList: Statement {
    typealias Result = PriceListRecord
    static let sql = "SELECT \(PriceListRecord.columns) FROM price_lists l WHERE l.code = $1"
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
    }
}

private struct ListPrices: Statement {
    struct Result: RowDecodable {
        let view: PriceView
        init(from row: inout RowReader) throws {
            view = PriceView(sku: Code(stored: try row.next()), minUnits: try row.next(), unitPriceFen: try row.next())
        }
    }
    static let sql = """
        SELECT s.code, p.min_units, p.unit_price_fen
        FROM price_lists l JOIN prices p ON p.price_list_id = l.id JOIN skus s ON s.id = p.sku_id
        WHERE l.code = $1 AND (s.code, p.min_units) > ($2, $3)
        ORDER BY s.code, p.min_units LIMIT $4
        """
    let list: Code
    let after: PriceKey
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(list.text)
        parameters.append(after.sku)
        parameters.append(after.minUnits)
        parameters.append(limit)
    }
}
