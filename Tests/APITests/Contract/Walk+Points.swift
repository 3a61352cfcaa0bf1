import TestSupport
import Testing

extension Walk {
    func pointRoutes() async throws {
        try await send(.get, "/v1/points/{organization}", ["D-310101"], as: "D-310101", expecting: 200)
        try await send(.get, "/v1/points/{organization}", ["D-310101"], as: "D-110105", expecting: 404)
        _ = try await live(#"{"kind":"points","earnBps":100,"redeemFenPerPoint":5,"maxShareBps":5000}"#)
        let order = try await send(.post, "/v1/orders", as: "D-110106", body: #"{"lines":[{"sku":"L","quantity":6,"unit":"bottle"}]}"#, expecting: 201)
        let shipment = try #require(order.text(at: "shipments/0/id"))
        try await send(.post, "/v1/shipments/{id}/pick", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/ship", [shipment], expecting: 200)
        try await send(.post, "/v1/shipments/{id}/deliver", [shipment], as: "D-110106", expecting: 200)
        try await send(.get, "/v1/points/{organization}", ["D-110106"], as: "R-11", expecting: 200)
        let body = #""lines":[{"sku":"L","quantity":6,"unit":"bottle"}],"tender""#
        try await send(.post, "/v1/quotes", as: "D-110106", body: "{\(body):{\"points\":1}}", expecting: 200)
        let paid = try await send(.post, "/v1/orders", as: "D-110106", body: "{\(body):{\"points\":100,\"pointsOwner\":\"R-11\"}}", expecting: 201)
        try await send(.get, "/v1/orders/{id}", [paid["id"] ?? ""], as: "D-110106", expecting: 200)
        try await send(.post, "/v1/orders", as: "D-110106", body: "{\(body):{\"points\":99999}}", expecting: 409)
        try await send(.get, "/v1/points/{organization}/entries", ["D-110106"], query: "limit=1", as: "D-110106", expecting: 200)
        try await send(.get, "/v1/points/{organization}/entries", ["D-110106"], query: "limit=9", expecting: 200)
    }
}
