import Commerce
import Operations

extension Endpoint {
    static let issueMemberCoupon = Endpoint(.post, "/v1/storefront/member-coupons", may: .keepMembers) { call in
        try call.noQuery()
        var form = try call.form()
        let coupon = MemberCoupon.read(&form)
        try form.finish()
        return try await call.work { work in
            let issued = try await work.issueMemberCoupon(coupon)
            return .created { json in json.object { $0.memberCoupon(issued) } }
        }
    }

    static let listMemberCoupons = Endpoint(.get, "/v1/storefront/member-coupons", may: .keepMembers) { call in
        var query = call.query
        let page = query.page()
        try query.finish()
        let found = try await call.brand.memberCoupons(page: page, of: call.caller)
        return .ok(page: found, of: call) { $0.memberCoupon($1) }
    }
}

extension MemberCoupon {
    /// An amount off, or a share with at most `maxFen`. How they stand to each other is looked at once each is good by itself.
    fileprivate static func read(_ form: inout ObjectForm) -> MemberCoupon {
        let code = form.code("code")
        let name = form.text("name", nameLength)
        let minFen = form.int("minFen", MemberWallet.amounts)
        let offFen = form.optionalInt("offFen", MemberWallet.amounts)
        let offBps = form.optionalInt("offBps", shares)
        let maxFen = form.optionalInt("maxFen", MemberWallet.amounts)
        let startsAt = form.instant("startsAt")
        let endsAt = form.instant("endsAt")
        let uses = form.optionalInt("uses", counts)
        let perMemberUses = form.optionalInt("perMemberUses", counts)
        if !form.hasFaults {
            _ = form.oneOf("offFen", "offBps")
            if offFen != nil, maxFen != nil { form.contradict("maxFen", "offFen") }
            if let offFen, offFen >= minFen { form.refuse("offFen", "OUT_OF_RANGE", "offFen must be less than minFen, so that something is left to pay.") }
            if endsAt <= startsAt { form.refuse("endsAt", "OUT_OF_RANGE", "endsAt must be after startsAt.") }
        }
        return MemberCoupon(
            code: code, name: name, minFen: minFen, off: offFen.map { Coupon.Off.fen($0) } ?? .bps(offBps ?? 1, maxFen: maxFen), startsAt: startsAt, endsAt: endsAt,
            uses: uses, perMemberUses: perMemberUses)
    }
}

extension JSONObjectWriter {
    fileprivate mutating func memberCoupon(_ view: MemberCouponView) {
        let coupon = view.coupon
        field("code", coupon.code.text)
        field("name", coupon.name)
        field("minFen", coupon.minFen)
        switch coupon.off {
        case .fen(let fen): field("offFen", fen)
        case .bps(let bps, let maxFen):
            field("offBps", bps)
            fieldIfPresent("maxFen", maxFen)
        }
        field("startsAt", coupon.startsAt.rfc3339)
        field("endsAt", coupon.endsAt.rfc3339)
        fieldIfPresent("uses", coupon.uses)
        fieldIfPresent("perMemberUses", coupon.perMemberUses)
        field("used", view.used)
        field("createdAt", view.createdAt.rfc3339)
    }
}
