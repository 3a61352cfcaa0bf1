import Commerce
import Postgres

/// What stored value and points pay of an order; the rest is money. What was given up is taken off, what came back isn't.
package struct TenderView: Equatable, Sendable {
    package let principalFen: Int64
    package let bonusFen: Int64
    package let points: Int64
    /// What the points pay.
    package let pointsFen: Int64

    init(principalFen: Int64, bonusFen: Int64, points: Int64 = 0, pointsFen: Int64 = 0) {
        self.principalFen = principalFen
        self.bonusFen = bonusFen
        self.points = points
        self.pointsFen = pointsFen
    }

    /// - Returns: nil when all is money.
    init?(_ spend: StoredValueSpend?, _ redeemed: RedeemedPoints?) {
        guard spend != nil || redeemed != nil else { return nil }
        self.init(
            principalFen: spend?.principalFen ?? 0, bonusFen: spend?.bonusFen ?? 0, points: redeemed?.points ?? 0, pointsFen: redeemed?.fen ?? 0)
    }

    /// What isn't money.
    package var otherFen: Int64 { principalFen + bonusFen + pointsFen }
}

/// Nothing for an order that is paid in money alone.
struct TenderOfOrder: Statement {
    struct Result: RowDecodable {
        let view: TenderView
        init(from row: inout RowReader) throws {
            view = TenderView(principalFen: try row.next(), bonusFen: try row.next(), points: try row.next(), pointsFen: try row.next())
        }
    }
    static let sql = """
        SELECT h.principal, h.bonus, coalesce(p.points - p.voided_points, 0), coalesce(p.amount_fen - p.voided_fen, 0)
        FROM order_tenders t LEFT JOIN point_holds p ON p.order_id = t.order_id, LATERAL (
            SELECT coalesce(sum(amount_fen - voided_fen) FILTER (WHERE account = 'storedPrincipal'), 0)::bigint AS principal,
                   coalesce(sum(amount_fen - voided_fen) FILTER (WHERE account = 'storedBonus'), 0)::bigint AS bonus
            FROM stored_holds s WHERE s.order_id = t.order_id) h
        WHERE t.order_id = $1
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
