package import Commerce
import Postgres

extension Work {
    /// Pays what isn't held yet of an order that was sold in advance: the rest of its money is held on the buyer's account, and the order is
    /// confirmed. Its shipments are released once they may leave (`settleAdvanceSales`).
    ///
    /// - Returns: the order afterwards.
    /// - Throws: 404 when there is none within the caller's reach; `BalanceRefusal`; `AccountRefusal.creditExceeded`, which leaves everything as it was.
    package func payBalance(of id: OrderID) async throws -> OrderView {
        guard let order = try await lockOrder(.order(id)), caller.reaches(order.organization) else { throw Reason.absent("order") }
        // Orders before accounts: the order in which everybody locks.
        let (advances, accounts) = try await run(AdvanceOfOrder(order: id), LockAccounts(organizations: [order.organization]))
        guard let found = advances.first, found.status == .unpaid, let account = accounts.first else { throw BalanceRefusal.nothingDue }
        guard now < found.advance.balanceDue else { throw BalanceRefusal.overdue }
        guard order.status == .awaitingBalance else { throw BalanceRefusal.awaitsGroup }
        let balanceFen = found.advance.balanceFen
        let availableFen = account.balanceFen + account.creditLimitFen - account.heldFen
        guard balanceFen <= availableFen else { throw AccountRefusal.creditExceeded(shortByFen: balanceFen - availableFen) }
        _ = try await run(
            MoveAccount(organization: order.organization, heldFen: balanceFen), RaiseHold(order: id, amountFen: balanceFen),
            MarkAdvancePaid(order: id, at: now), SetOrderStatus(order: id, status: .confirmed))
        let names = try await names(organizations: [order.organization])
        try await emit(.balancePaid, about: order.organization) { json in
            json.field("order", id.external)
            json.field("number", order.number)
            json.field("distributor", names.distributor(of: order.organization).text)
            json.fieldIfPresent("store", names.store(of: order.organization)?.text)
            json.field("status", OrderStatus.confirmed.rawValue)
            json.field("balanceFen", balanceFen)
        }
        return try await orderView(id)
    }
}

/// More is held for an order than when it was placed.
private struct RaiseHold: Statement {
    static let sql = "UPDATE account_holds SET amount_fen = amount_fen + $2 WHERE order_id = $1"
    let order: OrderID
    let amountFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(amountFen)
    }
}

private struct MarkAdvancePaid: Statement {
    static let sql = "UPDATE order_advances SET status = 'paid', paid_at = $2 WHERE order_id = $1"
    let order: OrderID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(Timestamp(at))
    }
}
