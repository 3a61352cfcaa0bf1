import Commerce
import Postgres

extension Brand {
    /// Takes back bonuses whose time has come and no order holds, the oldest first, a part at a time. What is spendable leaves them out by itself, so
    /// this may come late. Two servers that do it at once share the work: what one has done, the other doesn't find.
    ///
    /// - Returns: how many were taken back.
    package func expireBonuses() async throws -> Int {
        var expired = 0
        while !Task.isCancelled {
            let due = try await writer.run(ListDueBonuses(at: clock.now()))
            guard !due.isEmpty else { break }
            let organizations = Set(due.map(\.organization)).sorted()
            expired += try await work(for: .system) { try await $0.expireBonuses(of: organizations) }
            if due.count < ListDueBonuses.part { break }
        }
        return expired
    }
}

extension Work {
    /// Everything that is due of these, under the locks of their prepaid accounts, which are locked in key order.
    fileprivate func expireBonuses(of organizations: [OrganizationID]) async throws -> Int {
        let (_, _, due) = try await run(
            LockAccounts(organizations: organizations), OpenHeadquartersAccounts(), ReadDueBonuses(organizations: organizations, at: now))
        guard !due.isEmpty else { return 0 }
        let ids = try await brand.ids.take(due.count, in: transaction)
        _ = try await run(
            TakeBonuses(organizations: organizations, at: now), LowerBonusAccounts(bonuses: Array(due)), InsertExpiries(ids: ids, bonuses: Array(due), at: now))
        return due.count
    }
}

private struct ListDueBonuses: Statement {
    struct Result: RowDecodable {
        let organization: OrganizationID
        init(from row: inout RowReader) throws { organization = OrganizationID(try row.next()) }
    }
    static let part = 200
    static let sql = "SELECT organization_id FROM stored_bonuses WHERE expires_at <= $1 AND balance_fen > held_fen ORDER BY expires_at LIMIT \(part)"
    let at: Instant

    func bind(_ parameters: inout Parameters) { parameters.append(Timestamp(at)) }
}

/// Read after the locks, so that what they waited for is seen.
private struct ReadDueBonuses: Statement {
    typealias Result = ReadStoredBonuses.Result
    static let sql = """
        SELECT organization_id, balance_fen - held_fen, expires_at FROM stored_bonuses
        WHERE organization_id = ANY($1::bigint[]) AND expires_at <= $2 AND balance_fen > held_fen
        ORDER BY expires_at, organization_id
        """
    let organizations: [OrganizationID]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(organizations.map(\.rawValue))
        parameters.append(Timestamp(at))
    }
}

private struct TakeBonuses: Statement {
    static let sql = """
        UPDATE stored_bonuses SET balance_fen = held_fen WHERE organization_id = ANY($1::bigint[]) AND expires_at <= $2 AND balance_fen > held_fen
        """
    let organizations: [OrganizationID]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(organizations.map(\.rawValue))
        parameters.append(Timestamp(at))
    }
}

private struct LowerBonusAccounts: Statement {
    static let sql = """
        UPDATE accounts a SET balance_fen = a.balance_fen - u.fen
        FROM (SELECT o, sum(f)::bigint AS fen FROM unnest($1::bigint[], $2::bigint[]) AS u (o, f) GROUP BY o) u
        WHERE a.organization_id = u.o AND a.kind = 'storedBonus'
        """
    let bonuses: [ReadStoredBonuses.Result]

    func bind(_ parameters: inout Parameters) {
        parameters.append(bonuses.map(\.organization.rawValue))
        parameters.append(bonuses.map(\.bonus.fen))
    }
}

private struct InsertExpiries: Statement {
    static let sql = """
        INSERT INTO account_transfers (id, at, debit_account, credit_account, amount_fen, organization_id, kind)
        SELECT u.i, $1, b.id, s.id, u.f, u.o, 'bonusExpiry'
        FROM unnest($2::bigint[], $3::bigint[], $4::bigint[]) AS u (i, o, f)
        JOIN accounts b ON b.organization_id = u.o AND b.kind = 'storedBonus' JOIN accounts s ON s.organization_id = 0 AND s.kind = 'sales'
        """
    let ids: [Int64]
    let bonuses: [ReadStoredBonuses.Result]
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(ids)
        parameters.append(bonuses.map(\.organization.rawValue))
        parameters.append(bonuses.map(\.bonus.fen))
    }
}
