package import Commerce
import Postgres

extension Work {
    /// Cancels an order of which nothing has left yet, picked or not: every hold on stock, pool shares, allocations and money is given up, its
    /// shipments are cancelled, and what is free by that goes to older orders that wait for it before the work ends. While it awaits its group,
    /// its seat there is free again, too; a group that is full stands. The deposit of an order that was sold in advance is forfeited
    /// when its buyer cancels it, and given back when its seller or somebody above does.
    ///
    /// - Returns: the order afterwards.
    /// - Throws: 404 when there is none within the caller's reach; `CancelRefusal`.
    package func cancelOrder(_ id: OrderID) async throws -> OrderView {
        try await cancelOrder(id, deposit: nil)
    }

    /// - Parameter deposit: nil: by who cancels.
    func cancelOrder(_ id: OrderID, deposit: DepositOutcome?) async throws -> OrderView {
        guard let order = try await lockOrderAndWaiting(.order(id)), caller.reaches(order.organization) else { throw Reason.absent("order") }
        try order.status.checkCancellable(shipments: order.shipments.map(\.status))
        let open = Dictionary(uniqueKeysWithValues: order.lines.map { ($0.line, $0.units - $0.cancelledUnits) }).filter { $0.value > 0 }
        let waiting = Dictionary(uniqueKeysWithValues: order.lines.map { ($0.line, $0.backorderedUnits) })
        let parts = order.holds.filter { $0.pendingUnits > 0 }.map { ResolvedHold(hold: $0, units: $0.pendingUnits) }
        // Money before stock, stock before allocations: the order in which everybody locks.
        try await lockAccounts(payingFor: order)
        let notHeldFen = try await closeAdvance(of: order, deposit ?? DepositOutcome(cancelledBy: caller.organization, buyer: order.organization))
        try await resolve(parts, as: .voided, of: order)
        try await cancelUnits(open, of: order, waiting: waiting, notHeldFen: notHeldFen, campaigns: .undone)
        if order.status == .awaitingGroup { try await leaveGroup(order) }
        _ = try await run(CancelShipments(order: id, at: now), SetOrderStatus(order: id, status: .cancelled))
        try await giveBackPrize(of: order)
        stockFreed(parts.map(\.hold.sku))
        try await tell(.orderCancelled, of: order, status: .cancelled)
        return try await orderView(id)
    }

    /// Locks the accounts that pay for an order before its stock is locked: its buyer's and, of a store's, its distributor's.
    func lockAccounts(payingFor order: LockedOrder) async throws {
        _ = try await run(LockAccounts(organizations: order.payers))
    }
}

private struct CancelShipments: Statement {
    static let sql = """
        UPDATE shipments SET status = 'cancelled', cancelled_at = greatest($2, created_at) WHERE order_id = $1 AND status IN ('waiting', 'released', 'picked')
        """
    let order: OrderID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(Timestamp(at))
    }
}
