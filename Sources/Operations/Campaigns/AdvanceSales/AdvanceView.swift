package import Commerce
import Postgres

/// What an order's deposit and balance are.
package struct AdvanceView: Sendable, Equatable {
    package let depositFen: Int64
    package let balanceFen: Int64
    /// From then on an unpaid order is cancelled and its deposit forfeited.
    package let balanceDue: Instant
    /// Before that its shipments aren't released.
    package let shipsAfter: Instant
    /// Whether everything that the order comes to is, or was, held.
    package let paid: Bool
}

extension AdvanceView {
    /// As it is when the order is placed.
    init(_ advance: AdvanceOrder) {
        self.init(
            depositFen: advance.depositFen, balanceFen: advance.balanceFen, balanceDue: advance.balanceDue, shipsAfter: advance.shipsAfter,
            paid: advance.balanceFen == 0)
    }
}

/// An order's advance as it stands: read under the order's lock by who changes it, otherwise by whoever sees the order.
struct AdvanceOfOrder: Statement {
    struct Result: RowDecodable {
        let status: AdvanceStatus
        let paidAt: Instant?
        let advance: AdvanceOrder
        init(from row: inout RowReader) throws {
            status = AdvanceStatus(rawValue: try row.next()) ?? .givenBack
            paidAt = try row.next(Timestamp?.self).map { Instant($0) }
            let balanceFen: Int64 = try row.next()
            let balanceDue = Instant(try row.next(Timestamp.self))
            let shipsAfter = Instant(try row.next(Timestamp.self))
            let lines: [Int32] = try row.next()
            let units: [Int64] = try row.next()
            let fen: [Int64] = try row.next()
            advance = AdvanceOrder(
                deposits: lines.indices.map { AdvanceOrder.Deposit(line: Int(lines[$0]), units: units[$0], fen: fen[$0]) }, balanceFen: balanceFen,
                balanceDue: balanceDue, shipsAfter: shipsAfter)
        }

        var view: AdvanceView {
            AdvanceView(
                depositFen: advance.depositFen, balanceFen: advance.balanceFen, balanceDue: advance.balanceDue, shipsAfter: advance.shipsAfter,
                paid: paidAt != nil)
        }
        /// What isn't held of what the order comes to.
        var unpaidFen: Int64 { status == .unpaid ? advance.balanceFen : 0 }
    }
    static let sql = """
        SELECT status, paid_at, balance_fen, balance_due, ships_after, lines, line_units, line_fen FROM order_advances WHERE order_id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

struct InsertAdvances: Statement {
    struct Row: Sendable {
        let order: OrderID
        let organization: OrganizationID
        let advance: AdvanceOrder
    }

    static let sql = """
        INSERT INTO order_advances (order_id, organization_id, balance_fen, balance_due, ships_after, paid_at, status, lines, line_units, line_fen)
        SELECT o, g, b, d, s, CASE WHEN b = 0 THEN $1::timestamptz END, CASE WHEN b = 0 THEN 'paid' ELSE 'unpaid' END,
               ($7::int[])[p:q], ($8::bigint[])[p:q], ($9::bigint[])[p:q]
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::timestamptz[], $10::int[], $11::int[]) AS r (o, g, b, d, s, p, q)
        """
    let rows: [Row]
    let at: Instant

    var isNeeded: Bool { !rows.isEmpty }

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(rows.map(\.order.rawValue))
        parameters.append(rows.map(\.organization.rawValue))
        parameters.append(rows.map(\.advance.balanceFen))
        parameters.append(rows.map { Timestamp($0.advance.balanceDue) })
        parameters.append(rows.map { Timestamp($0.advance.shipsAfter) })
        parameters.append(rows.flatMap { $0.advance.deposits.map { Int32($0.line) } })
        parameters.append(rows.flatMap { $0.advance.deposits.map(\.units) })
        parameters.append(rows.flatMap { $0.advance.deposits.map(\.fen) })
        let parts = RowParts(rows.lazy.map(\.advance.deposits.count))
        parameters.append(parts.first)
        parameters.append(parts.last)
    }
}
