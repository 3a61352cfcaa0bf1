package import Commerce
import Postgres

/// A store's coupon, and how often it was used.
package struct MemberCouponView: Equatable, Sendable {
    package let id: Int64
    package let createdAt: Instant
    package let coupon: MemberCoupon
    /// Uses that haven't come back.
    package let used: Int64
}

extension Work {
    /// The calling store has a new coupon for its members.
    /// - Throws: `MemberRefusal.beyondRegionLimit`; `MemberCouponRefusal.codeTaken`.
    package func issueMemberCoupon(_ coupon: MemberCoupon) async throws -> MemberCouponView {
        if let maxOffBps = try await maxOffBps(for: caller.organization) { try coupon.check(within: maxOffBps) }
        let view = MemberCouponView(id: try await newID(), createdAt: now, coupon: coupon, used: 0)
        guard try await run(InsertMemberCoupon(store: caller.organization, view: view)).affected == 1 else { throw MemberCouponRefusal.codeTaken }
        return view
    }
}

extension Brand {
    /// The calling store's coupons, the newest first; those whose time is over too.
    package func memberCoupons(page: PageRequest, of caller: Caller) async throws -> Page<MemberCouponView> {
        let list = ListMemberCoupons(store: caller.organization, before: try page.beforeID(), limit: page.fetchLimit)
        return Page(try await read(as: caller, list).map(\.view), for: page) { String($0.id) }
    }
}

struct MemberCouponRow: RowDecodable {
    let view: MemberCouponView

    static let columns = "c.id, c.created_at, c.code, c.name, c.min_fen, c.off_fen, c.off_bps, c.max_fen, c.starts_at, c.ends_at, c.uses, c.member_uses, c.used"

    init(from row: inout RowReader) throws {
        let id: Int64 = try row.next()
        let createdAt = Instant(try row.next(Timestamp.self))
        let code = Code(stored: try row.next())
        let name: String = try row.next()
        let minFen: Int64 = try row.next()
        let (offFen, offBps, maxFen) = (try row.next(Int64?.self), try row.next(Int64?.self), try row.next(Int64?.self))
        let coupon = MemberCoupon(
            code: code, name: name, minFen: minFen, off: offFen.map { Coupon.Off.fen($0) } ?? .bps(offBps ?? 0, maxFen: maxFen),
            startsAt: Instant(try row.next(Timestamp.self)), endsAt: Instant(try row.next(Timestamp.self)), uses: try row.next(), perMemberUses: try row.next())
        view = MemberCouponView(id: id, createdAt: createdAt, coupon: coupon, used: try row.next())
    }
}

/// Nothing is inserted when the code is another coupon's, also one's whose transaction is still running: it is waited for.
private struct InsertMemberCoupon: Statement {
    static let sql = """
        INSERT INTO member_coupons (id, organization_id, created_at, code, name, min_fen, off_fen, off_bps, max_fen, starts_at, ends_at, uses, member_uses)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT ON CONSTRAINT member_coupons_code_once DO NOTHING
        """
    let store: OrganizationID
    let view: MemberCouponView

    func bind(_ parameters: inout Parameters) {
        let coupon = view.coupon
        var off: (fen: Int64?, bps: Int64?, maxFen: Int64?) = (nil, nil, nil)
        switch coupon.off {
        case .fen(let fen): off.fen = fen
        case .bps(let bps, let maxFen): off = (nil, bps, maxFen)
        }
        parameters.append(view.id)
        parameters.append(store.rawValue)
        parameters.append(Timestamp(view.createdAt))
        parameters.append(coupon.code.text)
        parameters.append(coupon.name)
        parameters.append(coupon.minFen)
        parameters.append(off.fen)
        parameters.append(off.bps)
        parameters.append(off.maxFen)
        parameters.append(Timestamp(coupon.startsAt))
        parameters.append(Timestamp(coupon.endsAt))
        parameters.append(coupon.uses)
        parameters.append(coupon.perMemberUses)
    }
}

private struct ListMemberCoupons: Statement {
    typealias Result = MemberCouponRow
    static let sql = "SELECT \(MemberCouponRow.columns) FROM member_coupons c WHERE c.organization_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT $3"
    let store: OrganizationID
    let before: Int64
    let limit: Int64

    func bind(_ parameters: inout Parameters) {
        parameters.append(store.rawValue)
        parameters.append(before)
        parameters.append(limit)
    }
}
