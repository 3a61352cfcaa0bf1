import Commerce
import Postgres

extension Brand {
    /// Drops members' bonuses whose time has come, member by member, so that a till is never waited for by more than one. A second server that
    /// does the same finds nothing left to drop.
    /// - Returns: how many members lost some.
    package func expireMemberBonuses() async throws -> Int {
        var done = 0
        while !Task.isCancelled {
            let due = Array(try await writer.run(DueMemberBonuses(at: clock.now())))
            for member in due {
                try await work(for: .system) { work in
                    var (wallet, _) = try await work.lockMemberWallet(member.id, of: member.store)
                    let moves = wallet.expire(at: work.now)
                    try await work.writeMemberWallet(wallet, moves: moves, of: member.id, store: member.store)
                }
            }
            done += due.count
            if due.count < DueMemberBonuses.part { break }
        }
        return done
    }
}

private struct DueMemberBonuses: Statement {
    struct Result: RowDecodable {
        let id: MemberID
        let store: OrganizationID
        init(from row: inout RowReader) throws {
            id = MemberID(try row.next())
            store = OrganizationID(try row.next())
        }
    }
    static let part = 200
    static let sql = """
        SELECT member_id, organization_id FROM member_bonuses WHERE expires_at <= $1 GROUP BY 1, 2 ORDER BY min(expires_at), 1 LIMIT \(part)
        """
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(Timestamp(at))
    }
}
