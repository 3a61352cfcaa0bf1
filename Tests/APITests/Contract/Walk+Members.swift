import TestSupport
import Testing

extension Walk {
    func memberRoutes() async throws {
        let store = "S-110105-001"
        let terms = "/v1/storefront/member-terms"
        try await send(.get, terms, as: store, expecting: 200)
        let gifts = #"{"topUpGifts":[{"fromFen":10000,"bonusFen":2000}],"expiresAfterDays":30,"earnBps":100,"redeemFenPerPoint":1}"#
        try await send(.put, terms, as: store, body: gifts, expecting: 200)
        try await send(.put, terms, as: "D-110105", body: gifts, expecting: 403)
        let twice = #"{"topUpGifts":[{"fromFen":1,"bonusFen":2},{"fromFen":1,"bonusFen":3}],"earnBps":0,"redeemFenPerPoint":1}"#
        try await send(.put, terms, as: store, body: twice, expecting: 422)
        let made = try await send(.post, "/v1/members", as: store, body: #"{"code":"VIP-1","name":"王女士","phone":"13800001234"}"#, expecting: 201)
        try await send(.post, "/v1/members", as: store, body: #"{"code":"VIP-1","name":"王女士"}"#, expecting: 409)
        try await send(.post, "/v1/members", as: store, body: #"{"name":"王先生","phone":"13800001234"}"#, expecting: 409)
        try await send(.post, "/v1/members", as: store, body: #"{"name":"王先生","phone":"138"}"#, expecting: 422)
        try await send(.post, "/v1/members", as: "D-110105", body: #"{"name":"王先生"}"#, expecting: 403)
        try await send(.post, "/v1/members", as: store, body: #"{"name":"李先生"}"#, expecting: 201)
        let id = [made["id"] ?? ""]
        for reader in [store, "D-110105", "R-11", "HQ"] {
            let found = try await send(.get, "/v1/members/{id}", id, as: reader, expecting: 200)
            #expect(found["phone"] == (reader == store ? "13800001234" : "138****1234"))
            try await send(.get, "/v1/members", query: "limit=1&q=vip", as: reader, expecting: 200)
        }
        let page = try await send(.get, "/v1/members", query: "limit=1", as: "D-110105", expecting: 200)
        #expect(page["nextCursor"] != nil)
        try await send(.get, "/v1/members", query: "phone=13800001234", as: store, expecting: 200)
        try await send(.get, "/v1/members", query: "phone=138", as: store, expecting: 422)
        try await send(.get, "/v1/members/{id}", id, as: "D-110106", expecting: 404)
        try await memberMoney(id, store)
        try await memberCoupons(id, store)
    }

    private func memberCoupons(_ id: [String], _ store: String) async throws {
        let coupons = "/v1/storefront/member-coupons"
        let body = #"{"code":"M-100-10","name":"满100减10","minFen":10000,"offFen":1000,"startsAt":"2026-01-01T00:00:00Z","endsAt":"2026-02-01T00:00:00Z","uses":1}"#
        try await send(.post, coupons, as: store, body: body, expecting: 201)
        try await send(.post, coupons, as: store, body: body, expecting: 409)
        try await send(.post, coupons, as: "D-110105", body: body, expecting: 403)
        try await send(.post, coupons, as: store, body: body.replacing("1000,", with: "10000,"), expecting: 422)
        let share = body.replacing("M-100-10", with: "NINE").replacing(#""offFen":1000"#, with: #""offBps":1000,"maxFen":5000"#)
        try await send(.post, coupons, as: store, body: share, expecting: 201)
        for limit in ["1", "200"] { try await send(.get, coupons, query: "limit=" + limit, as: store, expecting: 200) }
        try await send(.get, coupons, as: "HQ", expecting: 403)
        let path = "/v1/members/{id}"
        try await send(.post, path + "/top-ups", id, as: store, body: #"{"amountFen":50000}"#, expecting: 201)
        try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":9999,"coupon":"M-100-10"}"#, expecting: 409)
        try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":10000,"coupon":"NONE"}"#, expecting: 422)
        let spent = try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":10000,"coupon":"M-100-10"}"#, expecting: 201)
        #expect(spent.number(at: "amountFen") == 9000 && spent.number(at: "couponFen") == 1000 && spent["coupon"] == "M-100-10", "\(spent.text)")
        try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":10000,"coupon":"M-100-10"}"#, expecting: 409)
        let statement = try await send(.get, path + "/statement", id, query: "limit=1", as: store, expecting: 200)
        #expect(statement.text(at: "items/0/coupon") == "M-100-10" && statement.number(at: "items/0/couponFen") == 1000, "\(statement.text)")
        let whole = #"{"spend":"\#(spent["id"] ?? "")","amountFen":9000}"#
        let back = try await send(.post, path + "/refund", id, as: store, body: whole, expecting: 201)
        #expect(back["returnedCoupon"] == "M-100-10", "\(back.text)")
    }

    private func memberMoney(_ id: [String], _ store: String) async throws {
        let path = "/v1/members/{id}"
        try await send(.post, path + "/top-ups", id, as: store, body: #"{"amountFen":10000}"#, expecting: 201)
        try await send(.post, path + "/top-ups", id, as: store, body: #"{"amountFen":0}"#, expecting: 422)
        try await send(.post, path + "/top-ups", id, as: "D-110105", body: #"{"amountFen":1}"#, expecting: 403)
        try await send(.post, path + "/top-ups", id, as: "D-110106", body: #"{"amountFen":1}"#, expecting: 404)
        let spent = try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":6000,"reference":"小票 17"}"#, expecting: 201)
        try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":10,"points":10}"#, expecting: 201)
        try await send(.post, path + "/spend", id, as: store, body: #"{"amountFen":60000}"#, expecting: 409)
        let back = #"{"spend":"\#(spent["id"] ?? "")","amountFen":3000}"#
        try await send(.post, path + "/refund", id, as: store, body: back, expecting: 201)
        try await send(.post, path + "/refund", id, as: store, body: back.replacing("3000", with: "3001"), expecting: 409)
        try await send(.post, path + "/refund", id, as: store, body: #"{"spend":"msp_zzz","amountFen":1}"#, expecting: 404)
        try await send(.post, path + "/withdrawals", id, as: store, body: #"{"amountFen":2500}"#, expecting: 201)
        try await send(.post, path + "/withdrawals", id, as: store, body: #"{"amountFen":25000}"#, expecting: 409)
        let statement = try await send(.get, path + "/statement", id, query: "from=2026-01-01T00:00:00Z&limit=2", as: "D-110105", expecting: 200)
        #expect(statement.number(at: "accounts/0/closing") == 5000 && statement.number(at: "accounts/1/closing") == 1000)
        for reader in [store, "HQ"] { try await send(.get, path + "/statement", id, query: "limit=200", as: reader, expecting: 200) }
        try await send(.get, path + "/statement", id, query: "from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", as: store, expecting: 422)
        try await send(.get, path + "/statement", id, as: "R-31", expecting: 404)
    }
}
