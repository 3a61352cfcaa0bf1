import Commerce
import Postgres

/// Keeps what the orders of a batch asked for and were refused with `OUT_OF_STOCK`, in the transaction that refuses them.
struct InsertUnmetDemand: Statement {
    static let sql = """
        INSERT INTO unmet_demand (at, organization_id, units, sku_id)
        SELECT $1, organization, units, sku FROM unnest($2::bigint[], $3::bigint[], $4::int[]) AS u (organization, units, sku)
        """
    let at: Instant
    /// `UnmetDemand.of` every such order.
    let rows: [UnmetDemand]

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.buyer.rawValue))
        parameters.append(rows.map(\.units))
        parameters.append(rows.map(\.sku.rawValue))
    }
}
