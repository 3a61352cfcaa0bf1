@testable import API
import HTTPTypes
import TestSupport
import Testing

@Suite struct PricingAPITests {
    @Test func `a price list is made, changed, priced and read`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.post, "/v1/skus", as: "HQ", body: CatalogAPITests.sku())
            let body = #"{"name":"春节价","scope":"distributor","organization":"D-110105","validFrom":"2026-01-01T00:00:00+08:00"}"#
            let made = try await service.send(.put, "/v1/price-lists/PL", as: "HQ", body: body)
            #expect(made.status == 201)
            #expect(made.header("location") == "/v1/price-lists/PL")
            #expect(made.text == """
                {"code":"PL","name":"春节价","scope":"distributor","organization":"D-110105","validFrom":"2025-12-31T16:00:00.000Z"}
                """)
            #expect(try await service.send(.get, "/v1/price-lists/PL", as: "HQ").text == made.text)
            let changed = try await service.send(.put, "/v1/price-lists/PL", as: "HQ", body: #"{"scope":"tier","tier":"gold"}"#)
            #expect(changed.status == 200)
            #expect(changed.text == #"{"code":"PL","name":"","scope":"tier","tier":"gold"}"#)
            let priced = try await service.send(
                .put, "/v1/price-lists/PL/prices", as: "HQ", body: #"{"prices":[{"sku":"A","unitPriceFen":7500,"minUnits":60},{"sku":"A","unitPriceFen":7800}]}"#)
            #expect(priced.status == 200)
            let prices = #"[{"sku":"A","minUnits":1,"unitPriceFen":7800},{"sku":"A","minUnits":60,"unitPriceFen":7500}]"#
            #expect(priced.text == #"{"priceList":"PL","prices":\#(prices)}"#)
            #expect(try await service.send(.get, "/v1/price-lists/PL/prices", as: "HQ").text == #"{"items":\#(prices),"nextCursor":null}"#)
            #expect(try await service.send(.get, "/v1/price-lists", as: "HQ").items("code") == ["PL"])
        }
    }

    @Test(arguments: [
        (#"{}"#, ["/scope MISSING"]), (#"{"scope":"all"}"#, ["/scope UNKNOWN_VALUE"]), (#"{"scope":"region"}"#, ["/organization MISSING"]),
        (#"{"scope":"tier","organization":"R-11"}"#, ["/organization SCOPE_MISMATCH", "/tier MISSING"]),
        (#"{"scope":"region","organization":"D-110105"}"#, ["/organization UNKNOWN_ORGANIZATION"]),
        (#"{"scope":"everyone","validFrom":"2026-01-02T00:00:00Z","validTo":"2026-01-02T00:00:00Z"}"#, ["/validTo VALIDITY_ORDER"]),
        (#"{"scope":"everyone","validFrom":"tomorrow"}"#, ["/validFrom INVALID_TIME"]), (#"{"scope":"everyone","code":"X"}"#, ["/code FIXED_FIELD"]),
        (#"{"scope":"tier","organization":"R-11","validFrom":"tomorrow","tier":"a b"}"#, ["/tier INVALID_CODE", "/validFrom INVALID_TIME", "/organization SCOPE_MISMATCH"]),
        (#"{"scope":"all","organization":"R-11","validFrom":"2026-01-02T00:00:00Z","validTo":"2026-01-01T00:00:00Z"}"#, ["/scope UNKNOWN_VALUE", "/validTo VALIDITY_ORDER"]),
    ])
    func `every fault of a price list is named`(body: String, faults: [String]) async throws {
        try await TestService.run { service in
            let answer = try await service.send(.put, "/v1/price-lists/PL", as: "HQ", body: body)
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
            #expect(try await service.send(.get, "/v1/price-lists/PL", as: "HQ").status == 404)
        }
    }

    @Test func `a price below the floor is refused with the floor`() async throws {
        try await TestService.run { service in
            _ = try await service.send(.post, "/v1/skus", as: "HQ", body: CatalogAPITests.sku())
            _ = try await service.send(.put, "/v1/price-lists/PL", as: "HQ", body: #"{"scope":"everyone"}"#)
            let answer = try await service.send(.put, "/v1/price-lists/PL/prices", as: "HQ", body: #"{"prices":[{"sku":"A","unitPriceFen":6999}]}"#)
            #expect(answer.status == 422)
            #expect(answer["code"] == "PRICE_FLOOR")
            #expect(answer.faults == ["/prices/0/unitPriceFen PRICE_FLOOR"])
            #expect(answer.text.contains(#""floorPriceFen":7000"#))
            let many = try await service.send(
                .put, "/v1/price-lists/PL/prices", as: "HQ",
                body: #"{"prices":[{"sku":"A","unitPriceFen":-1,"minUnits":0},{"sku":"X Y"},{"unitPriceFen":1.5,"sku":"A"}],"x":1}"#)
            #expect(many.faults == [
                "/prices/0/unitPriceFen OUT_OF_RANGE", "/prices/0/minUnits OUT_OF_RANGE", "/prices/1/sku INVALID_CODE", "/prices/1/unitPriceFen MISSING",
                "/prices/2/unitPriceFen WRONG_TYPE", "/x UNKNOWN_FIELD",
            ])
            #expect(try await service.send(.put, "/v1/price-lists/NONE/prices", as: "HQ", body: #"{"prices":[]}"#).status == 404)
        }
    }

    @Test func `price lists are headquarters' alone`() async throws {
        try await TestService.run { service async throws in
            for caller in ["R-11", "D-110105", "S-110105-001"] {
                for path in ["/v1/price-lists", "/v1/price-lists/PL", "/v1/price-lists/PL/prices"] {
                    let read = try await service.send(.get, path, as: caller)
                    #expect(read.status == 403, "\(caller) \(path)")
                }
                for path in ["/v1/price-lists/PL", "/v1/price-lists/PL/prices"] {
                    let written = try await service.send(.put, path, as: caller, body: "{}")
                    #expect(written.status == 403, "\(caller) \(path)")
                }
            }
        }
    }
}
