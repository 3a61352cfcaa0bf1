import Commerce
import Logging
import Postgres

extension Brand {
    /// Does what the times of advance sales bring: orders whose balance wasn't paid when it was due are cancelled and their deposits forfeited;
    /// of those that are paid the shipments are released once they may leave. Each order in a unit of work of its own, so that whatever cuts
    /// this short, the next time goes on from there; two servers that do it at once do no harm.
    ///
    /// - Returns: how many orders were cancelled, and how many released.
    package func settleAdvanceSales() async throws -> (cancelled: Int, released: Int) {
        let at = clock.now()
        let cancelled = try await eachOrder({ OverdueAdvances(at: at, after: $0) }) { try await $0.cancelOverdue($1) }
        let released = try await eachOrder({ AdvancesToShip(at: at, after: $0) }) { try await $0.releaseAdvance($1) }
        return (cancelled, released)
    }

    /// Part by part, in the order of their times. An order that can't be settled now is left for the next time; the others go on.
    private func eachOrder<Due: Statement>(
        _ due: (AdvancePosition) -> Due, _ settle: @escaping @Sendable (Work, OrderID) async throws -> Bool
    ) async throws -> Int where Due.Result == AdvancePosition {
        var settled = 0
        var after = AdvancePosition(time: Instant(millisecondsSince1970: 0), order: OrderID(0))
        while !Task.isCancelled {
            let rows = try await writer.run(due(after))
            for row in rows {
                do {
                    if try await work(for: .system, { work in try await settle(work, row.order) }) { settled += 1 }
                } catch {
                    if Unavailability.isAway(error) || error is CancellationError { throw error }
                    logger.error("An advance order couldn't be settled", metadata: ["order": "\(row.order.external)", "error": "\(error)"])
                }
                after = row
            }
            if rows.count < AdvancePosition.part { break }
        }
        return settled
    }
}

extension Work {
    /// - Returns: whether the order still awaited its balance.
    fileprivate func cancelOverdue(_ id: OrderID) async throws -> Bool {
        guard let order = try await lockOrderAndWaiting(.order(id)), order.status == .awaitingBalance else { return false }
        _ = try await cancelOrder(id, deposit: .forfeited)
        return true
    }

    /// Its promises were made from when it may leave, so they stand.
    /// - Returns: whether its shipments still waited.
    fileprivate func releaseAdvance(_ id: OrderID) async throws -> Bool {
        guard try await lockOrder(.order(id)) != nil, try await run(AdvanceOfOrder(order: id)).first?.status == .paid else { return false }
        _ = try await run(ReleaseAdvance(order: id), ReleaseWaitingShipments(order: id))
        return true
    }
}

/// How far a walk over advance orders has come.
private struct AdvancePosition: RowDecodable, Sendable {
    static let part: Int64 = 200
    let time: Instant
    let order: OrderID

    init(time: Instant, order: OrderID) {
        self.time = time
        self.order = order
    }

    init(from row: inout RowReader) throws {
        time = Instant(try row.next(Timestamp.self))
        order = OrderID(try row.next())
    }

    func bind(_ parameters: inout Parameters, at: Instant) {
        parameters.append(Timestamp(at))
        parameters.append(Timestamp(time))
        parameters.append(order.rawValue)
    }
}

/// An order whose group is still to be settled isn't overdue: it is asked for its balance first, or cancelled with its group.
private struct OverdueAdvances: Statement {
    typealias Result = AdvancePosition
    static let sql = """
        SELECT a.balance_due, a.order_id FROM order_advances a JOIN orders o ON o.id = a.order_id AND o.status = 'awaitingBalance'
        WHERE a.status = 'unpaid' AND a.balance_due <= $1 AND (a.balance_due, a.order_id) > ($2, $3)
        ORDER BY a.balance_due, a.order_id LIMIT \(AdvancePosition.part)
        """
    let at: Instant
    let after: AdvancePosition

    func bind(_ parameters: inout Parameters) { after.bind(&parameters, at: at) }
}

/// Not those that still await their group, all of whose money is held.
private struct AdvancesToShip: Statement {
    typealias Result = AdvancePosition
    static let sql = """
        SELECT a.ships_after, a.order_id FROM order_advances a JOIN orders o ON o.id = a.order_id AND o.status = 'confirmed'
        WHERE a.status = 'paid' AND a.ships_after <= $1 AND (a.ships_after, a.order_id) > ($2, $3)
        ORDER BY a.ships_after, a.order_id LIMIT \(AdvancePosition.part)
        """
    let at: Instant
    let after: AdvancePosition

    func bind(_ parameters: inout Parameters) { after.bind(&parameters, at: at) }
}

private struct ReleaseAdvance: Statement {
    static let sql = "UPDATE order_advances SET status = 'released' WHERE order_id = $1"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}

private struct ReleaseWaitingShipments: Statement {
    static let sql = "UPDATE shipments SET status = 'released' WHERE order_id = $1 AND status = 'waiting'"
    let order: OrderID

    func bind(_ parameters: inout Parameters) { parameters.append(order.rawValue) }
}
