package import Commerce
import Postgres

/// Principal that was paid out, with what it cost.
package struct WithdrawalView: Sendable {
    /// What is stored afterwards.
    package let stored: StoredValueView
    /// On the account of the principal.
    package let entry: AccountEntry
    /// Bonus that was lost.
    package let forfeitedFen: Int64
    /// What was taken off the payout for gifts.
    package let giftFen: Int64
}

extension Work {
    /// A distributor has stored principal paid out, back to its prepaid balance. A bonus is never paid out: of each the same proportion of what no
    /// order holds is lost, and the gifts that the principal had earned are paid for. What orders hold stays.
    ///
    /// - Parameter code: Whose; nil: the caller's, a distributor.
    /// - Throws: 404 for a distributor out of reach; `StoredValueRefusal`: `.principalShort`, `.amountOutOfRange`.
    package func withdrawStoredValue(_ amountFen: Int64, of code: Code?) async throws -> WithdrawalView {
        let code = code ?? caller.code
        let buyer = try await lockAccount(of: code).organization
        let (principals, bonuses, topUps) = try await run(
            ReadStoredPrincipals(organizations: [buyer]), ReadStoredBonuses(organizations: [buyer]),
            ReadPaidOutTopUps(organization: buyer, amountFen: max(0, amountFen)))
        var balance = StoredValueBalance(principalFen: principals.first?.freeFen ?? 0, bonuses: bonuses.map(\.bonus)) ?? .empty
        let lost = try balance.withdraw(amountFen, at: now)
        let paid = PaidOutPrincipal(amountFen, of: topUps.map(\.topUp))
        let forfeitedFen = lost.reduce(0) { $0 + $1.fen }
        let ids = try await brand.ids.take(3, in: transaction)
        try await AccountRefusal.refusing {
            _ = try await self.run(
                CreditStoredAccounts(organization: buyer, principalFen: -amountFen, bonusFen: -forfeitedFen),
                MoveAccount(organization: buyer, balanceFen: amountFen - paid.giftFen), ForfeitBonuses(organization: buyer, bonuses: lost),
                CountPaidOut(parts: paid.parts), OpenSellerAccounts(seller: .headquarters),
                InsertTransfer(id: ids[0], at: self.now, kind: .withdrawal, organization: buyer, amountFen: amountFen))
            for (id, kind, fen) in [(ids[1], TransferKind.bonusForfeit, forfeitedFen), (ids[2], TransferKind.giftCharge, paid.giftFen)] where fen > 0 {
                _ = try await self.run(InsertTransfer(id: id, at: self.now, kind: kind, organization: buyer, amountFen: fen))
            }
        }
        let entry = AccountEntry(id: ids[0], at: now, kind: .withdrawal, amountFen: -amountFen, memo: "", reference: nil)
        return WithdrawalView(stored: try await storedValueView(of: code), entry: entry, forfeitedFen: forfeitedFen, giftFen: paid.giftFen)
    }
}

/// The latest top-ups that so much principal can be paid out of, under the prepaid account's lock.
private struct ReadPaidOutTopUps: Statement {
    struct Result: RowDecodable {
        let topUp: PaidOutPrincipal.TopUp
        init(from row: inout RowReader) throws {
            topUp = PaidOutPrincipal.TopUp(id: TopUpID(try row.next()), principalFen: try row.next(), withdrawnFen: try row.next(), giftFen: try row.next())
        }
    }
    static let sql = """
        SELECT id, principal_fen, withdrawn_fen, gift_fen
        FROM (SELECT id, principal_fen, withdrawn_fen, gift_fen,
                     sum(principal_fen - withdrawn_fen) OVER (ORDER BY id DESC) - (principal_fen - withdrawn_fen) AS later_fen
              FROM stored_top_ups WHERE organization_id = $1 AND principal_fen > withdrawn_fen) t
        WHERE later_fen < $2::bigint ORDER BY id DESC
        """
    let organization: OrganizationID
    let amountFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(amountFen)
    }
}

private struct CountPaidOut: Statement {
    static let sql = """
        UPDATE stored_top_ups t SET withdrawn_fen = t.withdrawn_fen + u.fen FROM unnest($1::bigint[], $2::bigint[]) AS u (id, fen) WHERE t.id = u.id
        """
    let parts: [PaidOutPrincipal.Part]

    func bind(_ parameters: inout Parameters) {
        parameters.append(parts.map(\.id.rawValue))
        parameters.append(parts.map(\.fen))
    }
}

private struct ForfeitBonuses: Statement {
    static let sql = """
        UPDATE stored_bonuses b SET balance_fen = b.balance_fen - u.fen FROM unnest($2::timestamptz[], $3::bigint[]) AS u (e, fen)
        WHERE b.organization_id = $1 AND b.expires_at IS NOT DISTINCT FROM u.e
        """
    let organization: OrganizationID
    /// Each moment once.
    let bonuses: [StoredValueBalance.Bonus]

    func bind(_ parameters: inout Parameters) {
        parameters.append(organization.rawValue)
        parameters.append(bonuses.map { $0.expiresAt.map { Timestamp($0) } })
        parameters.append(bonuses.map(\.fen))
    }
}
