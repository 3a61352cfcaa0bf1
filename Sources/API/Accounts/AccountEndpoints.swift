import Commerce
import Operations

extension Endpoints {
    static let accounts: [Endpoint] = [.readAccount, .listAccountEntries, .depositMoney, .setCreditLimit]
}

extension JSONObjectWriter {
    /// The figures of an account.
    mutating func account(_ position: AccountPosition) {
        field("balanceFen", position.balanceFen)
        field("heldFen", position.heldFen)
        field("creditLimitFen", position.creditLimitFen)
        field("availableFen", position.availableFen)
    }

    /// The fields of a transfer.
    mutating func accountEntry(_ entry: AccountEntry) {
        field("id", entry.id.external)
        field("at", entry.at.rfc3339)
        field("kind", entry.kind.rawValue)
        field("amountFen", entry.amountFen)
        field("memo", entry.memo)
        field("reference", entry.reference)
    }
}
