import TestSupport
import Testing

/// Ways through the service that together see every route succeed, over the small brand of the tests.
extension Walk {
    func everything() async throws {
        try await serviceRoutes()
        try await organizationRoutes()
        try await catalogRoutes()
        try await pricingRoutes()
        try await stockRoutes()
        try await orderRoutes()
        try await returnRoutes()
        try await accountRoutes()
        try await eventRoutes()
        try await campaignRoutes()
        try await drawRoutes()
        try await pointRoutes()
        try await storedValueRoutes()
        try await storefrontTermRoutes()
        try await storeRoutes()
        try await storefrontRoutes()
        try await memberRoutes()
        try await replenishmentRoutes()
    }

    private func serviceRoutes() async throws {
        let form = "application/x-www-form-urlencoded"
        try await send(.post, "/oauth/token", as: nil, body: "grant_type=client_credentials&client_id=HQ&client_secret=demo", mediaType: form, expecting: 200)
        try await send(.post, "/oauth/token", as: nil, body: "grant_type=password", mediaType: form, expecting: 400)
        try await send(.post, "/oauth/token", as: nil, body: "grant_type=client_credentials&client_id=HQ&client_secret=x", mediaType: form, expecting: 401)
        for path in ["/health/live", "/health/ready", "/metrics", "/openapi.json"] {
            try await send(.get, path, as: nil, expecting: 200)
        }
    }

