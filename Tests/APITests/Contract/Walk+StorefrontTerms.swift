import TestSupport
import Testing

extension Walk {
    func storefrontTermRoutes() async throws {
        let path = "/v1/storefronts/{distributor}"
        let terms = #"{"name":"朝阳酒行","open":true,"minOrderFen":50000,"deliveryWeekdays":[5,1],"description":"送货上门"}"#
        try await send(.get, path, ["D-110105"], as: "D-110105", expecting: 404)
        try await send(.put, path + "/assortment", ["D-110105"], as: "D-110105", body: #"{"items":[]}"#, expecting: 404)
        try await send(.put, path, ["D-110105"], as: "D-110105", body: terms, expecting: 200)
        try await send(.put, path, ["D-110106"], as: "D-110105", body: terms, expecting: 404)
        try await send(.put, path, ["D-110105"], as: "R-11", body: terms, expecting: 403)
        try await send(.put, path, ["D-110105"], as: "S-110105-001", body: terms, expecting: 404)
        try await send(.put, path, ["D-110105"], as: "D-110105", body: #"{"name":"x","open":true,"deliveryWeekdays":[1,1]}"#, expecting: 422)
        for reader in ["HQ", "R-11", "D-110105"] { try await send(.get, path, ["D-110105"], as: reader, expecting: 200) }
        for outsider in ["R-31", "D-110106", "S-110105-001"] { try await send(.get, path, ["D-110105"], as: outsider, expecting: 404) }
        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, "/v1/storefronts", query: "limit=1", as: reader, expecting: 200) }
        let items = #"{"items":[{"sku":"A","priceFen":12000,"tierPrices":{"core":11500,"nurture":12500},"maxUnits":600},{"sku":"B","priceFen":10000}]}"#
        try await send(.put, path + "/assortment", ["D-110105"], as: "D-110105", body: items, expecting: 200)
        try await send(.put, path + "/assortment", ["D-110105"], as: "D-110105", body: #"{"items":[{"sku":"A","priceFen":1},{"sku":"ZZ","priceFen":1}]}"#, expecting: 422)
        let first = try await send(.get, path + "/assortment", ["D-110105"], query: "limit=1", as: "R-11", expecting: 200)
        #expect(first.text(at: "items/0/sku") == "A" && first.number(at: "items/0/tierPrices/core") == 11_500)
        try await send(.get, path + "/assortment", ["D-110105"], as: "D-310101", expecting: 404)
        let rules = #"{"windowDays":30,"core":{"minOrders":2,"minFen":100,"maxDaysSinceLast":9},"potential":{"minOrders":1,"minFen":1}}"#
        try await send(.get, path + "/tier-rules", ["D-110105"], as: "D-110105", expecting: 200)
        try await send(.put, path + "/tier-rules", ["D-110105"], as: "D-110105", body: rules, expecting: 200)
        let easier = rules.replacing(#""minOrders":2"#, with: #""minOrders":0"#)
        try await send(.put, path + "/tier-rules", ["D-110105"], as: "D-110105", body: easier, expecting: 422)
        try await send(.get, path + "/tier-rules", ["D-110105"], as: "HQ", expecting: 200)
        try await send(.post, path + "/tier-rules/run", ["D-110105"], as: "D-110105", expecting: 200)
        try await send(.post, path + "/tier-rules/run", ["D-110106"], as: "D-110105", expecting: 404)
        let policy = "/v1/regions/{code}/storefront-policy"
        try await send(.get, policy, ["R-11"], as: "D-110105", expecting: 200)
        try await send(.put, policy, ["R-11"], as: "R-11", body: #"{"regionStock":true,"maxOffBps":2000,"maxBudgetFen":100}"#, expecting: 200)
        try await send(.put, policy, ["R-31"], as: "R-11", body: #"{"regionStock":true}"#, expecting: 404)
        try await send(.put, policy, ["D-110105"], body: #"{"regionStock":true}"#, expecting: 404)
        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, policy, ["R-11"], as: reader, expecting: 200) }
        try await send(.get, policy, ["R-31"], as: "D-110105", expecting: 404)
    }

    /// After `storefrontTermRoutes`.
    func storeRoutes() async throws {
        let path = "/v1/storefronts/{distributor}/stores"
        let store = #"{"code":"S-NEW","name":"朝阳门烟酒店","address":"北京市朝阳区","latitude":39.92,"longitude":116.44,"contact":"王店长","phone":"13800000000"}"#
        try await send(.post, path, ["D-110105"], as: "D-110105", body: store, expecting: 201)
        try await send(.post, path, ["D-110105"], as: "R-11", body: store, expecting: 409)
        try await send(.post, path, ["D-110106"], as: "R-11", body: #"{"code":"S-N","name":"x"}"#, expecting: 404)
        try await send(.post, path, ["D-110105"], as: "D-110105", body: #"{"code":"?","latitude":1}"#, expecting: 422)
        let one = path + "/{code}"
        func change(_ body: String, expecting status: Int) async throws {
            try await send(.patch, one, ["D-110105", "S-NEW"], as: "D-110105", body: body, expecting: status)
        }
        try await change(#"{"status":"suspended","reason":"x"}"#, expecting: 409)
        try await change(#"{"status":"approved"}"#, expecting: 422)
        try await change(#"{"status":"approved","reason":"资料齐全"}"#, expecting: 200)
        try await change(#"{"tier":"core","reason":"旗舰店"}"#, expecting: 200)
        try await change(#"{"tier":null,"reason":"回到规则"}"#, expecting: 200)
        try await change(#"{"name":"朝阳门名酒","address":null,"latitude":null,"longitude":null,"contact":"","phone":""}"#, expecting: 200)
        try await send(.patch, one, ["D-110105", "S-NONE"], as: "D-110105", body: "{}", expecting: 404)
        try await send(.patch, one, ["D-110105", "S-NEW"], as: "HQ", body: "{}", expecting: 403)
        try await send(.get, path, ["D-110105"], query: "status=approved&tier=nurture&limit=1", as: "R-11", expecting: 200)
        try await send(.get, path, ["D-110105"], as: "D-110106", expecting: 404)
        try await send(.get, one, ["D-110105", "S-NEW"], expecting: 200)
        for limit in ["1", "200"] { try await send(.get, one + "/changes", ["D-110105", "S-NEW"], query: "limit=" + limit, as: "D-110105", expecting: 200) }
        try await send(.get, one + "/changes", ["D-110105", "S-110105-001"], as: "S-110105-001", expecting: 404)
        try await send(.post, "/v1/accounts/{organization}/deposits", ["S-NEW"], as: "D-110105", body: #"{"amountFen":100}"#, expecting: 201)
        try await send(.put, "/v1/accounts/{organization}/credit-limit", ["S-NEW"], as: "D-110105", body: #"{"creditLimitFen":100}"#, expecting: 200)
        try await send(.get, "/v1/accounts/{organization}", ["S-NEW"], as: "R-11", expecting: 200)
    }
}
