package import Commerce
import Postgres

/// What a coupon took off a member's purchase.
package struct MemberCouponUse: Equatable, Sendable {
    package let code: Code
    package let offFen: Int64
}

extension Work {
    /// A coupon of the calling store under its lock, which comes before those of members' accounts, and what was used of it.
    /// - Returns: nil when the store has none of this code.
    func lockMemberCoupon(_ code: Code, for member: MemberID) async throws -> LockedMemberCoupon? {
        let store = caller.organization
        // The count sees what whoever held the lock before has committed.
        let (coupons, counts, limits) = try await run(
            LockMemberCoupon(store: store, code: code), CountMemberCouponUses(store: store, code: code, member: member),
            ReadRegionLimits(regions: [store.region ?? .headquarters]))
        return coupons.first.map { row in
            LockedMemberCoupon(
                view: row.view, used: MemberCoupon.Used(byAll: row.view.used, byMember: counts.first?.uses ?? 0), maxOffBps: limits.first?.limits.maxOffBps)
        }
    }

    func noteUse(of coupon: LockedMemberCoupon, offFen: Int64, by member: MemberID, spend: MemberSpendID) async throws {
        let use = InsertMemberCouponUse(spend: spend, store: caller.organization, coupon: coupon.view.id, member: member, at: now, offFen: offFen)
        _ = try await run(use, MoveCouponUses(coupon: coupon.view.id, by: 1))
    }

    /// The coupon behind a purchase of the calling store's under its lock, before a refund locks the member's accounts.
    /// - Returns: nil when there was none, or it came back.
    func lockCoupon(ofSpend spend: MemberSpendID) async throws -> MemberCouponView? {
        try await run(LockCouponOfSpend(spend: spend, store: caller.organization)).first?.view
    }

    /// The coupon may be used once more.
    func giveBack(_ coupon: MemberCouponView, ofSpend spend: MemberSpendID) async throws {
        _ = try await run(ReturnMemberCoupon(spend: spend, at: now), MoveCouponUses(coupon: coupon.id, by: -1))
    }
}

struct LockedMemberCoupon: Sendable {
    let view: MemberCouponView
    let used: MemberCoupon.Used
    let maxOffBps: Int64?

    /// - Throws: `MemberCouponRefusal`.
    func offFen(of amountFen: Int64, at now: Instant) throws -> Int64 {
        try view.coupon.offFen(of: amountFen, after: used, within: maxOffBps, at: now)
    }
}

private struct LockMemberCoupon: Statement {
    typealias Result = MemberCouponRow
    static let sql = "SELECT \(MemberCouponRow.columns) FROM member_coupons c WHERE c.organization_id = $1 AND c.code = $2 FOR NO KEY UPDATE"
    let store: OrganizationID
    let code: Code

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(code.text)
    }
}

private struct CountMemberCouponUses: Statement {
    struct Result: RowDecodable {
        let uses: Int64
        init(from row: inout RowReader) throws { uses = try row.next() }
    }
    static let sql = """
        SELECT count(*) FROM member_coupon_uses u JOIN member_coupons c ON c.id = u.coupon_id
        WHERE c.organization_id = $1 AND c.code = $2 AND u.member_id = $3 AND u.returned_at IS NULL
        """
    let store: OrganizationID
    let code: Code
    let member: MemberID

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(code.text)
        parameters.append(member.rawValue)
    }
}

private struct LockCouponOfSpend: Statement {
    typealias Result = MemberCouponRow
    static let sql = """
        SELECT \(MemberCouponRow.columns) FROM member_coupons c JOIN member_coupon_uses u ON u.coupon_id = c.id
        WHERE u.spend_id = $1 AND u.organization_id = $2 AND u.returned_at IS NULL FOR NO KEY UPDATE OF c
        """
    let spend: MemberSpendID
    let store: OrganizationID

    func bind(_ parameters: inout Parameters) {
        parameters.append(spend.rawValue)
        parameters.append(store.rawValue)
    }
}

private struct InsertMemberCouponUse: Statement {
    static let sql = """
        INSERT INTO member_coupon_uses (spend_id, organization_id, coupon_id, member_id, at, off_fen) VALUES ($1, $2, $3, $4, $5, $6)
        """
    let spend: MemberSpendID
    let store: OrganizationID
    let coupon: Int64
    let member: MemberID
    let at: Instant
    let offFen: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(spend.rawValue)
        parameters.append(store.rawValue)
        parameters.append(coupon)
        parameters.append(member.rawValue)
        parameters.append(Timestamp(at))
        parameters.append(offFen)
    }
}

/// A CHECK holds it within the coupon's uses.
private struct MoveCouponUses: Statement {
    static let sql = "UPDATE member_coupons SET used = used + $2 WHERE id = $1"
    let coupon: Int64
    let by: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(coupon)
        parameters.append(by)
    }
}

private struct ReturnMemberCoupon: Statement {
    static let sql = "UPDATE member_coupon_uses SET returned_at = greatest($2, at) WHERE spend_id = $1"
    let spend: MemberSpendID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.append(spend.rawValue)
        parameters.append(Timestamp(at))
    }
}
