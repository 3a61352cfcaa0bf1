import Commerce
import Postgres

extension Work {
    /// A member's wallet under the lock of its accounts, and the terms of its store, cut back to what its region lets it give by now. Taken after every other lock, one member's in a
    /// transaction; the store's own liability account, which all its members meet, comes last of all, when what moved is written.
    /// - Throws: 404 when the store has no such member.
    func lockMemberWallet(_ id: MemberID, of store: OrganizationID) async throws -> (wallet: MemberWallet, terms: MemberTerms) {
        // The later statements see what whoever held the lock before has committed: each has a snapshot of its own.
        let (accounts, bonuses, found, limits) = try await run(
            LockMemberAccounts(member: id, store: store), ReadMemberBonuses(member: id), ReadMemberTerms(store: store),
            ReadRegionLimits(regions: [store.region ?? .headquarters]))
        let balances = Dictionary(accounts.map { ($0.kind, $0.balance) }) { first, _ in first }
        guard let principalFen = balances[.principal], let points = balances[.points],
            let value = StoredValueBalance(principalFen: principalFen, bonuses: bonuses.map(\.bonus))
        else { throw Reason.absent("member") }
        let terms = found.first?.terms ?? MemberTerms()
        return (MemberWallet(value: value, points: points), limits.first?.limits.maxOffBps.map { terms.cut(to: $0) } ?? terms)
    }

    /// Writes what moved, into the ledger and onto the balances in one round trip, and what bonuses are left.
    func writeMemberWallet(_ wallet: MemberWallet, moves: [MemberMove], of member: MemberID, store: OrganizationID, spend: MemberSpendID? = nil) async throws {
        guard !moves.isEmpty else { return }
        let ids = try await brand.ids.take(moves.count, in: transaction)
        _ = try await run(
            InsertMemberTransfers(ids: ids, at: now, store: store, member: member, spend: spend, moves: moves), MoveMemberAccounts(member: member, moves: moves),
            DeleteMemberBonuses(member: member), InsertMemberBonuses(store: store, member: member, bonuses: wallet.value.bonuses),
            MoveMemberLiability(store: store, moves: moves))
    }
}

private struct LockMemberAccounts: Statement {
    struct Result: RowDecodable {
        let kind: MemberAccount?
        let balance: Int64
        init(from row: inout RowReader) throws {
            kind = MemberAccount(rawValue: try row.next())
            balance = try row.next()
        }
    }
    static let sql = "SELECT kind, balance FROM member_accounts WHERE member_id = $1 AND organization_id = $2 ORDER BY id FOR NO KEY UPDATE"
    let member: MemberID
    let store: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
        parameters.append(store.rawValue)
    }
}

private struct ReadMemberBonuses: Statement {
    struct Result: RowDecodable {
        let bonus: StoredValueBalance.Bonus
        init(from row: inout RowReader) throws {
            bonus = StoredValueBalance.Bonus(fen: try row.next(), expiresAt: try row.next(Timestamp?.self).map { Instant($0) })
        }
    }
    static let sql = "SELECT fen, expires_at FROM member_bonuses WHERE member_id = $1"
    let member: MemberID

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
    }
}

/// One row a move: out of the store's account that its kind says and into the member's, or the other way.
private struct InsertMemberTransfers: Statement {
    static let sql = """
        INSERT INTO member_transfers (id, at, debit_account, credit_account, amount, organization_id, member_id, spend_id, kind)
        SELECT u.i, $1, CASE WHEN u.n > 0 THEN other.id ELSE own.id END, CASE WHEN u.n > 0 THEN own.id ELSE other.id END, abs(u.n), $2, $3, $4, u.k
        FROM unnest($5::bigint[], $6::text[], $7::text[], $8::text[], $9::bigint[]) AS u (i, k, a, c, n)
        JOIN member_accounts own ON own.member_id = $3 AND own.kind = u.a
        JOIN member_accounts other ON other.organization_id = $2 AND other.member_id IS NULL AND other.kind = u.c
        """
    let ids: [Int64]
    let at: Instant
    let store: OrganizationID
    let member: MemberID
    let spend: MemberSpendID?
    let moves: [MemberMove]

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
        parameters.append(store.rawValue)
        parameters.append(member.rawValue)
        parameters.append(spend?.rawValue)
        parameters.append(ids)
        parameters.append(moves.map(\.kind.rawValue))
        parameters.append(moves.map(\.account.rawValue))
        parameters.append(moves.map(\.kind.counterpart.rawValue))
        parameters.append(moves.map(\.amount))
    }
}

private struct MoveMemberAccounts: Statement {
    static let sql = """
        UPDATE member_accounts a SET balance = a.balance + s.n
        FROM (SELECT u.a, sum(u.n)::bigint AS n FROM unnest($2::text[], $3::bigint[]) AS u (a, n) GROUP BY 1) s
        WHERE a.member_id = $1 AND a.kind = s.a
        """
    let member: MemberID
    let moves: [MemberMove]

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
        parameters.append(moves.map(\.account.rawValue))
        parameters.append(moves.map(\.amount))
    }
}

/// What the store owes its members moves with what they have: points are no money.
private struct MoveMemberLiability: Statement {
    static let sql = "UPDATE member_accounts SET balance = balance + $2 WHERE organization_id = $1 AND member_id IS NULL AND kind = 'liability'"
    let store: OrganizationID
    let moves: [MemberMove]

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(moves.filter { $0.account != .points }.reduce(0) { $0 + $1.amount })
    }
}

private struct DeleteMemberBonuses: Statement {
    static let sql = "DELETE FROM member_bonuses WHERE member_id = $1"
    let member: MemberID

    func bind(_ parameters: inout Parameters) {
        parameters.append(member.rawValue)
    }
}

private struct InsertMemberBonuses: Statement {
    static let sql = """
        INSERT INTO member_bonuses (organization_id, member_id, fen, expires_at) SELECT $1, $2, f, e FROM unnest($3::bigint[], $4::timestamptz[]) AS u (f, e)
        """
    let store: OrganizationID
    let member: MemberID
    let bonuses: [StoredValueBalance.Bonus]

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(member.rawValue)
        parameters.append(bonuses.map(\.fen))
        parameters.append(bonuses.map { $0.expiresAt.map { Timestamp($0) } })
    }
}
