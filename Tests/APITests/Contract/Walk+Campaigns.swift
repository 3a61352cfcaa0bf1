import Operations
import TestSupport
import Testing

extension Walk {
    private static let dates = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#

    func campaignRoutes() async throws {
        let template = MatrixBrand.template("T")
        try await send(.post, "/v1/campaign-templates", body: template, expecting: 201)
        try await send(.post, "/v1/campaign-templates", body: template, expecting: 201)
        try await send(.post, "/v1/campaign-templates", body: template.replacing("2500", with: "2600"), expecting: 422)
        try await send(.post, "/v1/campaign-templates", as: "R-11", body: template, expecting: 403)
        try await send(.get, "/v1/campaign-templates", query: "limit=1", as: "R-11", expecting: 200)
        try await send(.get, "/v1/campaign-templates/{code}", ["T"], as: "R-11", expecting: 200)
        try await send(.get, "/v1/campaign-templates/{code}", ["NONE"], as: "R-11", expecting: 404)
        let policy = #"{"version":1,"maxOffBps":3000,"maxBudgetFen":100000,"requiresApprovalSkus":["B"],"nearExpiryFastPath":true}"#
        try await send(.get, "/v1/campaign-policy", as: "S-110105-001", expecting: 200)
        try await send(.put, "/v1/campaign-policy", body: policy, expecting: 200)
        try await send(.put, "/v1/campaign-policy", body: policy, expecting: 409)
        for component in Self.components {
            let body = #"{"name":"每种一个","component":\#(component),\#(Self.dates),"stacking":{"mode":"best","count":2}}"#
            let made = try await send(.post, "/v1/campaigns", as: "R-11", body: body, expecting: 201)
            try await send(.get, "/v1/campaigns/{id}", [made["id"] ?? ""], as: "R-11", expecting: 200)
        }
        try await send(.get, "/v1/campaigns", query: "limit=3", as: "R-11", expecting: 200)
        try await send(.get, "/v1/campaigns", query: "status=draft&kind=coupon", expecting: 200)
        try await campaignLife()
        try await groupBuy()
        try await rebates()
        try await advanceSale()
    }

