import Commerce
import Postgres

/// The dates that lots have in any warehouse of these owners, empty or not. What others have said of a lot counts for nobody above them: a slip of
/// a distributor's pen mustn't keep the brand from receiving its goods. Other warehouses' rows aren't locked: of two first receipts of a lot
/// at the same moment neither knows of the other.
struct KnownLots: Statement {
    struct Result: RowDecodable {
        let sku: SKUID
        let code: Code
        let dates: LotDates
        init(from row: inout RowReader) throws {
            sku = SKUID(try row.next())
            code = Code(stored: try row.next())
            dates = try LotDates(stored: &row)
        }
    }
    static let sql = """
        SELECT l.sku_id, l.lot, l.production_date, l.best_before
        FROM unnest($1::int[], $2::text[]) AS u (s, lot), LATERAL (
            SELECT sku_id, lot, production_date, best_before FROM stock_lots
            WHERE sku_id = u.s AND lot = u.lot AND organization_id = ANY($3::bigint[])
            ORDER BY organization_id, warehouse_id LIMIT 1) l
        """
    let lots: [(sku: SKUID, code: Code)]
    let owners: [OrganizationID]

    func bind(_ parameters: inout Parameters) {
        parameters.append(lots.map(\.sku.rawValue))
        parameters.append(lots.map(\.code.text))
        parameters.append(owners.map(\.rawValue))
    }
}
