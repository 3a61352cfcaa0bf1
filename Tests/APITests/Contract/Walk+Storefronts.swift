import TestSupport
import Testing

extension Walk {
    /// What S-110105-001 does in the storefront that `storefrontTermRoutes` opened.
    func storefrontRoutes() async throws {
        let store = "S-110105-001"
        try await send(.post, "/v1/accounts/{organization}/deposits", [store], as: "D-110105", body: #"{"amountFen":10000000}"#, expecting: 201)
        try await send(.get, "/v1/storefront", as: store, expecting: 200)
        try await send(.get, "/v1/storefront", as: "D-110105", expecting: 403)
        for limit in ["1", "200"] { try await send(.get, "/v1/storefront/skus", query: "limit=" + limit, as: store, expecting: 200) }
        func order(_ bottles: Int, of sku: String = "A") -> String {
            #"{"shipTo":{"latitude":39.92,"longitude":116.44},"lines":[{"sku":"\#(sku)","quantity":\#(bottles),"unit":"bottle"}]}"#
        }
        try await send(.post, "/v1/storefront/quotes", as: store, body: order(6), expecting: 200)
        try await send(.post, "/v1/storefront/orders", as: store, body: order(1), expecting: 409)
        try await send(.post, "/v1/storefront/orders", as: store, body: order(6, of: "ZZ"), expecting: 422)
        try await send(.post, "/v1/storefront/orders", as: store, body: order(601), expecting: 422)
        let id = try #require(try await send(.post, "/v1/storefront/orders", as: store, body: order(6), expecting: 201)["id"])
        try await send(.get, "/v1/storefront/orders", query: "limit=1&status=confirmed", as: store, expecting: 200)
        try await send(.get, "/v1/storefront/orders/{id}", [id], as: store, expecting: 200)
        try await send(.get, "/v1/storefronts/{distributor}/orders", ["D-110105"], query: "store=\(store)", as: "R-11", expecting: 200)
        try await send(.get, "/v1/storefronts/{distributor}/orders", ["D-110105"], as: "D-110106", expecting: 404)
        try await send(.post, "/v1/storefront/orders/{id}/repeat", [id], as: store, expecting: 422)
        let place = #"{"latitude":39.92,"longitude":116.44}"#
        try await send(.patch, "/v1/storefronts/{distributor}/stores/{code}", ["D-110105", store], as: "D-110105", body: place, expecting: 200)
        try await send(.post, "/v1/storefront/orders/{id}/repeat", [id], as: store, expecting: 201)
        try await send(.post, "/v1/storefront/orders/{id}/cancel", [id], as: store, expecting: 200)
        try await send(.post, "/v1/storefront/orders/{id}/cancel", [id], as: store, expecting: 409)
        try await standingOrders(of: store)
        try await ownCampaigns(for: store)
        try await advanceSale(to: store, order(6))
        let sales = "/v1/stores/{code}/sales"
        try await send(.post, sales, [store], as: store, body: #"{"lines":[{"sku":"A","units":3}]}"#, expecting: 200)
        try await send(.post, sales, [store], as: "D-110106", body: #"{"lines":[{"sku":"A","units":3}]}"#, expecting: 404)
        try await send(.get, sales, [store], query: "limit=1", as: "D-110105", expecting: 200)
        let cap = "/v1/regions/{code}/supply-cap"
        try await send(.put, cap, ["R-11"], as: "R-11", body: #"{"enabled":true,"capBps":30000,"windowDays":30}"#, expecting: 200)
        // Three bottles sold, and two orders of six stand.
        let capped = try await send(.post, "/v1/storefront/orders", as: store, body: order(6), expecting: 409)
        #expect(capped["code"] == "SUPPLY_CAP" && capped.text(at: "errors/0/pointer") == "/lines/0/quantity", "\(capped.text)")
        for place in ["", "errors/0/"] {
            let figures = ["soldUnits", "capUnits", "alreadyOrderedUnits", "allowedUnits"].map { capped.number(at: place + $0) }
            #expect(figures == [3, 9, 12, 0], "\(capped.text)")
        }
        try await send(.put, cap, ["R-11"], as: "R-11", body: #"{"enabled":false,"capBps":12000,"windowDays":30}"#, expecting: 200)
        try await send(.get, cap, ["R-11"], expecting: 200)
        try await send(.get, cap, ["R-31"], as: "R-11", expecting: 404)
    }

    /// A distributor's threshold within the limits that `storefrontTermRoutes` set, and a group buy once they are gone.
    private func ownCampaigns(for store: String) async throws {
        let distributor = "D-110105"
        let path = "/v1/campaigns/{id}"
        let dates = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#
        let points = #"{"kind":"points","earnBps":100,"redeemFenPerPoint":1,"maxShareBps":3000}"#
        try await send(.post, "/v1/campaigns", as: distributor, body: #"{"name":"x","component":\#(points),\#(dates)}"#, expecting: 422)
        let threshold = #"{"kind":"threshold","tiers":[{"minFen":10000000,"offFen":100}]}"#
        let audience = #"{"organizations":["\#(store)"],"tiers":["core","potential","nurture"]}"#
        let body = #"{"name":"满减","component":\#(threshold),"audience":\#(audience),\#(dates)}"#
        let id = try #require(try await send(.post, "/v1/campaigns", as: distributor, body: body, expecting: 201)["id"])
        try await send(.post, path + "/submit", [id], as: distributor, expecting: 409)
        try await send(.patch, path, [id], as: distributor, body: #"{"budget":{"amountFen":100}}"#, expecting: 200)
        try await send(.get, path, [id], as: store, expecting: 404)
        let submitted = try await send(.post, path + "/submit", [id], as: distributor, expecting: 200)
        #expect(submitted["status"] == "live")
        for reader in [store, distributor, "R-11", "HQ"] { try await send(.get, path, [id], as: reader, expecting: 200) }
        for outsider in ["D-110106", "R-31"] { try await send(.get, path, [id], as: outsider, expecting: 404) }
        try await send(.get, path + "/results", [id], as: "R-11", expecting: 200)
        try await send(.post, path + "/end", [id], as: "R-11", expecting: 403)
        try await send(.post, path + "/end", [id], as: distributor, expecting: 200)

        try await send(.put, "/v1/regions/{code}/storefront-policy", ["R-11"], as: "R-11", body: #"{"regionStock":true}"#, expecting: 200)
        let buy = #"{"name":"拼团","component":{"kind":"groupBuy","sku":"A","priceFen":11200,"size":2,"joinMinutes":60},\#(dates)}"#
        let group = try #require(try await send(.post, "/v1/campaigns", as: distributor, body: buy, expecting: 201)["id"])
        try await send(.post, path + "/submit", [group], as: distributor, expecting: 200)
        let join = "/v1/group-buys/{campaign}/join"
        try await send(.post, join, [group], as: distributor, body: #"{"quantity":1}"#, expecting: 404)
        let joined = try await send(.post, join, [group], as: store, body: #"{"quantity":1}"#, expecting: 201)
        try await send(.get, "/v1/storefront/orders/{id}", [joined["id"] ?? ""], as: store, expecting: 200)
        try await send(.post, "/v1/storefront/orders/{id}/cancel", [joined["id"] ?? ""], as: store, expecting: 200)
    }

    /// Once the limits are gone.
    private func advanceSale(to store: String, _ lines: String) async throws {
        let body = """
            {"name":"预售","component":{"kind":"flashSale","sku":"A","priceFen":11200,"quotaUnits":6,
            "depositFen":100,"balanceDue":"2026-06-01T00:00:00Z","shipsAfter":"2026-07-01T00:00:00Z"},
            "schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}}
            """
        let id = try #require(try await send(.post, "/v1/campaigns", as: "D-110105", body: body, expecting: 201)["id"])
        try await send(.post, "/v1/campaigns/{id}/submit", [id], as: "D-110105", expecting: 200)
        let order = try await send(.post, "/v1/storefront/orders", as: store, body: lines, expecting: 201)
        #expect(order["status"] == "awaitingBalance", "\(order.text)")
        let path = "/v1/storefront/orders/{id}/balance"
        try await send(.post, path, [order["id"] ?? ""], as: "D-110105", expecting: 403)
        try await send(.post, path, [order["id"] ?? ""], as: store, expecting: 200)
        try await send(.post, path, [order["id"] ?? ""], as: store, body: "{}", expecting: 409)
    }

    private func standingOrders(of store: String) async throws {
        let path = "/v1/storefront/standing-orders"
        let weekly = #"{"weekday":1,"lines":[{"sku":"A","quantity":1}],"note":"每周一"}"#
        let id = try #require(try await send(.post, path, as: store, body: weekly, expecting: 201)["id"])
        try await send(.get, path, query: "limit=1", as: store, expecting: 200)
        try await send(.patch, path + "/{id}", [id], as: store, body: #"{"weekday":3,"paused":true,"skipNext":true}"#, expecting: 200)
        try await send(.delete, path + "/{id}", [id], as: store, expecting: 200)
        try await send(.delete, path + "/{id}", [id], as: store, expecting: 409)
        try await send(.get, path, as: store, expecting: 200)
    }
}
