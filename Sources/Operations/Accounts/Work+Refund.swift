package import Commerce
import Postgres

extension Work {
    /// Goods came back: what was paid for them returns to the distributor's balance. Nothing happens for 0 fen. That no more comes back
    /// than was shipped is for the return to see to.
    /// - Parameter amountFen: by `Apportionment.front` over what was shipped.
    /// - Throws: `AccountRefusal.amountOutOfRange` when the new balance can't be counted.
    package func refund(organization: OrganizationID, amountFen: Int64, return id: ReturnID) async throws {
        guard amountFen >= 0 else { throw AccountRefusal.amountOutOfRange }
        guard amountFen > 0 else { return }
        let transfer = InsertTransfer(
            id: try await newID(), at: now, kind: .refund, organization: organization, amountFen: amountFen, reference: id.rawValue)
        try await AccountRefusal.refusing {
            let (_, _, transfers) = try await self.run(
                MoveAccount(organization: organization, balanceFen: amountFen), OpenSellerAccounts(seller: organization.seller), transfer)
            guard transfers.affected == 1 else { throw Reason.absent("account") }
        }
    }
}
