import API
import Commerce
import TestSupport
import Testing

/// A bottle of L is 5,000 fen; a point is earned for a yuan and pays five fen, for up to half of an order.
struct PointsAPITests {
    private static let campaign = """
        {"name":"积分","owner":"R-11","component":{"kind":"points","earnBps":100,"redeemFenPerPoint":5,"maxShareBps":5000},
         "schedule":{"startsAt":"2026-01-10T00:00:00Z","endsAt":"2026-01-22T00:00:00Z"}}
        """

    /// Puts the programme into force and lets D-110105 earn 300 points.
    private func earn(_ service: TestService) async throws {
        let made = try await service.send(.post, "/v1/campaigns", as: "R-11", body: Self.campaign)
        let id = try #require(made["id"], "\(made.text)")
        let submitted = try await service.send(.post, "/v1/campaigns/\(id)/submit", as: "R-11")
        if submitted["status"] == "submitted" { _ = try await service.send(.post, "/v1/campaigns/\(id)/approve", as: "HQ") }
        let order = try await pay(#""lines":[{"sku":"L","quantity":6,"unit":"bottle"}]"#, service, key: "earn")
        let shipment = try #require(order.firstShipment, "\(order.text)")
        for (step, caller) in [("pick", "HQ"), ("ship", "HQ"), ("deliver", "D-110105")] {
            let answer = try await service.send(.post, "/v1/shipments/\(shipment)/\(step)", as: caller, key: step)
            try #require(answer.status == 200, "\(answer.text)")
        }
    }

    private func pay(_ body: String, _ service: TestService, key: String) async throws -> TestAnswer {
        try await service.send(.post, "/v1/orders", as: "D-110105", body: "{\(body)}", key: key)
    }

    @Test func `points are earned, read, redeemed and told in the order's tender`() async throws {
        try await TestService.serving { service, brand in
            #expect(try await service.send(.get, "/v1/points/D-110105", as: "D-110105").text == #"{"items":[]}"#)
            try await earn(service)
            let read = try await service.send(.get, "/v1/points/D-110105", as: "R-11")
            #expect(read.text == #"{"items":[{"owner":"R-11","points":300,"redeemable":true}]}"#)
            let lines = #""lines":[{"sku":"L","quantity":1,"unit":"bottle"}]"#
            let quote = try await service.send(.post, "/v1/quotes", as: "D-110105", body: #"{\#(lines),"tender":{"points":9999}}"#)
            #expect(quote.text.contains(#""tender":{"storedValue":{"principalFen":0,"bonusFen":0},"points":{"points":300,"fen":1500},"moneyFen":3500}"#), "\(quote.text)")
            let order = try await pay(lines + #","tender":{"points":100,"pointsOwner":"R-11"}"#, service, key: "redeem")
            #expect(order.status == 201)
            let tender = #""tender":{"storedValue":{"principalFen":0,"bonusFen":0},"points":{"points":100,"fen":500},"moneyFen":4500}"#
            #expect(order.text.contains(tender), "\(order.text)")
            #expect(try await service.send(.get, "/v1/orders/\(order["id"] ?? "")", as: "D-110105").text.contains(tender))
            let entries = try await service.send(.get, "/v1/points/D-110105/entries?limit=1", as: "D-110105")
            #expect(entries.items("kind") == ["redeemed"] && entries.items("order") == [order["id"] ?? ""])
            let rest = try await service.send(.get, "/v1/points/D-110105/entries?cursor=\(entries["nextCursor"] ?? "")", as: "D-110105")
            #expect(rest.items("kind") == ["earned"] && rest["nextCursor"] == nil)
        }
    }

    @Test func `what points can't pay is refused with what they could, at its place`() async throws {
        try await TestService.serving { service, _ in
            try await earn(service)
            let lines = #""lines":[{"sku":"L","quantity":1,"unit":"bottle"}]"#
            let beyond = try await pay(lines + #","tender":{"points":301}"#, service, key: "beyond")
            #expect(beyond.status == 409 && beyond["code"] == "POINTS_EXCEEDED" && beyond.text.contains(#""availablePoints":300"#), "\(beyond.text)")
            #expect(beyond.faults == ["/tender/points POINTS_EXCEEDED"])
            for (tender, fault) in [
                (#"{"points":-1}"#, "/tender/points OUT_OF_RANGE"), (#"{"points":1.5}"#, "/tender/points WRONG_TYPE"),
                (#"{"pointsOwner":"?"}"#, "/tender/pointsOwner INVALID_CODE"), (#"{"point":1}"#, "/tender/point UNKNOWN_FIELD"),
            ] {
                let answer = try await pay(lines + #","tender":\#(tender)"#, service, key: "fault")
                #expect(answer.status == 422 && answer.faults == [fault], "\(tender): \(answer.text)")
            }
        }
    }
}
