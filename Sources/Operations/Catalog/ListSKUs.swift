package import Commerce
import Postgres

/// What a list of SKUs is narrowed to; nil is anything.
package struct SKUFilter: Sendable {
    /// Words that must all be found in code, name, pinyin initials or GTIN, anywhere and in any case.
    package var search: String?
    package var category: SKUCategory?
    package var aroma: Aroma?
    package var priceBand: PriceBand?
    package var status: SKUStatus?

    package init(
        search: String? = nil, category: SKUCategory? = nil, aroma: Aroma? = nil, priceBand: PriceBand? = nil, status: SKUStatus? = nil
    ) {
        self.search = search
        self.category = category
        self.aroma = aroma
        self.priceBand = priceBand
        self.status = status
    }

    /// The patterns of the words for LIKE, the longest first, which narrows most in a trigram index.
    var patterns: [String] {
        let words = (search ?? "").split(whereSeparator: \.isWhitespace)
        return words.sorted { $0.unicodeScalars.count > $1.unicodeScalars.count }.map { word in
            var pattern = "%"
            for scalar in word.unicodeScalars {
                if scalar == "%" || scalar == "_" || scalar == "\\" { pattern.unicodeScalars.append("\\") }
                pattern.unicodeScalars.append(scalar)
            }
            return pattern + "%"
        }
    }

    fileprivate func bind(_ parameters: inout Parameters) {
        parameters.append(category?.rawValue)
        parameters.append(aroma?.rawValue)
        parameters.append(priceBand?.rawValue)
        parameters.append(status?.rawValue)
    }

    /// Conditions on `skus s`; $3 to $6.
    fileprivate static let sql = """
        ($3::text IS NULL OR s.category = $3) AND ($4::text IS NULL OR s.aroma = $4)
        AND ($5::text IS NULL OR s.price_band = $5) AND ($6::text IS NULL OR s.status = $6)
        """
}

extension Brand {
    /// The SKUs that the caller sees, by code. With words to search for, a trigram index finds them.
    package func skus(_ filter: SKUFilter, page: PageRequest, as caller: Caller) async throws -> Page<SKUView> {
        let after = try page.afterCode()
        let visibility = SKUVisibility(caller: caller)
        let rows: Rows<SKURecord>
        if filter.patterns.isEmpty {
            let list = ListSKUs(after: after, limit: page.fetchLimit, filter: filter, visibility: visibility)
            rows = try await readReplica(as: caller, list)
        } else {
            let search = SearchSKUs(after: after, limit: page.fetchLimit, filter: filter, visibility: visibility)
            rows = try await readReplica(as: caller, search)
        }
        return Page(try await views(of: rows.map(\.sku)), for: page) { $0.sku.details.code.text }
    }

    /// - Throws: `CatalogRefusal.unknownSKU` for what isn't there or isn't the caller's to see.
    package func sku(_ code: Code, as caller: Caller) async throws -> SKUView {
        let rows = try await read(as: caller, GetSKU(code: code, visibility: SKUVisibility(caller: caller)))
        guard let view = try await views(of: rows.map(\.sku)).first else { throw CatalogRefusal.unknownSKU }
        return view
    }
}

struct ListSKUs: Statement {
    typealias Result = SKURecord
    static let sql = """
        SELECT \(SKURecord.columns) FROM skus s
        WHERE s.code > $1 AND \(SKUFilter.sql) AND \(SKUVisibility.sql(region: "$7", isBelow: "$8"))
        ORDER BY s.code LIMIT $2
        """
    let after: String
    let limit: Int64
    let filter: SKUFilter
    let visibility: SKUVisibility

    func bind(_ parameters: inout Parameters) {
        parameters.append(after)
        parameters.append(limit)
        filter.bind(&parameters)
        visibility.bind(&parameters)
    }
}

/// Apart from `ListSKUs` because one plan for both would not use the index. One pattern stands by itself, since LIKE ALL can't use it.
struct SearchSKUs: Statement {
    typealias Result = SKURecord
    static let sql = """
        SELECT \(SKURecord.columns) FROM skus s
        WHERE s.code > $1 AND s.search LIKE lower($9) AND s.search LIKE ALL (ARRAY(SELECT lower(p) FROM unnest($10::text[]) p))
            AND \(SKUFilter.sql) AND \(SKUVisibility.sql(region: "$7", isBelow: "$8"))
        ORDER BY s.code LIMIT $2
        """
    let after: String
    let limit: Int64
    let filter: SKUFilter
    let visibility: SKUVisibility

    func bind(_ parameters: inout Parameters) {
        parameters.append(after)
        parameters.append(limit)
        filter.bind(&parameters)
        visibility.bind(&parameters)
        let patterns = filter.patterns
        parameters.append(patterns.first ?? "%")
        parameters.append(Array(patterns.dropFirst()))
    }
}

private struct GetSKU: Statement {
    typealias Result = SKURecord
    static let sql = """
        SELECT \(SKURecord.columns) FROM skus s WHERE s.code = $1 AND \(SKUVisibility.sql(region: "$2", isBelow: "$3"))
        """
    let code: Code
    let visibility: SKUVisibility

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        visibility.bind(&parameters)
    }
}
