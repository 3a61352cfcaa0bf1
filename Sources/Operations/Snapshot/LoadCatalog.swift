import Commerce
import Postgres

struct LoadSKUs: Statement {
    struct Result: RowDecodable {
        let sku: SellableSKU
        init(from row: inout RowReader) throws {
            sku = SellableSKU(
                id: SKUID(try row.next()), code: Code(stored: try row.next()), owner: OrganizationID(try row.next()),
                unitsPerCase: Int64(try row.next(Int32.self)), caseWeightGrams: Int64(try row.next(Int32.self)),
                looseSale: try row.next(), active: try row.next(), listPriceFen: try row.next(), floorPriceFen: try row.next(),
                attributes: GoodsAttributes(
                    brand: try row.next(), series: try row.next(), category: try row.next(), aroma: try row.next(), priceBand: try row.next()))
        }
    }
    static let sql = """
        SELECT id, code, owner_id, units_per_case, case_weight_grams, loose_sale, status = 'active', list_price_fen, floor_price_fen,
               brand, series, category, aroma, price_band
        FROM skus
        """
    func bind(_ parameters: inout Parameters) {}
}

/// One row a listed SKU; a region that lists nothing at all has one row without a SKU.
struct LoadAssortments: Statement {
    struct Result: RowDecodable {
        let region: OrganizationID
        let sku: SKUID?
        init(from row: inout RowReader) throws {
            region = OrganizationID(try row.next())
            sku = try row.next(Int32?.self).map { SKUID($0) }
        }
    }
    static let sql = "SELECT region_id, sku_id FROM assortments LEFT JOIN assortment_skus USING (region_id)"
    func bind(_ parameters: inout Parameters) {}
}

/// Every price that is or will be valid, list by list, so that one list's breaks of a SKU come together.
struct LoadPrices: Statement {
    struct Result: RowDecodable {
        let list: Int32
        let sku: SKUID
        let scope: PriceScope
        let validFrom: Instant?
        let validTo: Instant?
        let volumeBreak: VolumeBreak
        init(from row: inout RowReader) throws {
            list = try row.next()
            sku = SKUID(try row.next())
            let kind: String = try row.next()
            let organization: Int64? = try row.next()
            let tier: String? = try row.next()
            scope =
                switch (kind, organization, tier) {
                case ("region", .some(let id), _): .region(OrganizationID(id))
                case ("distributor", .some(let id), _): .distributor(OrganizationID(id))
                case ("tier", _, .some(let tier)): .tier(tier)
                default: .everyone
                }
            validFrom = try row.next(Timestamp?.self).map { Instant($0) }
            validTo = try row.next(Timestamp?.self).map { Instant($0) }
            volumeBreak = VolumeBreak(minUnits: try row.next(), unitPriceFen: try row.next())
        }
    }
    static let sql = """
        SELECT l.id, p.sku_id, l.scope, l.organization_id, l.tier, l.valid_from, l.valid_to, p.min_units, p.unit_price_fen
        FROM price_lists l JOIN prices p ON p.price_list_id = l.id
        WHERE l.valid_to IS NULL OR l.valid_to > now()
        ORDER BY p.sku_id, l.id, p.min_units
        """
    func bind(_ parameters: inout Parameters) {}
}

extension PriceBook {
    init(_ rows: Rows<LoadPrices.Result>) {
        var lists: [SKUID: [ListedPrices]] = [:]
        var position = rows.startIndex
        while position < rows.endIndex {
            let first = rows[position]
            let end = rows[position...].firstIndex { $0.sku != first.sku || $0.list != first.list } ?? rows.endIndex
            lists[first.sku, default: []].append(
                ListedPrices(
                    scope: first.scope, validFrom: first.validFrom, validTo: first.validTo,
                    breaks: rows[position..<end].map(\.volumeBreak)))
            position = end
        }
        self.init(lists)
    }
}
