@testable import API
import TestSupport
import Testing

/// Orders that can't be meant as they are.
struct OrderBodyTests {
    private static let quantities = [
        ("0", "OUT_OF_RANGE"), ("-1", "OUT_OF_RANGE"), ("1000001", "OUT_OF_RANGE"), ("-9223372036854775808", "OUT_OF_RANGE"),
        ("9223372036854775807", "OUT_OF_RANGE"), ("9223372036854775808", "OUT_OF_RANGE"), ("-9223372036854775809", "OUT_OF_RANGE"),
        (String(repeating: "9", count: 4000), "OUT_OF_RANGE"), ("1.5", "WRONG_TYPE"), ("1.0", "WRONG_TYPE"), ("1e2", "WRONG_TYPE"), ("-0.0", "WRONG_TYPE"),
        ("1e400", "WRONG_TYPE"), ("1e-400", "WRONG_TYPE"), ("\"6\"", "WRONG_TYPE"), ("true", "WRONG_TYPE"), ("null", "WRONG_TYPE"), ("[6]", "WRONG_TYPE"),
        ("{}", "WRONG_TYPE"),
    ]

    @Test func `a quantity is a whole number from 1 to 1,000,000`() async throws {
        try await unharmed { service in
            for (quantity, code) in Self.quantities {
                for path in ["/v1/orders", "/v1/quotes"] {
                    let body = #"{"lines":[{"sku":"A","quantity":1},{"sku":"B","quantity":\#(quantity)}]}"#
                    let answer = try await service.send(.post, path, as: "D-110105", body: body, key: "\(path) \(quantity.prefix(20))")
                    answer.expectProblem(422, code, ["/lines/1/quantity \(code)"], String(quantity.prefix(30)))
                }
            }
        }
    }

