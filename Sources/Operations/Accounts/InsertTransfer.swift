import Commerce
import Postgres

/// Headquarters' two accounts, the other sides of every transfer. Made by whoever needs them first; afterwards this finds them and
/// writes nothing.
struct OpenHeadquartersAccounts: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind)
        SELECT 0, k FROM unnest('{cash,sales}'::text[]) AS k
        WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.organization_id = 0 AND a.kind = k)
        ON CONFLICT ON CONSTRAINT accounts_once DO NOTHING
        """
}

/// One row of the double-entry ledger: the same fen out of one account and into another.
struct InsertTransfer: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, reference, kind, memo)
        SELECT $1, $2, debit.id, credit.id, $3, $4, $5, $6, $7
        FROM accounts debit, accounts credit
        WHERE debit.organization_id = CASE WHEN $6 IN ('sale', 'box', 'forfeit') THEN $4 ELSE 0 END
            AND debit.kind = CASE WHEN $6 = 'deposit' THEN 'cash' WHEN $6 IN ('sale', 'box', 'forfeit') THEN 'prepaid' ELSE 'sales' END
            AND credit.organization_id = CASE WHEN $6 IN ('sale', 'box', 'forfeit') THEN 0 ELSE $4 END
            AND credit.kind = CASE WHEN $6 IN ('sale', 'box', 'forfeit') THEN 'sales' ELSE 'prepaid' END
        """
    let id: Int64
    let at: Instant
    let kind: TransferKind
    /// The distributor.
    let organization: OrganizationID
    /// At least 1.
    let amountFen: Int64
    var reference: Int64?
    var memo = ""

    func bind(_ parameters: inout Parameters) {
        parameters.append(id)
        parameters.append(Timestamp(at))
        parameters.append(amountFen)
        parameters.append(organization.rawValue)
        parameters.append(reference)
        parameters.append(kind.rawValue)
        parameters.append(memo)
    }
}