    private func rebates() async throws {
        let component = #"{"kind":"tiered","basis":"period","mode":"whole","tiers":[{"fromUnits":6,"rebateFenPerUnit":100},{"fromUnits":600,"rebateFenPerUnit":200}]}"#
        let body = #"{"name":"返利","component":\#(component),\#(Self.dates),"budget":{"amountFen":100000}}"#
        let id = try #require(try await send(.post, "/v1/campaigns", as: "R-11", body: body, expecting: 201)["id"])
        let submitted = try await send(.post, "/v1/campaigns/{id}/submit", [id], as: "R-11", expecting: 200)
        if submitted["status"] == "submitted" { try await send(.post, "/v1/campaigns/{id}/approve", [id], expecting: 200) }
        for buyer in ["D-110105", "D-110106"] {
            let order = try await send(.post, "/v1/orders", as: buyer, body: #"{"lines":[{"sku":"A","quantity":1}]}"#, expecting: 201)
            let shipment = try #require(order.text(at: "shipments/0/id"))
            try await send(.post, "/v1/shipments/{id}/pick", [shipment], expecting: 200)
            try await send(.post, "/v1/shipments/{id}/ship", [shipment], expecting: 200)
            try await send(.post, "/v1/shipments/{id}/deliver", [shipment], as: buyer, expecting: 200)
        }
        _ = try await service.brand.postRebates()
        for reader in ["HQ", "R-11", "D-110105"] { try await send(.get, "/v1/campaigns/{id}/rebates", [id], query: "limit=1", as: reader, expecting: 200) }
        try await send(.get, "/v1/campaigns/{id}/rebates", [id], query: "cursor=x", as: "R-11", expecting: 422)
        try await send(.get, "/v1/campaigns/{id}/rebates", [id], as: "R-31", expecting: 404)
        try await send(.get, "/v1/campaigns/{id}/results", [id], as: "R-11", expecting: 200)
        try await send(.get, "/v1/accounts/{organization}/entries", ["D-110105"], query: "limit=1", as: "D-110105", expecting: 200)
    }

    private func advanceSale() async throws {
        let component = #"{"kind":"flashSale","sku":"A","priceFen":8100,"quotaUnits":6,"depositFen":100,"balanceDue":"2026-06-01T00:00:00Z","shipsAfter":"2026-07-01T00:00:00Z"}"#
        let id = try #require(try await send(.post, "/v1/campaigns", body: #"{"name":"预售","component":\#(component),\#(Self.dates)}"#, expecting: 201)["id"])
        try await send(.post, "/v1/campaigns/{id}/submit", [id], expecting: 200)
        let lines = #"{"lines":[{"sku":"A","quantity":1}]}"#
        try await send(.post, "/v1/quotes", as: "D-110105", body: lines, expecting: 200)
        let order = try await place("D-110105", lines)
        let path = "/v1/orders/{id}/balance"
        try await send(.post, path, [order], as: "D-310101", expecting: 404)
        try await send(.post, path, [order], as: "D-110105", expecting: 200)
        try await send(.post, path, [order], as: "D-110105", body: "{}", expecting: 409)
        try await send(.get, "/v1/orders/{id}", [order], expecting: 200)
        let gone = try await place("D-110105", #"{"lines":[{"sku":"A","quantity":1}]}"#)
        try await send(.post, "/v1/orders/{id}/cancel", [gone], as: "D-110105", expecting: 200)
    }

    private func groupBuy() async throws {
        let component = #"{"kind":"groupBuy","sku":"A","priceFen":8100,"size":2,"joinMinutes":60,"perBuyerUnits":12}"#
        let schedule = #""schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"}"#
        let id = try #require(try await send(.post, "/v1/campaigns", body: #"{"name":"拼团","component":\#(component),\#(schedule)}"#, expecting: 201)["id"])
        let path = "/v1/group-buys/{campaign}/join"
        try await send(.post, path, [id], as: "D-110105", body: #"{"quantity":1}"#, expecting: 404)
        try await send(.post, "/v1/campaigns/{id}/submit", [id], expecting: 200)
        try await send(.post, path, [id], as: "D-110105", body: #"{"quantity":3}"#, expecting: 409)
        try await send(.post, path, [id], as: "D-110105", body: #"{"quantity":1,"unit":"bottle"}"#, expecting: 422)
        try await send(.post, path, [id], body: #"{"distributor":"D-999999","quantity":1}"#, expecting: 404)
        let joined = try await send(.post, path, [id], as: "D-110105", body: #"{"quantity":2,"note":"拼"}"#, expecting: 201)
        try await send(.get, "/v1/orders/{id}", [joined["id"] ?? ""], expecting: 200)
        try await send(.get, "/v1/shipments", query: "status=waiting", expecting: 200)
        try await send(.post, path, [id], as: "D-110105", body: #"{"quantity":1}"#, expecting: 409)
    }

    private func campaignLife() async throws {
        let path = "/v1/campaigns/{id}"
        let body = #"{"name":"端午","template":"T",\#(Self.dates)}"#
        try await send(.post, "/v1/campaigns", as: "R-11", body: #"{"name":"x","template":"NONE",\#(Self.dates)}"#, expecting: 422)
        try await send(.post, "/v1/campaigns", as: "R-11", body: #"{"name":"x","template":"T",\#(Self.dates),"stacking":{"group":"g","mode":"exclusive","priority":9}}"#, expecting: 403)
        try await send(.post, "/v1/campaigns", as: "R-11", body: #"{"owner":"R-31","name":"x","template":"T",\#(Self.dates)}"#, expecting: 404)
        let id = try #require(try await send(.post, "/v1/campaigns", as: "R-11", body: body, expecting: 201)["id"])
        try await send(.patch, path, [id], as: "R-11", body: #"{"name":"端午满减","budget":{"uses":3}}"#, expecting: 200)
        try await send(.patch, path, [id], as: "R-11", body: #"{"owner":"HQ"}"#, expecting: 422)
        try await send(.post, "/v1/campaign-templates", body: MatrixBrand.template("T"), expecting: 201)
        try await send(.post, path + "/rebase", [id], as: "R-11", expecting: 200)
        try await send(.get, path, [id], as: "D-110105", expecting: 404)
        try await send(.post, path + "/submit", [id], as: "R-11", expecting: 200)
        try await send(.patch, path, [id], as: "R-11", body: #"{"name":"x"}"#, expecting: 409)
        try await send(.post, path + "/approve", [id], as: "R-11", expecting: 403)
        try await send(.post, path + "/reject", [id], body: #"{"reason":"没有预算"}"#, expecting: 200)
        try await send(.post, path + "/submit", [id], as: "R-11", body: "{}", expecting: 200)
        try await send(.post, path + "/approve", [id], expecting: 200)
        try await send(.post, path + "/versions", [id], as: "R-11", body: #"{"budget":{"amountFen":9}}"#, expecting: 201)
        for reader in ["HQ", "R-11", "D-110105"] { try await send(.get, path, [id], as: reader, expecting: 200) }
        try await send(.get, path, [id], as: "R-31", expecting: 404)
        try await send(.post, path + "/resume", [id], as: "R-11", expecting: 409)
        try await send(.post, path + "/pause", [id], as: "R-11", expecting: 200)
        try await send(.post, path + "/resume", [id], as: "R-11", expecting: 200)
        try await send(.post, path + "/end", [id], expecting: 200)
        try await send(.post, path + "/end", [id], expecting: 409)
        try await send(.get, path + "/results", [id], as: "R-11", expecting: 200)
        try await send(.get, path + "/results", [id], as: "D-110105", expecting: 403)
        try await send(.get, path + "/audit", [id], query: "limit=2", as: "R-11", expecting: 200)
        try await send(.get, path + "/audit", [id], query: "limit=200", as: "R-11", expecting: 200)
        try await send(.get, path + "/audit", [id], as: "D-110105", expecting: 403)
    }

    /// One of each kind, and both of those that come in two.
    private static let components = [
        #"{"kind":"flashSale","sku":"A","priceFen":9000,"quotaUnits":100,"perBuyerUnits":6}"#,
        #"{"kind":"groupBuy","sku":"A","priceFen":9000,"size":3,"joinMinutes":60,"depositFen":100,"balanceDue":"2026-06-01T00:00:00Z","shipsAfter":"2026-06-02T00:00:00Z"}"#,
        #"{"kind":"blindBox","priceFen":9900,"pool":[{"sku":"A","weightBps":9000,"units":9},{"sku":"B","weightBps":1000,"units":1}],"publishedOdds":true}"#,
        #"{"kind":"threshold","tiers":[{"minFen":10000,"offFen":100},{"minFen":20000,"gift":{"sku":"L","units":1}}],"capFen":1000}"#,
        #"{"kind":"threshold","scope":{"aroma":["浓香"],"excludedSkus":["B"]},"tiers":[{"minUnits":10,"offBps":100}]}"#,
        #"{"kind":"coupon","code":"C-1","offFen":100,"minFen":200,"category":"general"}"#,
        #"{"kind":"coupon","codes":["C-2","C-3"],"offBps":500,"maxFen":100,"storeList":["S-110105-001"],"external":true}"#,
        #"{"kind":"bundle","components":[{"sku":"A","units":6},{"sku":"B","units":6}],"priceFen":100000,"wholeOnly":true}"#,
        #"{"kind":"tiered","basis":"order","mode":"whole","tiers":[{"fromUnits":60,"priceFen":9000}],"scope":{"skus":["A"]}}"#,
        #"{"kind":"tiered","basis":"period","mode":"incremental","tiers":[{"fromUnits":60,"rebateFenPerUnit":10}]}"#,
        #"{"kind":"addOn","qualifierFen":10000,"sku":"L","addOnFen":100,"maxUnits":2}"#,
        #"{"kind":"storedValue","principalFen":100000,"bonusFen":1000,"expiresAfterDays":90}"#,
        #"{"kind":"points","earnBps":100,"redeemFenPerPoint":1,"maxShareBps":3000}"#,
        #"{"kind":"luckyDraw","tokenSource":"spend","everyFen":10000,"prizes":[{"weightBps":100,"minFen":1,"maxFen":9},{"weightBps":100,"sku":"L","stock":3},{"weightBps":9800}]}"#,
        #"{"kind":"nearExpiry","bands":[{"daysLeft":30,"offBps":5000},{"daysLeft":90,"offBps":2000}],"skus":["A"],"maxUnits":600}"#,
    ]
}
