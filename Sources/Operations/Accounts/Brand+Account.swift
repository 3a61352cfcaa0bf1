package import Commerce
import Postgres

extension Brand {
    /// The prepaid account of a distributor with the brand, or of a store with its distributor, within the caller's reach. One that no money has ever moved on reads as all zeros.
    /// - Throws: 404 when there is no such distributor or store.
    package func account(of code: Code, as caller: Caller) async throws -> AccountView {
        let accounts = try await read(as: caller, ReadAccount(code: code, reach: caller.organization.reach))
        guard let account = accounts.first?.account else { throw Reason.absent("account") }
        return account
    }
}

struct ReadAccount: Statement {
    struct Result: RowDecodable {
        let account: AccountView
        init(from row: inout RowReader) throws {
            account = AccountView(
                organization: OrganizationID(try row.next()), code: Code(stored: try row.next()),
                position: AccountPosition(storedBalanceFen: try row.next(), heldFen: try row.next(), creditLimitFen: try row.next()))
        }
    }
    static let sql = """
        SELECT o.id, o.code, coalesce(a.balance_fen, 0), coalesce(a.held_fen, 0), coalesce(a.credit_limit_fen, 0)
        FROM organizations o LEFT JOIN accounts a ON a.organization_id = o.id AND a.kind = 'prepaid'
        WHERE o.code = $1 AND o.kind IN ('distributor', 'store') AND o.id >= $2 AND o.id < $3
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
