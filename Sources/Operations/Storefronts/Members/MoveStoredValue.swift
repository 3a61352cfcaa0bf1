package import Commerce
import Postgres

extension Work {
    /// A member of the calling store stores money, and is given what the terms have for so much.
    /// - Throws: 404 when the store has no such member; `StoredValueRefusal.amountOutOfRange`.
    package func topUp(_ amountFen: Int64, of id: MemberID) async throws -> (giftFen: Int64, wallet: MemberWallet) {
        var (wallet, terms) = try await lockMemberWallet(id, of: caller.organization)
        let moves = try wallet.topUp(amountFen, by: terms, at: now)
        try await writeMemberWallet(wallet, moves: moves, of: id, store: caller.organization)
        return (moves.first { $0.kind == .gift }?.amount ?? 0, wallet)
    }

    /// A member pays a purchase at the calling store's till: what is left of it after a coupon, if it uses one.
    /// - Parameters:
    ///   - points: those of the member that pay first.
    ///   - code: of a coupon of the store's.
    /// - Throws: as `topUp`; `MemberRefusal.storedValueExceeded`, `pointsLimit`, `pointsBelowZero`; `MemberCouponRefusal`.
    package func spend(
        _ amountFen: Int64, points: Int64, coupon code: Code? = nil, of id: MemberID, reference: String?
    ) async throws -> (spend: MemberSpendView, wallet: MemberWallet) {
        var coupon: LockedMemberCoupon?
        if let code { coupon = try await lockMemberCoupon(code, for: id) }
        var (wallet, terms) = try await lockMemberWallet(id, of: caller.organization)
        if code != nil, coupon == nil { throw MemberCouponRefusal.unknown }
        let offFen = try coupon?.offFen(of: amountFen, at: now) ?? 0
        let (spend, moves) = try wallet.spend(amountFen - offFen, points: points, by: terms, at: now)
        let use = coupon.map { MemberCouponUse(code: $0.view.coupon.code, offFen: offFen) }
        let view = MemberSpendView(id: MemberSpendID(try await newID()), member: id, at: now, spend: spend, refundedFen: 0, reference: reference, coupon: use)
        _ = try await run(InsertMemberSpend(store: caller.organization, spend: view))
        if let coupon { try await noteUse(of: coupon, offFen: offFen, by: id, spend: view.id) }
        try await writeMemberWallet(wallet, moves: moves, of: id, store: caller.organization, spend: view.id)
        return (view, wallet)
    }

    /// A part of what was paid goes back to where it was paid from. With the last of it the coupon comes back, while its time is.
    /// - Throws: as `topUp`; 404 when the member has no such purchase; `MemberRefusal.refundExceeded`.
    package func refund(_ amountFen: Int64, ofSpend spendID: MemberSpendID, of id: MemberID) async throws -> MemberRefundView {
        let coupon = try await lockCoupon(ofSpend: spendID)
        var (wallet, _) = try await lockMemberWallet(id, of: caller.organization)
        guard let spent = try await run(ReadMemberSpend(member: id, spend: spendID)).first?.view else { throw Reason.absent("spend") }
        guard let refund = spent.spend.refund(amountFen, after: spent.refundedFen) else {
            throw MemberRefusal.refundExceeded(leftFen: spent.spend.amountFen - spent.refundedFen)
        }
        let (expiredFen, moves) = try wallet.refund(refund, at: now)
        _ = try await run(CountMemberRefund(spend: spendID, amountFen: amountFen))
        try await writeMemberWallet(wallet, moves: moves, of: id, store: caller.organization, spend: spendID)
        let isWhole = spent.refundedFen + amountFen == spent.spend.amountFen
        let back = coupon.flatMap { isWhole && now < $0.coupon.endsAt ? $0 : nil }
        if let back { try await giveBack(back, ofSpend: spendID) }
        return MemberRefundView(
            spend: spendID, amountFen: amountFen, refund: refund, expiredFen: expiredFen, refundedFen: spent.refundedFen + amountFen,
            returnedCoupon: back?.coupon.code, wallet: wallet)
    }

    /// A member is paid out principal, and loses bonus in the same proportion.
    /// - Throws: as `topUp`; `StoredValueRefusal.principalShort`.
    package func withdraw(_ amountFen: Int64, of id: MemberID) async throws -> (forfeitedFen: Int64, wallet: MemberWallet) {
        var (wallet, _) = try await lockMemberWallet(id, of: caller.organization)
        let (forfeitedFen, moves) = try wallet.withdraw(amountFen, at: now)
        try await writeMemberWallet(wallet, moves: moves, of: id, store: caller.organization)
        return (forfeitedFen, wallet)
    }
}
