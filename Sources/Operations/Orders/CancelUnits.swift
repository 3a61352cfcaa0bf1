import Commerce
import Postgres

extension Work {
    /// Gives up units of an order that no hold feeds any more: they are cancelled on their lines, what was held for them on the accounts
    /// and drawn from allocations is free again, and the order comes to less.
    ///
    /// The buyer's account is locked here; a work that has locked stock before must have locked the account before that.
    ///
    /// - Parameters:
    ///   - units: By line, at least 1 each.
    ///   - backordered: How many of them, by line, were waiting.
    ///   - notHeldFen: What of their price isn't held any more, or never was.
    ///   - campaigns: What becomes of what campaigns gave on them.
    func cancelUnits(
        _ units: [Int: Int64], of order: LockedOrder, waiting backordered: [Int: Int64] = [:], notHeldFen: Int64 = 0,
        campaigns: CampaignResolution = .voided
    ) async throws {
        let lines = units.sorted { $0.key < $1.key }
        guard !lines.isEmpty else { return }
        var subtotalFen: Int64 = 0
        var discountFen: Int64 = 0
        for (line, count) in lines {
            guard let share = try order.sold(line).cancellingFen(count) else { throw BrokenOrder(order: order.id, line: line) }
            subtotalFen += share.subtotalFen
            discountFen += share.discountFen
        }
        try await release(subtotalFen - discountFen - notHeldFen, of: order)
        _ = try await run(
            LockSharesDrawnOn(order: order.id), GiveBackShares(order: order.id, lines: lines), VoidDraws(order: order.id, lines: lines),
            CancelLineUnits(order: order.id, lines: lines, backordered: backordered),
            LowerOrder(order: order.id, subtotalFen: subtotalFen, discountFen: discountFen))
        try await resolveCampaigns(units, of: order, as: campaigns)
    }
}

/// In key order, as orders lock them. A share that was taken back meanwhile isn't there.
private struct LockSharesDrawnOn: Statement {
    static let sql = """
        SELECT 1 FROM allocation_shares
        WHERE (allocation_id, organization_id) IN (SELECT allocation_id, organization_id FROM allocation_draws WHERE order_id = $1)
        ORDER BY allocation_id, organization_id
        FOR NO KEY UPDATE
        """
    let order: OrderID

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
    }
}

/// Every share that a line drew on was drawn on with all of the line's units, so each gets all of the cancelled ones back.
private struct GiveBackShares: Statement {
    static let sql = """
        UPDATE allocation_shares s SET used = s.used - u.units
        FROM (SELECT d.allocation_id, d.organization_id, sum(c.units)::bigint AS units
              FROM allocation_draws d JOIN unnest($2::int[], $3::bigint[]) AS c (line_no, units) USING (line_no)
              WHERE d.order_id = $1 GROUP BY 1, 2) u
        WHERE s.allocation_id = u.allocation_id AND s.organization_id = u.organization_id
        """
    let order: OrderID
    let lines: [(key: Int, value: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(lines.map { Int32($0.key) })
        parameters.append(lines.map(\.value))
    }
}

private struct VoidDraws: Statement {
    static let sql = """
        UPDATE allocation_draws d SET voided_units = d.voided_units + c.units
        FROM unnest($2::int[], $3::bigint[]) AS c (line_no, units)
        WHERE d.order_id = $1 AND d.line_no = c.line_no
        """
    let order: OrderID
    let lines: [(key: Int, value: Int64)]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(lines.map { Int32($0.key) })
        parameters.append(lines.map(\.value))
    }
}

private struct CancelLineUnits: Statement {
    static let sql = """
        UPDATE order_lines l SET cancelled_units = l.cancelled_units + c.units, backordered_units = l.backordered_units - c.waiting
        FROM unnest($2::int[], $3::bigint[], $4::bigint[]) AS c (line_no, units, waiting)
        WHERE l.order_id = $1 AND l.line_no = c.line_no
        """
    let order: OrderID
    let lines: [(key: Int, value: Int64)]
    let backordered: [Int: Int64]

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(lines.map { Int32($0.key) })
        parameters.append(lines.map(\.value))
        parameters.append(lines.map { backordered[$0.key] ?? 0 })
    }
}

private struct LowerOrder: Statement {
    static let sql = """
        UPDATE orders SET subtotal_fen = subtotal_fen - $2, discount_fen = discount_fen - $3, total_fen = total_fen - $2 + $3 WHERE id = $1
        """
    let order: OrderID
    let subtotalFen: Int64
    let discountFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(subtotalFen)
        parameters.append(discountFen)
    }
}
