import Operations
import TestSupport
import Testing

extension Walk {
    /// After `storefrontTermRoutes`: D-110105 has a storefront with A and B. All it has of them goes to its store.
    func replenishmentRoutes() async throws {
        try await sellOut()
        try await replenishmentPolicy()
        try await suggestions()
        let sales = "/v1/storefronts/{distributor}/sales"
        for reader in ["HQ", "R-11", "D-110105"] { try await send(.get, sales, ["D-110105"], query: "limit=1", as: reader, expecting: 200) }
        try await send(.get, sales, ["D-110105"], query: "store=S-110105-001&from=2026-01-01&to=2026-12-31", as: "D-110105", expecting: 200)
        try await send(.get, sales, ["D-110105"], query: "from=2026-01-02&to=2026-01-01", as: "D-110105", expecting: 422)
        try await send(.get, sales, ["D-110105"], query: "from=2026-02-30", as: "D-110105", expecting: 422)
        try await send(.get, sales, ["D-110105"], as: "D-110106", expecting: 404)
        try await alerts()
    }

    private func sellOut() async throws {
        let receipt = #"{"kind":"receipt","warehouse":"DW-110105","reason":"到货","lines":[{"sku":"A","units":60},{"sku":"B","units":60}]}"#
        try await send(.post, "/v1/stock/movements", as: "D-110105", body: receipt, expecting: 201)
        try await send(.patch, "/v1/organizations/{code}", ["S-110105-001"], as: "D-110105", body: #"{"latitude":39.93,"longitude":116.45}"#, expecting: 200)
        let deposits = "/v1/accounts/{organization}/deposits"
        try await send(.post, deposits, ["S-110105-001"], as: "D-110105", body: #"{"amountFen":10000000}"#, expecting: 201)
        try await send(.post, deposits, ["D-110105"], body: #"{"amountFen":100000000}"#, expecting: 201)
        let lines = #"{"lines":[{"sku":"A","quantity":10},{"sku":"B","quantity":10}]}"#
        let order = try await send(.post, "/v1/storefront/orders", as: "S-110105-001", body: lines, expecting: 201)
        let shipment = try #require(order.text(at: "shipments/0/id"))
        for step in ["pick", "ship"] { try await send(.post, "/v1/shipments/{id}/" + step, [shipment], as: "D-110105", expecting: 200) }
    }

    private func replenishmentPolicy() async throws {
        let policy = "/v1/replenishment/policy"
        try await send(.get, policy, as: "D-110105", expecting: 200)
        try await send(.put, policy, as: "D-110105", body: #"{"leadDays":30,"safetyDays":20,"cycleDays":1,"lowStockCases":20,"overrides":[{"sku":"A","cases":9}]}"#, expecting: 200)
        try await send(.put, policy, as: "D-110105", body: #"{"safetyDays":91}"#, expecting: 422)
        try await send(.put, policy, as: "D-110105", body: #"{"overrides":[{"sku":"ZZ","cases":9}]}"#, expecting: 422)
        try await send(.put, policy, as: "D-110105", body: #"{"overrides":[{"sku":"A","cases":9},{"sku":"A","cases":8}]}"#, expecting: 422)
        try await send(.put, policy, as: "R-11", body: "{}", expecting: 403)
        let read = try await send(.get, policy, as: "D-110105", expecting: 200)
        #expect(read.number(at: "leadDays") == 30 && read.number(at: "overrides/0/cases") == 9)
    }

    private func suggestions() async throws {
        let suggestions = "/v1/replenishment/suggestions"
        try await send(.post, suggestions + "/run", as: "D-110105", expecting: 200)
        try await send(.post, suggestions + "/run", as: "D-110106", expecting: 404)
        try await send(.post, suggestions + "/run", as: "R-11", expecting: 403)
        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, suggestions, query: "limit=1&status=open", as: reader, expecting: 200) }
        try await send(.get, suggestions, query: "distributor=D-110105", as: "R-31", expecting: 404)
        try await send(.get, suggestions, query: "status=lost", expecting: 422)
        let found = try await send(.get, suggestions, query: "distributor=D-110105", as: "R-11", expecting: 200)
        #expect(found.text(at: "items/0/sku") == "B" && found.text(at: "items/1/sku") == "A", "\(found.text)")
        let (b, a) = (try #require(found.text(at: "items/0/id")), try #require(found.text(at: "items/1/id")))
        let one = suggestions + "/{id}"
        try await send(.get, one, [a], as: "D-110105", expecting: 200)
        try await send(.get, one, [a], as: "D-110106", expecting: 404)
        try await send(.post, one + "/order", [a], as: "D-110105", expecting: 201)
        try await send(.post, one + "/order", [a], as: "D-110105", expecting: 409)
        try await send(.get, one, [a], expecting: 200)
        try await send(.post, one + "/dismiss", [b], as: "R-11", expecting: 403)
        try await send(.post, one + "/dismiss", [b], as: "D-110105", expecting: 204)
        try await send(.post, one + "/dismiss", [b], as: "D-110105", expecting: 409)
        for path in [one + "/order", one + "/dismiss"] { try await send(.post, path, ["sug_1"], as: "D-110105", expecting: 404) }
    }

    private func alerts() async throws {
        _ = try await service.brand.raiseStockAlerts()
        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, "/v1/alerts", query: "kind=lowStock&raised=true&limit=1", as: reader, expecting: 200) }
        try await send(.get, "/v1/alerts", query: "kind=fire", expecting: 422)
        try await send(.get, "/v1/alerts", query: "distributor=D-110105", as: "R-31", expecting: 404)
        let alert = try #require(try await send(.get, "/v1/alerts", as: "D-110105", expecting: 200).text(at: "items/0/id"))
        try await send(.get, "/v1/alerts/{id}", [alert], as: "R-11", expecting: 200)
        try await send(.get, "/v1/alerts/{id}", [alert], as: "D-110106", expecting: 404)
        try await send(.post, "/v1/alerts/{id}/acknowledge", [alert], as: "R-11", expecting: 403)
        try await send(.post, "/v1/alerts/{id}/acknowledge", [alert], as: "D-110105", expecting: 200)
        try await send(.post, "/v1/alerts/{id}/acknowledge", ["alt_1"], as: "D-110105", expecting: 404)
    }
}
