package import Commerce
import Postgres

extension Work {
    /// Money of a buyer of the caller's arrives: the balance rises, and the ledger has a transfer from the caller's cash.
    /// - Parameter amountFen: at least 1.
    /// - Returns: the account afterwards and the entry.
    /// - Throws: 404 when there is no such distributor or store within the caller's reach; `AccountRefusal`: `notSeller`, `amountOutOfRange`.
    package func deposit(_ amountFen: Int64, to code: Code, memo: String = "") async throws -> (account: AccountView, entry: AccountEntry) {
        let account = try await lockBuyersAccount(of: code)
        let position = try account.position.crediting(amountFen)
        let id = try await newID()
        _ = try await run(
            MoveAccount(organization: account.organization, balanceFen: amountFen),
            OpenSellerAccounts(seller: account.organization.seller),
            InsertTransfer(id: id, at: now, kind: .deposit, organization: account.organization, amountFen: amountFen, memo: memo))
        let entry = AccountEntry(id: id, at: now, kind: .deposit, amountFen: amountFen, memo: memo, reference: nil)
        try await emit(.moneyDeposited, about: account.organization) { json in
            json.field("organization", code.text)
            json.field("entry", entry.id.external)
            json.field("amountFen", amountFen)
            json.field("balanceFen", position.balanceFen)
            json.field("availableFen", position.availableFen)
        }
        return (AccountView(organization: account.organization, code: code, position: position), entry)
    }
}
