package import Commerce
import Postgres

extension Work {
    /// A distributor has stored principal paid out, back to its prepaid balance. A bonus is never paid out, and what orders hold stays.
    ///
    /// - Parameter code: Whose; nil: the caller's, a distributor.
    /// - Returns: what is stored afterwards, and the entry on the account of the principal.
    /// - Throws: 404 for a distributor out of reach; `StoredValueRefusal`: `.principalShort`, `.amountOutOfRange`.
    package func withdrawStoredValue(_ amountFen: Int64, of code: Code?) async throws -> (stored: StoredValueView, entry: AccountEntry) {
        let code = code ?? caller.code
        let buyer = try await lockAccount(of: code).organization
        let principals = try await run(ReadStoredPrincipals(organizations: [buyer]))
        var balance = StoredValueBalance(principalFen: principals.first?.freeFen ?? 0) ?? .empty
        try balance.withdraw(amountFen)
        let id = try await newID()
        try await AccountRefusal.refusing {
            _ = try await self.run(
                CreditStoredAccounts(organization: buyer, principalFen: -amountFen), MoveAccount(organization: buyer, balanceFen: amountFen),
                InsertTransfer(id: id, at: self.now, kind: .withdrawal, organization: buyer, amountFen: amountFen))
        }
        let entry = AccountEntry(id: id, at: now, kind: .withdrawal, amountFen: -amountFen, memo: "", reference: nil)
        return (try await storedValueView(of: code), entry)
    }
}
