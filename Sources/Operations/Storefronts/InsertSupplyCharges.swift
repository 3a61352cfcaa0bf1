import Commerce
import Postgres

/// What the brand will charge for stores' orders, beside the orders themselves.
struct InsertSupplyCharges: Statement {
    struct Row: Sendable {
        let order: OrderID
        let distributor: OrganizationID
        let charge: SupplyCharge
    }

    static let sql = """
        INSERT INTO supply_charges (order_id, organization_id, unit_price_fen, units, line_no)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::int[])
        """
    let rows: [Row]

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.distributor.rawValue))
        parameters.append(rows.map(\.charge.unitPriceFen))
        parameters.append(rows.map(\.charge.units))
        parameters.append(rows.map { Int32($0.charge.line) })
    }
}
