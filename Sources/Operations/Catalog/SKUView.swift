package import Commerce
import Postgres

/// A SKU as it is shown.
package struct SKUView: Sendable, Equatable {
    package let sku: SKU
    /// Who it belongs to.
    package let owner: Code
}

/// The columns of a SKU in the order that `init(from:)` reads them; the table is `skus s`.
struct SKURecord: RowDecodable {
    let sku: SKU

    static let columns = """
        s.id, s.owner_id, s.code, s.name, s.brand, s.series, s.category, s.aroma, s.abv_tenths, s.volume_ml, s.units_per_case,
        s.case_weight_grams, s.gtin, s.shelf_life_days, s.loose_sale, s.price_band, s.list_price_fen, s.floor_price_fen,
        s.suggested_price_fen, s.status
        """

    init(from row: inout RowReader) throws {
        sku = SKU(
            id: SKUID(try row.next()), owner: OrganizationID(try row.next()),
            details: SKUDetails(
                code: Code(stored: try row.next()), name: try row.next(), brand: try row.next(), series: try row.next(),
                category: try row.next(SKUCategory.self, orElse: .baijiu), aroma: try row.next(Aroma.self, orElse: .other),
                abvTenths: try row.next(), volumeMl: try row.next(), unitsPerCase: try row.next(), caseWeightGrams: try row.next(),
                gtin: GTIN13(stored: try row.next()), shelfLifeDays: try row.next(), looseSale: try row.next(),
                priceBand: try row.next(PriceBand.self, orElse: .mid), listPriceFen: try row.next(), floorPriceFen: try row.next(),
                suggestedPriceFen: try row.next(), status: try row.next(SKUStatus.self, orElse: .draft)))
    }
}

extension RowReader {
    /// A word that a constraint of the table keeps to the cases there are; aromas, which have none, fall back.
    fileprivate mutating func next<Choice: RawRepresentable<String>>(_ type: Choice.Type, orElse other: Choice) throws -> Choice {
        Choice(rawValue: try next(String.self)) ?? other
    }
}

extension Brand {
    /// The codes of SKUs' owners. They come from the snapshot; an owner made on another server a moment ago is read.
    func owners(of skus: some Sequence<SKU>) async throws -> [OrganizationID: Code] {
        let organizations = catalog.current.organizations
        var codes: [OrganizationID: Code] = [:]
        var unknown: Set<OrganizationID> = []
        for sku in skus where codes[sku.owner] == nil {
            if let code = organizations[sku.owner]?.code { codes[sku.owner] = code } else { unknown.insert(sku.owner) }
        }
        if !unknown.isEmpty {
            for row in try await writer.run(OrganizationCodes(ids: unknown.sorted())) { codes[row.id] = row.code }
        }
        return codes
    }

    func views(of skus: [SKU]) async throws -> [SKUView] {
        let owners = try await owners(of: skus)
        return skus.compactMap { sku in owners[sku.owner].map { SKUView(sku: sku, owner: $0) } }
    }
}

struct OrganizationCodes: Statement {
    struct Result: RowDecodable {
        let id: OrganizationID
        let code: Code
        init(from row: inout RowReader) throws {
            id = OrganizationID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = "SELECT id, code FROM organizations WHERE id = ANY($1)"
    let ids: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(ids.map(\.rawValue))
    }
}
