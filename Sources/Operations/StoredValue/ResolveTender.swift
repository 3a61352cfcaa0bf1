import Commerce
import Postgres

/// Second phase of an order's money, whatever pays it. The order is locked; its buyer's prepaid account is locked here when it isn't yet, before any
/// stock, and stored value and points are touched under that lock alone.
extension Work {
    /// A shipment left, and its share of the order is paid: the frozen parts of it by stored value and points, the rest from the prepaid account.
    /// - Returns: the part in money.
    /// - Throws: `AccountRefusal.holdResolved`, `BrokenOrder`.
    func pay(_ amountFen: Int64, of order: LockedOrder, for shipment: ShipmentID) async throws -> Int64 {
        guard order.hasTender, amountFen > 0 else {
            try await postHold(order: order.id, organization: order.organization, amountFen: amountFen, shipment: shipment)
            return amountFen
        }
        let tender = try await lockTender(of: order)
        guard let part = tender.frozen.posting(amountFen), let fen = tender.hold.posting(part.storedFen) else { throw BrokenOrder(order: order.id, line: 0) }
        try await postHold(order: order.id, organization: order.organization, amountFen: part.moneyFen, shipment: shipment)
        try await move(fen, of: tender, order, amountFen: amountFen, as: .posted, kind: .storedSpend, reference: shipment.rawValue)
        try await movePoints(part.pointsFen, of: tender.points, order, as: .posted, reference: shipment.rawValue)
        return part.moneyFen
    }

    /// Units were given up, and what was held for them is free again where it came from. A bonus whose time has come meanwhile is free for its expiry.
    /// - Throws: `AccountRefusal.holdResolved`, `BrokenOrder`.
    func release(_ amountFen: Int64, of order: LockedOrder) async throws {
        guard order.hasTender, amountFen > 0 else {
            return try await voidHold(order: order.id, organization: order.organization, amountFen: amountFen)
        }
        let tender = try await lockTender(of: order)
        guard let part = tender.frozen.voiding(amountFen), let fen = tender.hold.voiding(part.storedFen) else { throw BrokenOrder(order: order.id, line: 0) }
        try await voidHold(order: order.id, organization: order.organization, amountFen: part.moneyFen)
        try await move(fen, of: tender, order, amountFen: amountFen, as: .voided, kind: nil, reference: nil)
        try await movePoints(part.pointsFen, of: tender.points, order, as: .voided, reference: nil)
    }

    /// Goods came back, and what was paid for them returns where it came from, in the frozen parts;
    /// what its money earned is taken back. A bonus whose time has come meanwhile comes back
    /// and expires: the return gives no longer life to what would be gone.
    /// - Throws: `AccountRefusal.amountOutOfRange`, `BrokenOrder`.
    func payBack(_ amountFen: Int64, of order: LockedOrder, for id: ReturnID) async throws {
        guard order.hasTender, amountFen > 0 else {
            try await refund(organization: order.organization, amountFen: amountFen, return: id)
            return try await reversePoints(amountFen, of: order, for: id)
        }
        let tender = try await lockTender(of: order)
        guard let part = tender.frozen.refunding(amountFen), let fen = tender.hold.refunding(part.storedFen) else { throw BrokenOrder(order: order.id, line: 0) }
        try await refund(organization: order.organization, amountFen: part.moneyFen, return: id)
        try await move(fen, of: tender, order, amountFen: amountFen, as: .refunded, kind: .storedRefund, reference: id.rawValue)
        try await movePoints(part.pointsFen, of: tender.points, order, as: .refunded, reference: id.rawValue)
        try await reversePoints(part.moneyFen, of: order, for: id)
    }

    private func lockTender(of order: LockedOrder) async throws -> LockedTender {
        let (_, tenders, parts, points) = try await run(
            LockAccounts(organizations: [order.organization]), ReadOrderTender(order: order.id), ReadStoredHolds(order: order.id),
            ReadPointHold(order: order.id))
        guard let frozen = tenders.first?.frozen else { throw BrokenOrder(order: order.id, line: 0) }
        return LockedTender(frozen: frozen, hold: StoredValueHold(parts: parts.map(\.part)), points: points.first?.hold)
    }

    private func move(
        _ fen: [Int64], of tender: LockedTender, _ order: LockedOrder, amountFen: Int64, as outcome: TenderOutcome, kind: TransferKind?, reference: Int64?
    ) async throws {
        let parts = zip(tender.hold.parts, fen).filter { $0.1 > 0 }
        var sums: [AccountKind: Int64] = [:]
        for (part, fen) in parts { sums[part.account, default: 0] += fen }
        try await AccountRefusal.refusing {
            _ = try await self.run(ResolveOrderTender(order: order.id, fen: amountFen, outcome: outcome))
            guard !parts.isEmpty else { return }
            let (_, bonuses, _) = try await self.run(
                MoveStoredAccounts(organization: order.organization, fen: sums, outcome: outcome),
                MoveBonuses(organization: order.organization, bonuses: parts.filter { $0.0.account == .storedBonus }.map { ($0.0.expiresAt, $0.1) }, outcome: outcome),
                ResolveStoredHolds(order: order.id, fen: fen, outcome: outcome))
            guard bonuses.affected == parts.count(where: { $0.0.account == .storedBonus }) else { throw BrokenOrder(order: order.id, line: 0) }
            guard let kind else { return }
            _ = try await self.run(OpenSellerAccounts(seller: .headquarters))
            for (account, fen) in sums.sorted(by: { $0.key.rawValue > $1.key.rawValue }) {
                let transfer = InsertTransfer(
                    id: try await self.newID(), at: self.now, kind: kind, organization: order.organization, amountFen: fen, reference: reference, stored: account)
                guard try await self.run(transfer).affected == 1 else { throw BrokenOrder(order: order.id, line: 0) }
            }
        }
    }
}

private struct LockedTender: Sendable {
    let frozen: FrozenTender
    let hold: StoredValueHold
    /// Nil when points pay nothing of it.
    let points: PointsHold?
}
