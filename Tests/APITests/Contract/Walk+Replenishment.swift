import TestSupport
import Testing

extension Walk {
    /// After `storefrontTermRoutes`: D-110105 has a storefront with A and B. A stands so low that it is told of, and is worth ordering.
    func replenishmentRoutes() async throws {
        let policy = "/v1/replenishment/policy"
        try await send(.get, policy, as: "D-110105", expecting: 200)
        try await send(.put, policy, as: "D-110105", body: #"{"leadDays":2,"safetyDays":5,"cycleDays":10,"lowStockCases":20,"overrides":[{"sku":"A","cases":9}]}"#, expecting: 200)
        try await send(.put, policy, as: "D-110105", body: #"{"safetyDays":91}"#, expecting: 422)
        try await send(.put, policy, as: "D-110105", body: #"{"overrides":[{"sku":"ZZ","cases":9}]}"#, expecting: 422)
        try await send(.put, policy, as: "D-110105", body: #"{"overrides":[{"sku":"A","cases":9},{"sku":"A","cases":8}]}"#, expecting: 422)
        try await send(.put, policy, as: "R-11", body: "{}", expecting: 403)
        let read = try await send(.get, policy, as: "D-110105", expecting: 200)
        #expect(read.number(at: "leadDays") == 2 && read.number(at: "overrides/0/cases") == 9)

        let suggestions = "/v1/replenishment/suggestions"
        try await send(.post, suggestions + "/run", as: "D-110105", expecting: 200)
        try await send(.post, suggestions + "/run", as: "D-110106", expecting: 404)
        try await send(.post, suggestions + "/run", as: "R-11", expecting: 403)
        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, suggestions, query: "limit=1&status=open", as: reader, expecting: 200) }
        try await send(.get, suggestions, query: "distributor=D-110105", as: "R-31", expecting: 404)
        try await send(.get, suggestions, query: "status=lost", expecting: 422)
        let one = suggestions + "/{id}"
        for path in [one + "/order", one + "/dismiss"] { try await send(.post, path, ["sug_1"], as: "D-110105", expecting: 404) }
        try await send(.get, one, ["sug_1"], expecting: 404)

        let sales = "/v1/storefronts/{distributor}/sales"
        for reader in ["HQ", "R-11", "D-110105"] { try await send(.get, sales, ["D-110105"], query: "limit=1", as: reader, expecting: 200) }
        try await send(.get, sales, ["D-110105"], query: "store=S-110105-001&from=2026-01-01&to=2026-12-31", as: "D-110105", expecting: 200)
        try await send(.get, sales, ["D-110105"], query: "from=2026-01-02&to=2026-01-01", as: "D-110105", expecting: 422)
        try await send(.get, sales, ["D-110105"], query: "from=2026-02-30", as: "D-110105", expecting: 422)
        try await send(.get, sales, ["D-110105"], as: "D-110106", expecting: 404)

        for reader in ["HQ", "R-11", "D-110105", "S-110105-001"] { try await send(.get, "/v1/alerts", query: "kind=lowStock&raised=true&limit=1", as: reader, expecting: 200) }
        try await send(.get, "/v1/alerts", query: "kind=fire", expecting: 422)
        try await send(.get, "/v1/alerts/{id}", ["alt_1"], expecting: 404)
        try await send(.post, "/v1/alerts/{id}/acknowledge", ["alt_1"], as: "D-110105", expecting: 404)
    }
}
