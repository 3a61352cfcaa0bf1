import Commerce
import Postgres

/// What stored value pays of an order; the rest is money. What was given up is taken off, what came back isn't.
package struct TenderView: Equatable, Sendable {
    package let principalFen: Int64
    package let bonusFen: Int64

    init(principalFen: Int64, bonusFen: Int64) {
        self.principalFen = principalFen
        self.bonusFen = bonusFen
    }

    init(_ spend: StoredValueSpend) {
        self.init(principalFen: spend.principalFen, bonusFen: spend.bonusFen)
    }

    package var storedFen: Int64 { principalFen + bonusFen }
}

/// Nothing for an order that is paid in money alone.
struct TenderOfOrder: Statement {
    struct Result: RowDecodable {
        let view: TenderView
        init(from row: inout RowReader) throws { view = TenderView(principalFen: try row.next(), bonusFen: try row.next()) }
    }
    static let sql = """
        SELECT coalesce(sum(amount_fen - voided_fen) FILTER (WHERE account = 'storedPrincipal'), 0)::bigint,
               coalesce(sum(amount_fen - voided_fen) FILTER (WHERE account = 'storedBonus'), 0)::bigint
        FROM stored_holds WHERE order_id = $1 GROUP BY order_id
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
