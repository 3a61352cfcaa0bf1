import Commerce
import Postgres

/// Adds SKUs of one owner and returns those that landed: one whose code or GTIN is taken is left out without an error, also when it was
/// taken by a transaction that ran at the same time. By code, so that two imports of the same sheet wait for each other in one order.
struct AddSKUs: Statement {
    struct Result: RowDecodable {
        let id: SKUID
        let code: Code
        init(from row: inout RowReader) throws {
            id = SKUID(try row.next())
            code = Code(stored: try row.next())
        }
    }
    static let sql = """
        INSERT INTO skus (owner_id, created_at, updated_at, code, name, initials, brand, series, category, aroma, gtin, price_band, status,
            abv_tenths, volume_ml, units_per_case, case_weight_grams, shelf_life_days, loose_sale, list_price_fen, floor_price_fen,
            suggested_price_fen)
        SELECT $1, $2, $2, u.* FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
            $11::text[], $12::text[], $13::int[], $14::int[], $15::int[], $16::int[], $17::int[], $18::boolean[], $19::bigint[],
            $20::bigint[], $21::bigint[]) AS u (code)
        ORDER BY u.code
        ON CONFLICT DO NOTHING
        RETURNING id, code
        """
    let owner: OrganizationID
    let at: Instant
    let skus: [SKUDetails]

    func bind(_ parameters: inout Parameters) {
        parameters.append(owner.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(skus.map(\.code.text))
        parameters.append(skus.map(\.name))
        parameters.append(skus.map { PinyinInitials.of($0.name) })
        parameters.append(skus.map(\.brand))
        parameters.append(skus.map(\.series))
        parameters.append(skus.map(\.category.rawValue))
        parameters.append(skus.map(\.aroma.rawValue))
        parameters.append(skus.map(\.gtin.digits))
        parameters.append(skus.map(\.priceBand.rawValue))
        parameters.append(skus.map(\.status.rawValue))
        parameters.append(skus.map(\.abvTenths))
        parameters.append(skus.map(\.volumeMl))
        parameters.append(skus.map(\.unitsPerCase))
        parameters.append(skus.map(\.caseWeightGrams))
        parameters.append(skus.map(\.shelfLifeDays))
        parameters.append(skus.map(\.looseSale))
        parameters.append(skus.map(\.listPriceFen))
        parameters.append(skus.map(\.floorPriceFen))
        parameters.append(skus.map(\.suggestedPriceFen))
    }
}

/// Which of these codes and GTINs belong to a SKU already, whoever owns it.
struct TakenNames: Statement {
    struct Result: RowDecodable {
        let code: Code
        let gtin: String
        init(from row: inout RowReader) throws {
            code = Code(stored: try row.next())
            gtin = try row.next()
        }
    }
    static let sql = "SELECT code, gtin FROM skus WHERE code = ANY($1) UNION SELECT code, gtin FROM skus WHERE gtin = ANY($2)"
    let codes: [Code]
    let gtins: [GTIN13]

    func bind(_ parameters: inout Parameters) {
        parameters.append(codes.map(\.text))
        parameters.append(gtins.map(\.digits))
    }
}

/// Codes and GTINs that belong to SKUs already.
struct TakenSKUs {
    private let codes: Set<Code>
    private let gtins: Set<String>

    init(_ rows: Rows<TakenNames.Result>) {
        codes = Set(rows.map(\.code))
        gtins = Set(rows.map(\.gtin))
    }

    /// Why this SKU can't be added, when it can't.
    func refusal(of details: SKUDetails) -> CatalogRefusal? {
        let code = codes.contains(details.code)
        let gtin = gtins.contains(details.gtin.digits)
        return code || gtin ? .taken(code: code, gtin: gtin) : nil
    }
}
