import Commerce
import Postgres

extension Work {
    /// An order that awaits its group is given up: while the group is open its seat is free again. The order is locked, and so are the counters of
    /// its campaigns: the group is locked after them.
    func leaveGroup(_ order: LockedOrder) async throws {
        _ = try await run(FreeSeat(order: order.id))
    }
}

/// Waits for whoever is joining the group, and finds it as that leaves it: a seat of a group that has filled meanwhile stays taken.
private struct FreeSeat: Statement {
    static let sql = """
        WITH freed AS (
            UPDATE group_buys g SET joined = g.joined - 1
            FROM group_buy_seats s WHERE s.order_id = $1 AND NOT s.freed AND g.id = s.group_id AND g.status = 'open'
            RETURNING g.id)
        UPDATE group_buy_seats SET freed = true WHERE order_id = $1 AND group_id IN (SELECT id FROM freed)
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
