import TestSupport
import Testing

extension Walk {
    func storedValueRoutes() async throws {
        let bonus = try await liveOffer(#""bonusFen":100,"expiresAfterDays":30"#)
        let gift = try await liveOffer(#""gift":{"sku":"A","units":2}"#)
        let topUps = "/v1/stored-value/top-ups"
        let stored = try await send(.post, topUps, as: "D-110105", body: #"{"campaign":"\#(bonus)","times":2}"#, expecting: 201)
        #expect(stored.number(at: "bonusFen") == 200)
        try await send(.post, topUps, as: "D-110105", body: #"{"campaign":"\#(bonus)","times":9}"#, expecting: 409)
        try await send(.post, topUps, as: "R-11", body: #"{"campaign":"\#(bonus)","times":1}"#, expecting: 422)
        try await send(.post, topUps, as: "R-11", body: #"{"campaign":"\#(bonus)","times":1,"distributor":"D-310101"}"#, expecting: 404)
        let given = try await send(.post, topUps, as: "R-11", body: #"{"campaign":"\#(gift)","times":1,"distributor":"D-110105"}"#, expecting: 201)
        let id = try #require(given["id"])
        try await send(.get, topUps, query: "gift=open&limit=1", as: "R-11", expecting: 200)
        try await send(.post, topUps + "/{id}/fulfil", [id], as: "R-11", expecting: 200)
        try await send(.post, topUps + "/{id}/fulfil", [id], as: "R-11", expecting: 409)
        try await send(.get, topUps + "/{id}", [id], as: "D-110105", expecting: 200)
        try await send(.get, topUps, query: "campaign=\(gift)", as: "D-110105", expecting: 200)
        try await send(.get, topUps, query: "gift=lost", expecting: 422)
        let paid = try await send(
            .post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"tender":{"storedValueFen":330}}"#, expecting: 201)
        #expect(paid.number(at: "tender/storedValue/bonusFen").map { $0 > 0 } == true, "\(paid.text)")
        try await send(.post, "/v1/quotes", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"tender":{"storedValueFen":1}}"#, expecting: 200)
        try await send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"tender":{"storedValueFen":9000}}"#, expecting: 409)
        try await send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}],"tender":{"storedValueFen":-1}}"#, expecting: 422)
        let standing = try await send(.get, "/v1/stored-value/{organization}", ["D-110105"], as: "D-110105", expecting: 200)
        #expect(standing.number(at: "heldFen") == 330)
        #expect(standing.number(at: "expiring/0/fen") == standing.number(at: "bonusFen"))
        try await send(.post, "/v1/stored-value/withdrawals", as: "D-110105", body: #"{"amountFen":1}"#, expecting: 201)
        try await send(.post, "/v1/stored-value/withdrawals", as: "D-110105", body: #"{"amountFen":1000000}"#, expecting: 409)
        let entries = "/v1/accounts/{organization}/entries"
        let principal = try await send(.get, entries, ["D-110105"], query: "account=storedPrincipal", as: "D-110105", expecting: 200)
        #expect(Set(principal.items("kind")) == ["topUp", "withdrawal"])
        let bonuses = try await send(.get, entries, ["D-110105"], query: "account=storedBonus", as: "D-110105", expecting: 200)
        #expect(bonuses.items("kind") == ["bonusForfeit", "bonus"])
        try await send(.get, entries, ["D-110105"], query: "account=cash", as: "D-110105", expecting: 422)
    }

    private func liveOffer(_ extra: String) async throws -> String {
        let component = #"{"kind":"storedValue","principalFen":1000,\#(extra)}"#
        let body = #"{"name":"储值","component":\#(component),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"},"budget":{"uses":3}}"#
        let id = try #require(try await send(.post, "/v1/campaigns", as: "R-11", body: body, expecting: 201)["id"])
        let submitted = try await send(.post, "/v1/campaigns/{id}/submit", [id], as: "R-11", expecting: 200)
        if submitted["status"] == "submitted" { try await send(.post, "/v1/campaigns/{id}/approve", [id], expecting: 200) }
        return id
    }
}
