package import Commerce
import Postgres

/// What a distributor has stored and no order holds.
package struct StoredValueView: Equatable, Sendable {
    package let principalFen: Int64
    /// What has not run out.
    package let bonusFen: Int64
    /// What orders hold of both.
    package let heldFen: Int64
    /// Bonuses that run out, first-expiring first.
    package let expiring: [StoredValueBalance.Bonus]
}

extension Brand {
    /// The stored value of a distributor within the caller's reach. One that never stored anything has nothing.
    /// - Throws: 404 when there is no such distributor.
    package func storedValue(of code: Code, as caller: Caller) async throws -> StoredValueView {
        let reach = caller.organization.reach
        let (_, accounts, bonuses) = try await request.transaction(.oneMoment) { transaction in
            try await transaction.commit(
                with: SetCaller(caller), ReadStoredAccounts(code: code, reach: reach), ReadStoredBonusesOf(code: code, reach: reach))
        }
        guard let account = accounts.first else { throw Reason.absent("account") }
        return account.view(bonuses.map(\.bonus), at: clock.now())
    }
}

extension Work {
    /// The stored value as this work leaves it.
    func storedValueView(of code: Code) async throws -> StoredValueView {
        let reach = caller.organization.reach
        let (accounts, bonuses) = try await run(ReadStoredAccounts(code: code, reach: reach), ReadStoredBonusesOf(code: code, reach: reach))
        guard let account = accounts.first else { throw Reason.absent("account") }
        return account.view(bonuses.map(\.bonus), at: now)
    }
}

private struct ReadStoredAccounts: Statement {
    struct Result: RowDecodable {
        let principalFen: Int64
        let heldFen: Int64
        init(from row: inout RowReader) throws {
            principalFen = try row.next()
            heldFen = try row.next()
        }

        func view(_ bonuses: [StoredValueBalance.Bonus], at now: Instant) -> StoredValueView {
            var balance = StoredValueBalance(principalFen: principalFen, bonuses: bonuses) ?? .empty
            _ = balance.expire(at: now)
            return StoredValueView(
                principalFen: balance.principalFen, bonusFen: balance.bonusFen, heldFen: heldFen, expiring: balance.bonuses.filter { $0.expiresAt != nil })
        }
    }
    static let sql = """
        SELECT coalesce(p.balance_fen - p.held_fen, 0), coalesce(p.held_fen, 0) + coalesce(b.held_fen, 0)
        FROM organizations o LEFT JOIN accounts p ON p.organization_id = o.id AND p.kind = 'storedPrincipal'
        LEFT JOIN accounts b ON b.organization_id = o.id AND b.kind = 'storedBonus'
        WHERE o.code = $1 AND o.kind = 'distributor' AND o.id >= $2 AND o.id < $3
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}

private struct ReadStoredBonusesOf: Statement {
    typealias Result = ReadStoredBonuses.Result
    static let sql = """
        SELECT b.organization_id, b.balance_fen - b.held_fen, b.expires_at FROM organizations o JOIN stored_bonuses b ON b.organization_id = o.id
        WHERE o.code = $1 AND o.kind = 'distributor' AND o.id >= $2 AND o.id < $3 AND b.balance_fen > b.held_fen
        """
    let code: Code
    let reach: Range<OrganizationID>

    func bind(_ parameters: inout Parameters) {
        parameters.append(code.text)
        parameters.append(reach.lowerBound.rawValue)
        parameters.append(reach.upperBound.rawValue)
    }
}
