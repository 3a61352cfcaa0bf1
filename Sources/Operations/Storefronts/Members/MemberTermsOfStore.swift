package import Commerce
import Postgres

extension Work {
    /// The calling store's terms from now on; what was given before stays as it was given.
    /// - Parameter steps: The gifts' thresholds in the order in which they were said; nil: as they stand.
    /// - Throws: `MemberRefusal.beyondRegionLimit`.
    package func setMemberTerms(_ terms: MemberTerms, steps: [Int64]? = nil) async throws {
        if let maxOffBps = try await maxOffBps(for: caller.organization) { try terms.check(within: maxOffBps, steps: steps) }
        _ = try await run(PutMemberTerms(store: caller.organization, at: now, terms: terms))
    }
}

extension Work {
    /// How much of what is paid a store's region lets it give away; nil: it sets no limit.
    func maxOffBps(for store: OrganizationID) async throws -> Int64? {
        try await run(ReadRegionLimits(regions: [store.region ?? .headquarters])).first?.limits.maxOffBps
    }
}

extension Brand {
    /// The calling store's terms; before it has set any, nothing is given.
    package func memberTerms(of caller: Caller) async throws -> MemberTerms {
        try await read(as: caller, ReadMemberTerms(store: caller.organization)).first?.terms ?? MemberTerms()
    }
}

struct ReadMemberTerms: Statement {
    struct Result: RowDecodable {
        let terms: MemberTerms
        init(from row: inout RowReader) throws {
            let earnBps: Int64 = try row.next()
            let redeemFenPerPoint: Int64 = try row.next()
            let days: Int64? = try row.next()
            let from: [Int64] = try row.next()
            let bonus: [Int64] = try row.next()
            terms = MemberTerms(
                topUpGifts: zip(from, bonus).map { MemberTerms.TopUpGift(fromFen: $0, bonusFen: $1) }, expiresAfterDays: days, earnBps: earnBps,
                redeemFenPerPoint: redeemFenPerPoint)
        }
    }
    static let sql = "SELECT earn_bps, redeem_fen_per_point, expires_after_days, from_fen, bonus_fen FROM member_terms WHERE organization_id = $1"
    let store: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
    }
}

private struct PutMemberTerms: Statement {
    static let sql = """
        INSERT INTO member_terms (organization_id, updated_at, earn_bps, redeem_fen_per_point, expires_after_days, from_fen, bonus_fen)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (organization_id) DO UPDATE SET updated_at = excluded.updated_at, earn_bps = excluded.earn_bps,
            redeem_fen_per_point = excluded.redeem_fen_per_point, expires_after_days = excluded.expires_after_days, from_fen = excluded.from_fen,
            bonus_fen = excluded.bonus_fen
        """
    let store: OrganizationID
    let at: Instant
    let terms: MemberTerms

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(terms.earnBps)
        parameters.append(terms.redeemFenPerPoint)
        parameters.append(terms.expiresAfterDays)
        parameters.append(terms.topUpGifts.map(\.fromFen))
        parameters.append(terms.topUpGifts.map(\.bonusFen))
    }
}
