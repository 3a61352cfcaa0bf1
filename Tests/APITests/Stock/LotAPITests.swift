import API
import TestSupport
import Testing

struct LotAPITests {
    private static func movement(_ kind: String, _ line: String, _ rest: String = "") -> String {
        #"{"kind":"\#(kind)","warehouse":"WH-TJ",\#(rest)"reason":"","lines":[{"sku":"A",\#(line)}]}"#
    }

    private func move(_ service: TestService, _ body: String, key: String) async throws -> TestAnswer {
        try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: key)
    }

    @Test func `a receipt tells the lot as it is kept, and the list when it expires`() async throws {
        try await TestService.serving(.small(stock: [:])) { service, brand in
            try await brand.sql("UPDATE skus SET shelf_life_days = 31 WHERE code = 'A'")
            let received = try await move(service, Self.movement("receipt", #""units":12,"lot":"L1","productionDate":"2026-01-01""#), key: "k1")
            #expect(received.status == 201)
            #expect(received.text.hasSuffix(#""lines":[{"sku":"A","units":12,"lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-02-01"}]}"#))
            let unnamed = try await move(service, Self.movement("receipt", #""units":6"#), key: "k2")
            #expect(unnamed.text.hasSuffix(#""lines":[{"sku":"A","units":6}]}"#))
            let adjusted = try await move(service, Self.movement("adjustment", #""units":-2,"lot":"L1""#), key: "k3")
            #expect(adjusted.text.hasSuffix(#""lines":[{"sku":"A","units":-2,"lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-02-01"}]}"#))

            let lot = #"{"warehouse":"WH-TJ","sku":"A","lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-02-01","daysLeft":17,"onHand":10,"free":10}"#
            let rest = #"{"warehouse":"WH-TJ","sku":"A","lot":null,"productionDate":null,"bestBefore":null,"daysLeft":null,"onHand":6,"free":6}"#
            #expect(try await service.send(.get, "/v1/lots", as: "HQ").text == #"{"items":[\#(lot),\#(rest)],"nextCursor":null}"#)
            #expect(try await service.send(.get, "/v1/lots?expiringWithinDays=17&warehouse=WH-TJ&sku=A", as: "HQ").text == #"{"items":[\#(lot)],"nextCursor":null}"#)
            #expect(try await service.send(.get, "/v1/lots?expiringWithinDays=16", as: "HQ").items("lot") == [])
            let page = try await service.send(.get, "/v1/lots?limit=1", as: "HQ")
            #expect(page.items("lot") == ["L1"])
            #expect(try await service.send(.get, "/v1/lots?limit=1&cursor=\(page["nextCursor"] ?? "")", as: "HQ").text.contains(rest))
            for caller in ["R-11", "D-110105", "S-110105-001"] { #expect(try await service.send(.get, "/v1/lots", as: caller).items("sku") == []) }
        }
    }

    @Test(arguments: [
        ("receipt", #""units":1,"lot":"L1","productionDate":"2026-01-02""#, 409, ["/lines/0/productionDate LOT_DATE_DIFFERS"]),
        ("receipt", #""units":1,"lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-03-02""#, 409, ["/lines/0/bestBefore LOT_DATE_DIFFERS"]),
        ("receipt", #""units":1,"lot":"L 1","productionDate":"2026-02-30""#, 422, ["/lines/0/lot INVALID_CODE", "/lines/0/productionDate INVALID_DATE"]),
        ("receipt", #""units":1,"lot":"L1""#, 422, ["/lines/0/productionDate MISSING"]),
        ("receipt", #""units":1,"bestBefore":"2026-01-01T00:00:00Z""#, 422, ["/lines/0/bestBefore INVALID_DATE"]),
        ("receipt", #""units":1,"lot":7,"productionDate":null"#, 422, ["/lines/0/lot WRONG_TYPE", "/lines/0/productionDate WRONG_TYPE"]),
        ("adjustment", #""units":-1,"lot":"L9""#, 422, ["/lines/0/lot UNKNOWN_LOT"]),
        ("adjustment", #""units":-13,"lot":"L1""#, 409, ["/lines/0/units OUT_OF_STOCK"]),
        ("adjustment", #""units":1,"lot":"L1","productionDate":"2026-01-01""#, 422, ["/lines/0/productionDate NOT_A_RECEIPT"]),
    ])
    func `what can't be of a lot is named at its pointer`(_ kind: String, _ line: String, _ status: Int, _ faults: [String]) async throws {
        try await TestService.serving(.small(stock: ["WH-TJ": ["A": 60]])) { service, brand in
            let known = #""units":12,"lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-03-01""#
            #expect(try await move(service, Self.movement("receipt", known), key: "k1").status == 201)
            let answer = try await move(service, Self.movement(kind, line), key: "k2")
            #expect(answer.status == status, "\(answer.text)")
            #expect(answer.faults == faults, "\(answer.text)")
        }
    }

    @Test func `the despatch note tells the lots, and a pick of what expired is refused with figures`() async throws {
        try await TestService.serving(.small(stock: [:])) { service, brand in
            let lots = [#""lot":"OLD","productionDate":"2025-01-01","bestBefore":"2026-01-14""#, #""lot":"L1","productionDate":"2026-01-01","bestBefore":"2026-03-01""#]
            _ = try await move(service, Self.movement("receipt", #""units":12,"# + lots[0]), key: "k1")
            let order = try await service.send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1}]}"#, key: "k2")
            let shipment = try #require(order.text(at: "shipments/0/id"))
            let refused = try await service.send(.post, "/v1/shipments/\(shipment)/pick", as: "HQ", key: "k3")
            #expect(refused.status == 409 && refused["code"] == "LOT_EXPIRED")
            #expect(refused.faults == ["/lines/0 LOT_EXPIRED"])
            #expect(refused.text.contains(#""missingUnits":6,"expiredUnits":12}"#), "\(refused.text)")
            let note = "/v1/shipments/\(shipment)/despatch-note"
            #expect(try await service.send(.get, note, as: "HQ").text.contains(#""lots":[]}"#))

            _ = try await move(service, Self.movement("receipt", #""units":12,"# + lots[1]), key: "k4")
            #expect(try await service.send(.post, "/v1/shipments/\(shipment)/pick", as: "HQ", key: "k5").status == 200)
            #expect(try await service.send(.get, note, as: "D-110105").text.contains(#""lots":[{\#(lots[1]),"units":6}]}"#))
        }
    }
}