    private func organizationRoutes() async throws {
        for caller in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, "/v1/me", as: caller, expecting: 200) }
        try await send(.get, "/v1/organizations", query: "limit=2", expecting: 200)
        try await send(.post, "/v1/organizations", body: #"{"code":"R-44","name":"广东","latitude":23.1,"longitude":113.3}"#, expecting: 201)
        try await send(.post, "/v1/organizations", body: #"{"code":"R-44","name":"广东"}"#, expecting: 409)
        try await send(.get, "/v1/organizations/{code}", ["R-44"], expecting: 200)
        try await send(.patch, "/v1/organizations/{code}", ["R-44"], body: #"{"name":"广东区域营销中心","address":"广州"}"#, expecting: 200)
        try await send(.patch, "/v1/organizations/{code}", ["HQ"], body: #"{"name":"x"}"#, expecting: 403)
        let clients = "/v1/organizations/{code}/clients"
        let issued = try await send(.post, clients, ["R-44"], expecting: 201)
        try await send(.post, clients, ["R-44"], body: #"{"clientId":"R-44","name":"x"}"#, expecting: 201)
        try await send(.post, clients, ["R-44"], body: "{}", expecting: 409)
        try await send(.get, clients, ["R-44"], expecting: 200)
        try await send(.delete, clients, ["R-44"], query: "clientId=R-44&secretId=\(issued["secretId"] ?? "")", expecting: 204)
        try await send(.delete, clients, ["R-44"], query: "clientId=R-44", expecting: 204)
        try await send(.delete, clients, ["R-44"], query: "clientId=R-44", expecting: 404)
    }

    private func catalogRoutes() async throws {
        let fields = #""brand":"牌","series":"系列","category":"baijiu","aroma":"浓香","abvTenths":520,"volumeMl":500,"unitsPerCase":6,"caseWeightGrams":6000"#
        let sku = #"{"code":"N","name":"新酒",\#(fields),"gtin":"6901234567892","priceBand":"mid","listPriceFen":9900,"floorPriceFen":8000,"shelfLifeDays":90}"#
        try await send(.post, "/v1/skus", body: sku, expecting: 201)
        try await send(.post, "/v1/skus", body: sku, expecting: 409)
        try await send(.post, "/v1/skus", as: "R-11", body: sku.replacing(#""N""#, with: #""NR""#), expecting: 409)
        try await send(.get, "/v1/skus", query: "limit=1&q=%E6%96%B0", expecting: 200)
        try await send(.get, "/v1/skus", query: "limit=1", as: "S-110105-001", expecting: 200)
        try await send(.get, "/v1/skus/{code}", ["N"], expecting: 200)
        try await send(.patch, "/v1/skus/{code}", ["N"], body: #"{"shelfLifeDays":null,"suggestedPriceFen":12000}"#, expecting: 200)
        try await send(.patch, "/v1/skus/{code}", ["N"], body: #"{"suggestedPriceFen":1}"#, expecting: 422)
        let header = "code,name,brand,series,category,aroma,abvTenths,volumeMl,unitsPerCase,caseWeightGrams,gtin,priceBand,listPriceFen,floorPriceFen"
        let sheet = header + "\nM,好酒,牌,系列,baijiu,浓香,520,500,6,6000,6901234567908,mid,9900,8000\nM,坏,,,,,,,,,,,,\n"
        try await send(.post, "/v1/skus/import", body: sheet, mediaType: "text/csv", expecting: 200)
        try await send(.post, "/v1/skus/import", body: "code,\"", mediaType: "text/csv", expecting: 400)
        try await send(.post, "/v1/skus/import", body: "code,colour\n", mediaType: "text/csv", expecting: 422)
        let assortment = "/v1/organizations/{code}/assortment"
        try await send(.put, assortment, ["R-31"], body: #"{"skus":["A","B"]}"#, expecting: 200)
        try await send(.get, assortment, ["R-31"], expecting: 200)
        try await send(.put, assortment, ["R-31"], body: #"{"mode":"all"}"#, expecting: 200)
        try await send(.get, assortment, ["D-310101"], as: "D-310101", expecting: 200)
    }

    private func pricingRoutes() async throws {
        let list = #"{"name":"大区价","scope":"region","organization":"R-11","validFrom":"2026-01-01T00:00:00Z","validTo":"2027-01-01T00:00:00+08:00"}"#
        try await send(.put, "/v1/price-lists/{code}", ["P"], body: list, expecting: 201)
        try await send(.put, "/v1/price-lists/{code}", ["P"], body: #"{"scope":"tier","tier":"gold"}"#, expecting: 200)
        try await send(.put, "/v1/price-lists/{code}", ["Q"], body: #"{"scope":"everyone"}"#, expecting: 201)
        try await send(.get, "/v1/price-lists/{code}", ["P"], expecting: 200)
        try await send(.get, "/v1/price-lists", query: "limit=1", expecting: 200)
        let prices = "/v1/price-lists/{code}/prices"
        try await send(.put, prices, ["P"], body: #"{"prices":[{"sku":"A","unitPriceFen":9000},{"sku":"A","unitPriceFen":8500,"minUnits":600}]}"#, expecting: 200)
        try await send(.put, prices, ["P"], body: #"{"prices":[{"sku":"A","unitPriceFen":1},{"sku":"?","unitPriceFen":1}]}"#, expecting: 422)
        try await send(.get, prices, ["P"], query: "limit=1", expecting: 200)
        try await send(.post, "/v1/pricing/simulations", as: "S-110105-001", body: example(of: "PricingSimulation"), expecting: 200)
        try await send(.post, "/v1/pricing/simulations", body: #"{"at":"x","buyer":{},"lines":[],"campaigns":[{}]}"#, expecting: 422)
    }

    private func accountRoutes() async throws {
        let account = "/v1/accounts/{organization}"
        try await send(.get, account, ["D-110105"], as: "D-110105", expecting: 200)
        try await send(.post, account + "/deposits", ["D-110105"], body: #"{"amountFen":100,"memo":"转账"}"#, expecting: 201)
        try await send(.put, account + "/credit-limit", ["D-110105"], body: #"{"creditLimitFen":5000}"#, expecting: 200)
        // What came before holds and owes: sales, a refund and the deposit.
        let entries = try await send(.get, account + "/entries", ["D-110105"], query: "limit=200", expecting: 200)
        #expect(Set(entries.items("kind")) == ["deposit", "sale", "refund"])
        try await send(.get, account + "/entries", ["D-110105"], query: "limit=1", expecting: 200)
        // D-110106 owes nothing and D-310101 uses its limit, so that a lower one is refused.
        try await service.sql("UPDATE accounts SET credit_limit_fen = 1000000, held_fen = balance_fen + 1000 WHERE organization_id = \(2 << 40 | 1 << 20)")
        try await send(.put, account + "/credit-limit", ["D-310101"], body: #"{"creditLimitFen":0}"#, expecting: 409)
    }

    private func eventRoutes() async throws {
        let first = try await send(.get, "/v1/events", query: "limit=2", as: "D-110105", expecting: 200)
        try await send(.get, "/v1/events", query: "after=\(first["nextCursor"] ?? "")&types=order.placed,order.cancelled", as: "D-110105", expecting: 200)
        for caller in ["HQ", "R-11", "S-110105-001"] { try await send(.get, "/v1/events", query: "limit=200", as: caller, expecting: 200) }
        let made = try await send(.post, "/v1/webhooks", as: "D-110105", body: #"{"url":"https://example.com/hook","types":["order.placed"]}"#, expecting: 201)
        try await send(.post, "/v1/webhooks", as: "D-110105", body: #"{"url":"https://127.0.0.1/"}"#, expecting: 422)
        try await send(.get, "/v1/webhooks", expecting: 200)
        try await send(.delete, "/v1/webhooks/{id}", [made["id"] ?? ""], as: "D-110105", expecting: 204)
    }
}
