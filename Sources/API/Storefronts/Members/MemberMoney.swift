import Commerce
import Operations

extension Endpoint {
    /// Answers the gift, and what the member has afterwards; as all of these do.
    static let topUpMember = Endpoint(.post, "/v1/members/{id}/top-ups", may: .keepMembers, keyed: true) { call in
        try call.noQuery()
        let id = try call.id(of: MemberEntity.self)
        var form = try call.form()
        let amountFen = form.int("amountFen", MemberWallet.amounts)
        try form.finish()
        return try await call.work { work in
            let (giftFen, wallet) = try await work.topUp(amountFen, of: id)
            return .created { json in
                json.object { json in
                    json.field("amountFen", amountFen)
                    json.field("giftFen", giftFen)
                    json.wallet(wallet)
                }
            }
        }
    }

    static let spendOfMember = Endpoint(.post, "/v1/members/{id}/spend", may: .keepMembers, keyed: true) { call in
        try call.noQuery()
        let id = try call.id(of: MemberEntity.self)
        var form = try call.form()
        let amountFen = form.int("amountFen", MemberWallet.amounts)
        let points = form.optionalInt("points", MemberWallet.amounts) ?? 0
        let coupon = form.optionalCode("coupon")
        let reference = form.optionalText("reference", 1...200)
        try form.finish()
        return try await call.work { work in
            let (spend, wallet) = try await work.spend(amountFen, points: points, coupon: coupon, of: id, reference: reference)
            return .created { json in
                json.object { json in
                    json.spend(spend)
                    json.wallet(wallet)
                }
            }
        }
    }

    static let refundMember = Endpoint(.post, "/v1/members/{id}/refund", may: .keepMembers, keyed: true) { call in
        try call.noQuery()
        let id = try call.id(of: MemberEntity.self)
        var form = try call.form()
        let spend = form.id("spend", of: MemberSpendEntity.self)
        let amountFen = form.int("amountFen", MemberWallet.amounts)
        try form.finish()
        return try await call.work { work in
            let refund = try await work.refund(amountFen, ofSpend: spend, of: id)
            return .created { json in
                json.object { json in
                    json.field("spend", refund.spend.external)
                    json.field("amountFen", refund.amountFen)
                    json.field("principalFen", refund.refund.stored.principalFen)
                    json.field("bonusFen", refund.refund.stored.bonusFen)
                    json.field("expiredFen", refund.expiredFen)
                    json.field("points", refund.refund.points)
                    json.field("reversedPoints", refund.refund.reversedPoints)
                    json.field("refundedFen", refund.refundedFen)
                    json.fieldIfPresent("returnedCoupon", refund.returnedCoupon?.text)
                    json.wallet(refund.wallet)
                }
            }
        }
    }

    static let withdrawOfMember = Endpoint(.post, "/v1/members/{id}/withdrawals", may: .keepMembers, keyed: true) { call in
        try call.noQuery()
        let id = try call.id(of: MemberEntity.self)
        var form = try call.form()
        let amountFen = form.int("amountFen", MemberWallet.amounts)
        try form.finish()
        return try await call.work { work in
            let (forfeitedFen, wallet) = try await work.withdraw(amountFen, of: id)
            return .created { json in
                json.object { json in
                    json.field("amountFen", amountFen)
                    json.field("forfeitedFen", forfeitedFen)
                    json.wallet(wallet)
                }
            }
        }
    }
}

extension JSONObjectWriter {
    fileprivate mutating func spend(_ spend: MemberSpendView) {
        field("id", spend.id.external)
        field("at", spend.at.rfc3339)
        field("amountFen", spend.spend.amountFen)
        field("principalFen", spend.spend.stored.principalFen)
        field("bonusFen", spend.spend.stored.bonusFen)
        field("points", spend.spend.redeemedPoints)
        field("pointsFen", spend.spend.pointsFen)
        field("earnedPoints", spend.spend.earnedPoints)
        fieldIfPresent("reference", spend.reference)
        fieldIfPresent("coupon", spend.coupon?.code.text)
        fieldIfPresent("couponFen", spend.coupon?.offFen)
    }

    fileprivate mutating func wallet(_ wallet: MemberWallet) {
        object("balance") { json in
            json.field("principalFen", wallet.value.principalFen)
            json.field("bonusFen", wallet.value.bonusFen)
            json.field("points", wallet.points.points)
        }
    }
}
