import TestSupport
import Testing

extension Walk {
    func drawRoutes() async throws {
        let game = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":5000,"minFen":1,"maxFen":9},{"weightBps":4999,"sku":"A","stock":9},{"weightBps":1}]}"#
        let campaign = try await live(game)
        let box = try await live(#"{"kind":"blindBox","priceFen":100,"pool":[{"sku":"A","weightBps":10000,"units":3}],"publishedOdds":true}"#)
        var drawn = ""
        for place in 0..<8 {
            let token = #"{"campaign":"\#(campaign)","distributor":"D-110105","token":"t-\#(place)"}"#
            try await send(.post, "/v1/draws/tokens", as: "R-11", body: token, expecting: 201)
            let answer = try await send(.post, "/v1/draws", as: "D-110105", body: #"{"campaign":"\#(campaign)","token":"t-\#(place)"}"#, expecting: 201)
            drawn = answer["id"] ?? ""
        }
        try await send(.post, "/v1/draws", as: "D-110105", body: #"{"campaign":"\#(campaign)","token":"t-0"}"#, expecting: 409)
        try await send(.post, "/v1/draws", as: "D-110105", body: #"{"campaign":"\#(campaign)","token":"none"}"#, expecting: 404)
        try await send(.post, "/v1/draws/tokens", as: "R-11", body: #"{"campaign":"\#(campaign)","distributor":"D-110105","token":"t-0"}"#, expecting: 409)
        let bought = try await send(.post, "/v1/draws/boxes", as: "D-110105", body: #"{"campaign":"\#(box)","quantity":2}"#, expecting: 201)
        try await send(.post, "/v1/draws/boxes", as: "D-110105", body: #"{"campaign":"\#(box)","quantity":2}"#, expecting: 409)
        let goods = try #require(bought.text(at: "boxes/0/id"))
        let sent = try await send(.post, "/v1/draws/{id}/fulfil", [goods], as: "R-11", expecting: 200)
        try await send(.get, "/v1/orders/{id}", [try #require(sent["order"])], as: "D-110105", expecting: 200)
        try await send(.post, "/v1/draws/{id}/fulfil", [goods], as: "R-11", expecting: 409)
        try await send(.get, "/v1/draws/{id}", [goods], as: "D-110105", expecting: 200)
        try await send(.get, "/v1/draws", query: "limit=2", as: "D-110105", expecting: 200)
        try await send(.get, "/v1/draws", query: "campaign=\(box)&state=sent", expecting: 200)
        try await send(.get, "/v1/draws/tokens", query: "campaign=\(campaign)&limit=2", as: "D-110105", expecting: 200)
        try await send(.get, "/v1/draws/tokens", as: "D-110105", expecting: 404)
        for id in [campaign, box, drawn] { try await send(.get, "/v1/draws/{id}/proof", [id], query: "limit=3", as: "D-110105", expecting: 200) }
        for id in [campaign, box] { try await send(.get, "/v1/draws/{id}/odds", [id], as: "S-110105-001", expecting: 200) }
        try await send(.post, "/v1/campaigns/{id}/end", [campaign], as: "R-11", expecting: 200)
        let proof = try await send(.get, "/v1/draws/{id}/proof", [campaign], as: "D-110106", expecting: 200)
        #expect(proof["seed"]?.count == 64)
    }

    /// Puts a campaign of R-11 into force.
    func live(_ component: String) async throws -> String {
        let body = #"{"name":"抽奖","component":\#(component),"schedule":{"startsAt":"2026-01-01T00:00:00Z","endsAt":"2027-01-01T00:00:00Z"},"budget":{"amountFen":1000}}"#
        let id = try #require(try await send(.post, "/v1/campaigns", as: "R-11", body: body, expecting: 201)["id"])
        let submitted = try await send(.post, "/v1/campaigns/{id}/submit", [id], as: "R-11", expecting: 200)
        if submitted["status"] == "submitted" { try await send(.post, "/v1/campaigns/{id}/approve", [id], expecting: 200) }
        return id
    }
}
