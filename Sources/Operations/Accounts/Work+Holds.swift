package import Commerce
import Postgres

extension Work {
    /// Second phase of a purchase: a shipment left, and its share of the order's hold is paid. The balance and what is held fall by the
    /// same, so what is available doesn't change. Nothing happens for a share of 0 fen.
    /// - Parameter amountFen: the shipment's share, by `Apportionment.front`.
    /// - Throws: `AccountRefusal.holdResolved` when less than that is pending; nothing is written then.
    package func postHold(order: OrderID, organization: OrganizationID, amountFen: Int64, shipment: ShipmentID) async throws {
        guard amountFen >= 0 else { throw AccountRefusal.amountOutOfRange }
        guard amountFen > 0 else { return }
        let transfer = InsertTransfer(
            id: try await newID(), at: now, kind: .sale, organization: organization, amountFen: amountFen, reference: shipment.rawValue)
        try await AccountRefusal.refusing {
            let (accounts, holds, _, transfers) = try await self.run(
                MoveAccount(organization: organization, balanceFen: -amountFen, heldFen: -amountFen),
                ResolveHold(order: order, postedFen: amountFen),
                OpenSellerAccounts(seller: organization.seller), transfer)
            guard accounts.affected == 1, holds.affected == 1, transfers.affected == 1 else { throw AccountRefusal.holdResolved(pendingFen: nil) }
        }
    }

    /// Second phase, the other way: units were cancelled or shorted, and what was held for them is free again.
    /// - Parameter amountFen: their share, by `Apportionment.back`.
    /// - Throws: `AccountRefusal.holdResolved` when less than that is pending; nothing is written then.
    package func voidHold(order: OrderID, organization: OrganizationID, amountFen: Int64) async throws {
        guard amountFen >= 0 else { throw AccountRefusal.amountOutOfRange }
        guard amountFen > 0 else { return }
        try await AccountRefusal.refusing {
            let (accounts, holds) = try await self.run(
                MoveAccount(organization: organization, heldFen: -amountFen), ResolveHold(order: order, voidedFen: amountFen))
            guard accounts.affected == 1, holds.affected == 1 else { throw AccountRefusal.holdResolved(pendingFen: nil) }
        }
    }
}

/// Adds to what is posted or voided of an order's hold; `account_holds_resolved_once` refuses what was resolved before.
struct ResolveHold: Statement {
    static let sql = "UPDATE account_holds SET posted_fen = posted_fen + $2, voided_fen = voided_fen + $3 WHERE order_id = $1"
    let order: OrderID
    var postedFen: Int64 = 0
    var voidedFen: Int64 = 0

    func bind(_ parameters: inout Parameters) {
        parameters.append(order.rawValue)
        parameters.append(postedFen)
        parameters.append(voidedFen)
    }
}

extension AccountRefusal {
    /// Runs `body`; a violated rule of the account tables becomes the refusal that it means.
    static func refusing<T>(_ body: () async throws -> T) async throws -> T {
        do {
            return try await body()
        } catch let error as PostgresError {
            guard let refusal = AccountRefusal(error) else { throw error }
            throw refusal
        }
    }

    /// - Returns: nil for an error that is no rule of the accounts.
    private init?(_ error: PostgresError) {
        switch (error.constraint, error.sqlState) {
        // Each says that more is resolved than is held; a negative part, which nobody asks for, meets the second.
        case ("account_holds_resolved_once", _), ("account_holds_not_negative", _), ("accounts_held_not_negative", _):
            self = .holdResolved(pendingFen: nil)
        // Numeric value out of range (PostgreSQL manual, appendix A).
        case (_, "22003"):
            self = .amountOutOfRange
        default:
            return nil
        }
    }
}