    @Test func `bottles of a stock movement are whole, and as many as a warehouse holds`() async throws {
        try await unharmed { service in
            let cases = [
                ("receipt", "0"), ("receipt", "-6"), ("receipt", "1000000001"), ("adjustment", "0"), ("adjustment", "-1000000001"), ("receipt", "9223372036854775807"),
                ("transfer", "-9223372036854775808"),
            ]
            for (kind, units) in cases {
                let to = kind == "transfer" ? #""toWarehouse":"WH-SH","# : ""
                let body = #"{"kind":"\#(kind)","warehouse":"WH-TJ",\#(to)"reason":"","lines":[{"sku":"A","units":\#(units)}]}"#
                let answer = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: "\(kind) \(units)")
                answer.expectProblem(422, "OUT_OF_RANGE", ["/lines/0/units OUT_OF_RANGE"], "\(kind) \(units)")
            }
        }
    }

    @Test func `money beyond what can be counted is refused, not wrapped around`() async throws {
        try await unharmed { service in
            for amount in ["0", "-1", "9223372036854775807", "9223372036854775808", "1e18"] {
                let answer = try await service.send(
                    .post, "/v1/accounts/D-110105/deposits", as: "HQ", body: #"{"amountFen":\#(amount)}"#, key: amount)
                answer.expectProblem(422, amount == "1e18" ? "WRONG_TYPE" : "OUT_OF_RANGE", nil, amount)
                #expect(answer.faults.count == 1)
            }
            let limit = try await service.send(.put, "/v1/accounts/D-110105/credit-limit", as: "HQ", body: #"{"creditLimitFen":9223372036854775807}"#)
            limit.expectProblem(422, "OUT_OF_RANGE", ["/creditLimitFen OUT_OF_RANGE"])
        }
    }

    @Test func `the largest order there is has too little stock, not too large a number`() async throws {
        try await TestService.serving { service, brand in
            let large = #"{"lines":[\#(Array(repeating: #"{"sku":"A","quantity":1000000}"#, count: 1000).joined(separator: ","))]}"#
            let order = try await service.send(.post, "/v1/orders", as: "D-110105", body: large, key: "large")
            order.expectProblem(409, "OUT_OF_STOCK")
            #expect(order.faults.count == 1000 && order.number(at: "errors/999/available") == 0, "\(order.text.prefix(300))")
            #expect(order.number(at: "errors/0/available") ?? 0 > 0)
            let quote = try await service.send(.post, "/v1/quotes", as: "D-110105", body: large)
            #expect(quote.status == 200 && quote.number(at: "lines/999/availableUnits") == 0, "\(quote.text.prefix(300))")
            #expect(try await brand.value("SELECT sum(reserved + pool_reserved)::text FROM stock_levels") == "0")
        }
    }

    @Test func `every fault of an order is named at its place`() async throws {
        try await unharmed { service in
            let body = """
                {"distributor":"D 1","shipTo":{"latitude":91,"longitude":"x","height":1},"lines":[{"sku":"A","quantity":0,"unit":"box"},{"quantity":1},7,
                {"sku":"","quantity":1,"price":1}],"allowPartial":"yes","allowBackorder":0,"note":"a\\u0000","expectedTotalFen":-1,"coupons":["C","C D","C"]}
                """
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "all")
            answer.expectProblem(
                422, "INVALID_REQUEST",
                [
                    "/distributor INVALID_CODE", "/shipTo/latitude OUT_OF_RANGE", "/shipTo/longitude WRONG_TYPE", "/shipTo/height UNKNOWN_FIELD",
                    "/lines/0/quantity OUT_OF_RANGE", "/lines/0/unit UNKNOWN_VALUE", "/lines/1/sku MISSING", "/lines/2 WRONG_TYPE", "/lines/3/sku INVALID_CODE",
                    "/lines/3/price UNKNOWN_FIELD", "/allowPartial WRONG_TYPE", "/allowBackorder WRONG_TYPE", "/note INVALID_TEXT",
                    "/expectedTotalFen OUT_OF_RANGE", "/coupons/1 INVALID_CODE", "/coupons/2 DUPLICATE_CODE",
                ])
        }
    }

    @Test func `what can't be bought is named line by line`() async throws {
        try await unharmed { service in
            let body = #"{"lines":[{"sku":"A","quantity":1},{"sku":"ZZ","quantity":1},{"sku":"A","quantity":5,"unit":"bottle"},{"sku":"YY","quantity":1}]}"#
            let answer = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "k")
            answer.expectProblem(422, "INVALID_REQUEST", ["/lines/1/sku UNKNOWN_SKU", "/lines/3/sku UNKNOWN_SKU", "/lines/2/quantity NOT_WHOLE_CASES"])
        }
    }

    @Test func `an order has 1 to 1,000 lines`() async throws {
        try await unharmed { service in
            let none = try await service.send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[]}"#, key: "0")
            none.expectProblem(422, "OUT_OF_RANGE", ["/lines OUT_OF_RANGE"])
            let lines = Array(repeating: #"{"sku":"A","quantity":1}"#, count: 1001).joined(separator: ",")
            let many = try await service.send(.post, "/v1/orders", as: "D-110105", body: #"{"lines":[\#(lines)]}"#, key: "1001")
            many.expectProblem(422, "TOO_MANY_LINES", ["/lines TOO_MANY_LINES"])
        }
    }

    @Test func `one SKU on several lines is one demand for stock and several lines of an order`() async throws {
        try await TestService.serving { service, brand in
            // 5 bottles and 7 come to two cases; 70% of the 600 bottles in each warehouse are free for ordinary orders.
            let body = #"{"lines":[{"sku":"A","quantity":5,"unit":"bottle"},{"sku":"A","quantity":7,"unit":"bottle"},{"sku":"A","quantity":1}]}"#
            let placed = try await service.send(.post, "/v1/orders", as: "D-110105", body: body, key: "1")
            #expect(placed.status == 201, "\(placed.text)")
            #expect((0..<3).compactMap { placed.number(at: "lines/\($0)/units") } == [5, 7, 6])
            #expect(try await brand.value("SELECT sum(reserved + pool_reserved)::text FROM stock_levels WHERE sku_id = 1") == "18")

            let free = try await service.send(.post, "/v1/quotes", as: "D-110105", body: #"{"lines":[{"sku":"A","quantity":1000}]}"#)
            let units = try #require(free.number(at: "lines/0/availableUnits"))
            let half = units / 12 + 1
            let twice = #"{"lines":[{"sku":"A","quantity":\#(half)},{"sku":"A","quantity":\#(half)}]}"#
            let refused = try await service.send(.post, "/v1/orders", as: "D-110105", body: twice, key: "2")
            refused.expectProblem(409, "OUT_OF_STOCK")
            #expect(refused.number(at: "errors/0/available") ?? 0 < half * 6)
            #expect(try await brand.value("SELECT sum(reserved + pool_reserved)::text FROM stock_levels WHERE sku_id = 1") == "18")
        }
    }

    @Test func `where a SKU may stand once, the second is named`() async throws {
        try await unharmed { service in
            let twice = #""lines":[{"sku":"A","units":6},{"sku":"A","units":6}]"#
            let movement = try await service.send(
                .post, "/v1/stock/movements", as: "HQ", body: #"{"kind":"receipt","warehouse":"WH-TJ","reason":"",\#(twice)}"#, key: "1")
            movement.expectProblem(422, "DUPLICATE_SKU", ["/lines/1/sku DUPLICATE_SKU"])
            let returned = try await service.send(.post, "/v1/returns", as: "D-110105", body: #"{"order":"ord_1","reason":"x",\#(twice)}"#, key: "2")
            returned.expectProblem(422, "DUPLICATE_SKU", ["/lines/1/sku DUPLICATE_SKU"])
            let overrides = #"{"ratioBps":1,"perDistributorBps":1,"overrides":[{"sku":"A","ratioBps":1},{"sku":"A","ratioBps":2}]}"#
            let policy = try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: overrides)
            policy.expectProblem(422, "DUPLICATE_SKU", ["/overrides/1/sku DUPLICATE_SKU"])
        }
    }
}
