import Commerce
import Postgres

extension Work {
    /// An advance order is cancelled: its deposit, as far as its units are still there, is forfeited to the seller or stays to be given back with
    /// everything else. The order is locked, and so is its buyer's account. While the order awaits its group its deposit always goes back.
    ///
    /// - Returns: what of the order's total there is no hold to give back for: it was never held, or it is forfeited now.
    func closeAdvance(of order: LockedOrder, _ outcome: DepositOutcome) async throws -> Int64 {
        guard let found = try await run(AdvanceOfOrder(order: order.id)).first, found.status.isOpen else { return 0 }
        var forfeitedFen: Int64 = 0
        if outcome == .forfeited, order.status != .awaitingGroup {
            forfeitedFen = found.advance.depositFen(
                of: Dictionary(uniqueKeysWithValues: order.lines.map { ($0.line, $0.units - $0.cancelledUnits) }))
        }
        try await forfeit(forfeitedFen, of: order)
        _ = try await run(CloseAdvance(order: order.id, forfeitedFen: forfeitedFen))
        return found.unpaidFen + forfeitedFen
    }

    /// Held money becomes the brand's. Nothing happens for 0 fen.
    private func forfeit(_ amountFen: Int64, of order: LockedOrder) async throws {
        guard amountFen > 0 else { return }
        let transfer = InsertTransfer(
            id: try await newID(), at: now, kind: .forfeit, organization: order.organization, amountFen: amountFen, reference: order.id.rawValue)
        try await AccountRefusal.refusing {
            let (accounts, holds, _, transfers) = try await self.run(
                MoveAccount(organization: order.organization, balanceFen: -amountFen, heldFen: -amountFen),
                ResolveHold(order: order.id, postedFen: amountFen), OpenSellerAccounts(seller: order.organization.seller), transfer)
            guard accounts.affected == 1, holds.affected == 1, transfers.affected == 1 else { throw AccountRefusal.holdResolved(pendingFen: nil) }
        }
    }
}

private struct CloseAdvance: Statement {
    static let sql = """
        UPDATE order_advances SET status = CASE WHEN $2::bigint > 0 THEN 'forfeited' ELSE 'givenBack' END, forfeited_fen = $2 WHERE order_id = $1
        """
    let order: OrderID
    let forfeitedFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(forfeitedFen)
    }
}
