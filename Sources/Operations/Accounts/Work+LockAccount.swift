import Commerce
import Postgres

extension Work {
    /// Locks a distributor's or store's prepaid account until the end of the work, and opens it when it is missing.
    /// - Throws: 404 when there is no such distributor or store within the caller's reach.
    func lockAccount(of code: Code) async throws -> LockAccount.Result {
        let reach = caller.organization.reach
        let (_, locked) = try await run(OpenAccount(code: code, reach: reach), LockAccount(code: code, reach: reach))
        guard let account = locked.first else { throw Reason.absent("account") }
        return account
    }

    /// The same of one of the caller's own buyers: headquarters' are the distributors, a distributor's its stores.
    /// - Throws: As above; `AccountRefusal.notSeller`.
    func lockBuyersAccount(of code: Code) async throws -> LockAccount.Result {
        let account = try await lockAccount(of: code)
        guard account.organization.seller == caller.organization else { throw AccountRefusal.notSeller }
        return account
    }
}

/// Usually does nothing: an account is made with whose it is. Two that open the same one at once meet in the constraint, and the
/// second waits for the first.
struct OpenAccount: Statement {
    static let sql = """
        INSERT INTO accounts (organization_id, kind)
        SELECT o.id, 'prepaid' FROM organizations o
        WHERE o.code = $1 AND o.kind IN ('distributor', 'store') AND o.id >= $2 AND o.id < $3
            AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.organization_id = o.id AND a.kind = 'prepaid')
        ON CONFLICT ON CONSTRAINT accounts_once DO NOTHING
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

struct LockAccount: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        let position: AccountPosition
        init(from row: inout RowReader) throws {
            organization = OrganizationID(try row.next())
            position = AccountPosition(storedBalanceFen: try row.next(), heldFen: try row.next(), creditLimitFen: try row.next())
        }
    }
    static let sql = """
        SELECT a.organization_id, a.balance_fen, a.held_fen, a.credit_limit_fen
        FROM organizations o JOIN accounts a ON a.organization_id = o.id AND a.kind = 'prepaid'
        WHERE o.code = $1 AND o.kind IN ('distributor', 'store') AND o.id >= $2 AND o.id < $3
        FOR NO KEY UPDATE OF a
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

/// Moves the figures of a prepaid account by differences and tells where it stands then. One row, so it is its own lock; what it
/// must not become is refused by the CHECKs.
struct MoveAccount: Statement {
    struct Result: RowDecodable {
        let position: AccountPosition
        init(from row: inout RowReader) throws {
            position = AccountPosition(storedBalanceFen: try row.next(), heldFen: try row.next(), creditLimitFen: try row.next())
        }
    }
    static let sql = """
        UPDATE accounts SET balance_fen = balance_fen + $2, held_fen = held_fen + $3
        WHERE organization_id = $1 AND kind = 'prepaid'
        RETURNING balance_fen, held_fen, credit_limit_fen
        """
    let organization: OrganizationID
    var balanceFen: Int64 = 0
    var heldFen: Int64 = 0

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(balanceFen)
        parameters.append(heldFen)
    }
}
