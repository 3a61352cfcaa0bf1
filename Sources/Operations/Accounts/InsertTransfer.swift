import Commerce
import Postgres

/// A seller's two accounts, the other sides of its buyers' transfers. Made by whoever needs them first; afterwards this finds them and
/// writes nothing.
struct OpenSellerAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind)
        SELECT $1, k FROM unnest('{cash,sales}'::text[]) AS k
        WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.organization_id = $1 AND a.kind = k)
        ON CONFLICT ON CONSTRAINT accounts_once DO NOTHING
        """
    /// Headquarters, or a distributor that has a storefront.
    let seller: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(seller.rawValue)
    }
}

/// One row of the double-entry ledger: the same fen out of one account and into another.
struct InsertTransfer: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind, memo)
        SELECT $1, $2, debit.id, credit.id, $3, $4, $5, $6, $7
        FROM accounts debit, accounts credit
        WHERE debit.organization_id = $8 AND debit.kind = $9 AND credit.organization_id = $10 AND credit.kind = $11
        """
    let id: Int64
    let at: Instant
    let kind: TransferKind
    /// The distributor or store whose prepaid account is one of the sides; the other is its seller's.
    let organization: OrganizationID
    /// At least 1.
    let amountFen: Int64
    var reference: Int64?
    var memo = ""
    /// Which side of a stored value is spent or refunded.
    var stored = AccountKind.storedPrincipal

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(at))
        parameters.append(amountFen)
        parameters.append(organization.rawValue)
        parameters.append(reference)
        parameters.append(kind.rawValue)
        parameters.append(memo)
        let sides = kind.sides(stored: stored)
        for account in [sides.debit, sides.credit] {
            parameters.append((account.isSellers ? organization.seller : organization).rawValue)
            parameters.append(account.rawValue)
        }
    }
}
