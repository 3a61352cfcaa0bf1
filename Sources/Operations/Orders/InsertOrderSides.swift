import Commerce
import Postgres

/// Holds money on prepaid accounts, whose rows this transaction has locked; a CHECK stands behind the credit line.
struct HoldMoney: Statement {
    static let sql = """
        UPDATE accounts a SET held_fen = a.held_fen + u.fen
        FROM (SELECT o, sum(f)::bigint AS fen FROM unnest($1::bigint[], $2::bigint[]) AS u (o, f) GROUP BY o) u
        WHERE a.organization_id = u.o AND a.kind = 'prepaid'
        """
    let amounts: [(organization: OrganizationID, fen: Int64)]

    /// What the orders hold at once on their buyers' accounts.
    init(orders: [InsertOrders.Row]) {
        amounts = orders.map { ($0.priced.buyer.organization, $0.heldFen) }
    }

    /// What the brand supplies stores with on their distributors' accounts.
    init(supply: [InsertSupplyCharges.Row]) {
        amounts = supply.map { ($0.distributor, $0.charge.amountFen) }
    }

    var isNeeded: Bool { !amounts.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(amounts.map(\.organization.rawValue))
        parameters.append(amounts.map(\.fen))
    }
}

struct InsertAccountHolds: Statement {
    static let sql = """
        INSERT INTO account_holds (order_id, organization_id, amount_fen)
        SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])
        """
    let orders: [InsertOrders.Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(orders.map(\.view.id.rawValue))
        parameters.append(orders.map(\.priced.buyer.organization.rawValue))
        parameters.append(orders.map(\.heldFen))
    }
}

struct InsertTraces: Statement {
    static let sql = """
        INSERT INTO order_traces (order_id, placed_at, policy_version, trace)
        SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::int[], $4::bytea[])
        """
    let orders: [InsertOrders.Row]

    func bind(_ parameters: inout Parameters) {
        parameters.append(orders.map(\.view.id.rawValue))
        parameters.append(orders.map { Timestamp($0.view.placedAt) })
        parameters.append(orders.map { Int32($0.view.sourcing.policyVersion) })
        parameters.append(orders.map { Bytes($0.trace) })
    }
}

/// Adds to what shares have given; they are locked, and a CHECK keeps them within their units.
struct DrawOnShares: Statement {
    static let sql = """
        UPDATE allocation_shares s SET used = s.used + u.units
        FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS u (allocation, organization, units)
        WHERE s.allocation_id = u.allocation AND s.organization_id = u.organization
        """
    let drawn: [LockedAllocations.DrawKey: Int64]

    var isNeeded: Bool { !drawn.isEmpty }

    func bind(_ parameters: inout Parameters) {
        let rows = drawn.sorted { $0.key < $1.key }
        parameters.append(rows.map(\.key.allocation))
        parameters.append(rows.map(\.key.organization.rawValue))
        parameters.append(rows.map(\.value))
    }
}

struct InsertAllocationDraws: Statement {
    struct Row: Sendable {
        let order: OrderID
        let line: Int
        let allocation: Int64
        let organization: OrganizationID
        let units: Int64
    }

    static let sql = """
        INSERT INTO allocation_draws (order_id, line_no, allocation_id, organization_id, units)
        SELECT * FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[])
        """
    let rows: [Row]

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map { Int32($0.line) })
        parameters.append(rows.map(\.allocation))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.units))
    }
}
