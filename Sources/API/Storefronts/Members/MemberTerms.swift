import Commerce
import Operations

extension Endpoint {
    static let putMemberTerms = Endpoint(.put, "/v1/storefront/member-terms", may: .keepMembers) { call in
        try call.noQuery()
        var form = try call.form()
        let gifts = form.objects("topUpGifts", 0...MemberTerms.maxGifts) { gift in
            MemberTerms.TopUpGift(fromFen: gift.int("fromFen", MemberWallet.amounts), bonusFen: gift.int("bonusFen", MemberWallet.amounts))
        }
        form.refuseRepeated(gifts.map(\.fromFen), in: "topUpGifts", "DUPLICATE_STEP", field: "/fromFen")
        let terms = MemberTerms(
            topUpGifts: gifts, expiresAfterDays: form.optionalInt("expiresAfterDays", MemberTerms.lifetimes),
            earnBps: form.int("earnBps", MemberTerms.earningRates), redeemFenPerPoint: form.int("redeemFenPerPoint", MemberTerms.pointValues))
        try form.finish()
        return try await call.work { work in
            try await work.setMemberTerms(terms, steps: gifts.map(\.fromFen))
            return .ok { terms.write(to: &$0) }
        }
    }

    static let readMemberTerms = Endpoint(.get, "/v1/storefront/member-terms", may: .keepMembers) { call in
        try call.noQuery()
        let terms = try await call.brand.memberTerms(of: call.caller)
        return .ok { terms.write(to: &$0) }
    }
}

extension MemberTerms {
    fileprivate func write(to json: inout JSONWriter) {
        json.object { json in
            json.array("topUpGifts", topUpGifts) { json, gift in
                json.field("fromFen", gift.fromFen)
                json.field("bonusFen", gift.bonusFen)
            }
            json.fieldIfPresent("expiresAfterDays", expiresAfterDays)
            json.field("earnBps", earnBps)
            json.field("redeemFenPerPoint", redeemFenPerPoint)
        }
    }
}
