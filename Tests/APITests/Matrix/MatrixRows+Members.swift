import TestSupport

extension MatrixBrand {
    static let couponTime = #""startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z""#

    /// Every store has a coupon and a member that has stored money, spent some and got some back.
    func furnishMembers() async throws {
        for (index, store) in Tree.stores.enumerated() {
            let terms = #"{"topUpGifts":[{"fromFen":1000,"bonusFen":100}],"expiresAfterDays":90,"earnBps":100,"redeemFenPerPoint":1}"#
            _ = try await done(.put, "/v1/storefront/member-terms", as: store, body: terms)
            let coupon = #"{"code":"C-1","name":"满100减1","minFen":10000,"offFen":100,\#(Self.couponTime)}"#
            _ = try await done(.post, "/v1/storefront/member-coupons", as: store, body: coupon)
            let member = try await done(.post, "/v1/members", as: store, body: #"{"name":"会员","phone":"1380000000\#(index)"}"#)
            try keep(member["id"], as: "member", of: store)
            let path = "/v1/members/" + self["member", store]
            _ = try await done(.post, path + "/top-ups", as: store, body: #"{"amountFen":100000}"#)
            try keep(try await done(.post, path + "/spend", as: store, body: #"{"amountFen":10000,"coupon":"C-1"}"#)["id"], as: "spend", of: store)
        }
    }
}

extension MatrixRows {
    static let members: [MatrixRow] = [
        MatrixRow(.get, "/v1/members", .list(Tree.stores, .reach, field: "store")),
        MatrixRow(.post, "/v1/members", .nobody, .keepMembers).asking { _, _, _ in .init(body: #"{"name":"新会员"}"#) },
        MatrixRow(.get, "/v1/members/{id}", .things(Tree.stores, .reach)).at { $0["member", $1] },
        MatrixRow(.get, "/v1/members/{id}/statement", .things(Tree.stores, .reach)).at { $0["member", $1] },
        money("top-ups") { _, _ in #"{"amountFen":10}"# },
        money("spend") { _, _ in #"{"amountFen":10}"# },
        money("refund") { brand, store in #"{"spend":"\#(brand["spend", store])","amountFen":10}"# },
        money("withdrawals") { _, _ in #"{"amountFen":10}"# },
        MatrixRow(.get, "/v1/storefront/member-terms", .nobody, .keepMembers),
        MatrixRow(.get, "/v1/storefront/member-coupons", .nobody, .keepMembers),
        MatrixRow(.post, "/v1/storefront/member-coupons", .nobody, .keepMembers).asking { _, _, _ in
            .init(body: #"{"code":"C-2","name":"新人券","minFen":10000,"offBps":100,\#(MatrixBrand.couponTime)}"#)
        },
        MatrixRow(.put, "/v1/storefront/member-terms", .nobody, .keepMembers).asking { _, _, _ in
            .init(body: #"{"topUpGifts":[],"earnBps":0,"redeemFenPerPoint":1}"#)
        },
    ]

    private static func money(_ part: String, _ body: @escaping @Sendable (MatrixBrand, String) -> String) -> MatrixRow {
        MatrixRow(.post, "/v1/members/{id}/" + part, .things(Tree.stores, .reach), .keepMembers).asking { brand, _, store in
            .init(path: [brand["member", store]], body: body(brand, store))
        }
    }
}
