import API
import Commerce
import Operations
import Testing

struct StockAPITests {
    /// Adds the SKUs A (sold loose) and B (in sixes), WH-TJ of headquarters, RW-11, RW-31 and DW-1 of D-110105.
    private func run(_ body: @Sendable (TestService) async throws -> Void) async throws {
        try await TestService.run { service in
            try await service.sql("""
                INSERT INTO skus (owner_id, list_price_fen, floor_price_fen, id, abv_tenths, volume_ml, units_per_case, case_weight_grams,
                    loose_sale, code, name, brand, series, category, aroma, gtin, price_band)
                VALUES (0, 100, 7, 1, 520, 500, 6, 6000, true, 'A', 'A', 'A', 'A', 'baijiu', '浓香', '6900000000001', 'mid'),
                       (0, 100, 7, 2, 520, 500, 6, 6000, false, 'B', 'B', 'B', 'B', 'baijiu', '浓香', '6900000000002', 'mid');
                INSERT INTO warehouses (organization_id, id, latitude_e6, longitude_e6, code, name, kind) VALUES
                    (0, 1, 39084158, 117200983, 'WH-TJ', '天津总仓', 'hq'), (\(1 << 40), 2, 39900000, 116400000, 'RW-11', '北京仓', 'region'),
                    (\(2 << 40), 3, 31230000, 121470000, 'RW-31', '上海仓', 'region'),
                    (\(1 << 40 | 1 << 20), 4, 39900000, 116400000, 'DW-1', '朝阳仓', 'distributor');
                SELECT setval(pg_get_serial_sequence('warehouses', 'id'), 100);
                """)
            try await service.brand.load()
            try await body(service)
        }
    }

    private static func receipt(_ lines: String, at warehouse: String = "WH-TJ") -> String {
        #"{"kind":"receipt","warehouse":"\#(warehouse)","reason":"check","lines":[\#(lines)]}"#
    }

    @Test func `a thousand received show as seven hundred for everyone and three hundred in the pool`() async throws {
        try await run { service in
            let moved = try await service.send(
                .post, "/v1/stock/movements", as: "HQ", body: Self.receipt(#"{"sku":"A","units":1000}"#), key: "k1")
            #expect(moved.status == 201)
            #expect(moved["kind"] == "receipt")
            #expect(moved["id"]?.hasPrefix("mov_") == true)
            let stock = try await service.send(.get, "/v1/stock?warehouse=WH-TJ&sku=A", as: "HQ")
            #expect(
                stock.text
                    == #"{"items":[{"warehouse":"WH-TJ","sku":"A","onHand":1000,"reserved":0,"poolReserved":0,"generalFree":700,"poolFree":300,"safetyStock":0}],"nextCursor":null}"#)
            let below = try await service.send(.get, "/v1/stock?sku=A", as: "D-110105")
            #expect(below.text == #"{"items":[{"warehouse":"WH-TJ","sku":"A","generalFree":700,"poolFree":300}],"nextCursor":null}"#)
            let list = try await service.send(.get, "/v1/stock/movements?sku=A", as: "HQ")
            #expect(list.items("id") == [moved["id"]])
        }
    }

    @Test func `a movement under the same key is booked once`() async throws {
        try await run { service in
            let body = Self.receipt(#"{"sku":"A","units":10}"#)
            let first = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: "once")
            let again = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: "once")
            #expect(again.text == first.text)
            #expect(again.header("Idempotent-Replayed") == "true")
            #expect(try await service.send(.get, "/v1/stock?warehouse=WH-TJ", as: "HQ").text.contains(#""onHand":10,"#))
            #expect(try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body).status == 400)
            let other = Self.receipt(#"{"sku":"A","units":11}"#)
            #expect(try await service.send(.post, "/v1/stock/movements", as: "HQ", body: other, key: "once").status == 422)
        }
    }

    @Test(arguments: [
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":0},{"sku":"A","units":1.5},{"sku":"B"}]}"#,
         ["/lines/1/units WRONG_TYPE", "/lines/2/units MISSING", "/lines/0/units OUT_OF_RANGE", "/lines/1/sku DUPLICATE_SKU"]),
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":99999999999999999999}]}"#, ["/lines/0/units OUT_OF_RANGE"]),
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[]}"#, ["/lines OUT_OF_RANGE"]),
        (#"{"kind":"transfer","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":1}]}"#, ["/toWarehouse MISSING"]),
        (#"{"kind":"despatch","warehouse":"a b","reason":"\u0000","lines":[{"sku":"A","units":1,"x":1}],"extra":1}"#,
         ["/kind UNKNOWN_VALUE", "/warehouse INVALID_CODE", "/reason INVALID_TEXT", "/lines/0/x UNKNOWN_FIELD", "/extra UNKNOWN_FIELD"]),
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":1},{"sku":"Z","units":1}]}"#, ["/lines/1/sku UNKNOWN_SKU"]),
        (#"{"kind":"bogus","warehouse":"WH-TJ","toWarehouse":"RW-11","reason":"","lines":[{"sku":"A","units":1}]}"#, ["/kind UNKNOWN_VALUE"]),
        (#"{"kind":"bogus","warehouse":"WH-TJ","reason":"","lines":[{"sku":"A","units":-1}]}"#, ["/kind UNKNOWN_VALUE"]),
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[7]}"#, ["/lines/0 WRONG_TYPE"]),
        (#"{"kind":"receipt","warehouse":"WH-TJ","reason":"","lines":[7,{"sku":"A","units":1},7,{"sku":"A","units":1}]}"#,
         ["/lines/0 WRONG_TYPE", "/lines/2 WRONG_TYPE", "/lines/3/sku DUPLICATE_SKU"]),
    ])
    func `every fault of a movement is named at its pointer`(_ body: String, _ faults: [String]) async throws {
        try await run { service in
            let answer = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: "k")
            #expect(answer.status == 422)
            #expect(answer.faults == faults)
        }
    }

    @Test func `taking what isn't there is a conflict that says what is`() async throws {
        try await run { service in
            _ = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: Self.receipt(#"{"sku":"A","units":3}"#), key: "k1")
            let body = #"{"kind":"transfer","warehouse":"WH-TJ","toWarehouse":"RW-11","reason":"","lines":[{"sku":"B","units":6},{"sku":"A","units":4}]}"#
            let answer = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: body, key: "k2")
            #expect(answer.status == 409)
            #expect(answer.faults == ["/lines/0/units OUT_OF_STOCK", "/lines/1/units OUT_OF_STOCK"])
            #expect(answer.text.contains(#""available":0}"#))
            #expect(answer.text.contains(#""available":3}"#))
        }
    }

    @Test(arguments: [
        ("HQ", "WH-TJ", 201), ("HQ", "RW-11", 403), ("R-11", "RW-11", 201), ("R-11", "WH-TJ", 403), ("R-11", "RW-31", 404),
        ("R-11", "DW-1", 403), ("D-110105", "DW-1", 201), ("D-110106", "DW-1", 404), ("D-110105", "RW-11", 403), ("S-110105-001", "DW-1", 403),
    ])
    func `a receipt is its warehouse's owner's`(_ caller: String, _ warehouse: String, _ status: Int) async throws {
        try await run { service in
            let answer = try await service.send(
                .post, "/v1/stock/movements", as: caller, body: Self.receipt(#"{"sku":"A","units":1}"#, at: warehouse), key: "k")
            #expect(answer.status == status)
        }
    }

    @Test func `warehouses are listed, opened and read`() async throws {
        try await run { service in
            let body = #"{"code":"WH-NEW","name":"新仓","latitude":30.5,"longitude":114.3}"#
            let opened = try await service.send(.post, "/v1/warehouses", as: "HQ", body: body)
            #expect(opened.status == 201)
            #expect(opened.header("location") == "/v1/warehouses/WH-NEW")
            #expect(opened.text == #"{"code":"WH-NEW","name":"新仓","kind":"hq","organization":"HQ","latitude":30.5,"longitude":114.3,"active":true}"#)
            #expect(try await service.send(.get, "/v1/warehouses/WH-NEW", as: "S-110105-001").text == opened.text)
            #expect(try await service.send(.get, "/v1/warehouses", as: "R-31").items("code") == ["RW-31", "WH-NEW", "WH-TJ"])
            #expect(try await service.send(.get, "/v1/warehouses/DW-1", as: "R-31").status == 404)
            #expect(try await service.send(.post, "/v1/warehouses", as: "HQ", body: body).status == 409)
            #expect(try await service.send(.post, "/v1/warehouses", as: "S-110105-001", body: body).status == 403)
            let page = try await service.send(.get, "/v1/warehouses?limit=2", as: "HQ")
            #expect(page.items("code") == ["DW-1", "RW-11"])
            #expect(page.header("Link")?.hasSuffix(#"rel="next""#) == true)
        }
    }

    @Test func `safety stock is set and shown`() async throws {
        try await run { service in
            _ = try await service.send(.post, "/v1/stock/movements", as: "HQ", body: Self.receipt(#"{"sku":"A","units":100}"#), key: "k")
            let set = try await service.send(.put, "/v1/stock/safety", as: "HQ", body: #"{"warehouse":"WH-TJ","sku":"A","units":30}"#)
            #expect(set.status == 200)
            #expect(set.text.contains(#""generalFree":40,"poolFree":30,"safetyStock":30}"#))
            #expect(try await service.send(.put, "/v1/stock/safety", as: "HQ", body: #"{"warehouse":"WH-TJ","sku":"A","units":-1}"#).status == 422)
            #expect(try await service.send(.put, "/v1/stock/safety", as: "HQ", body: #"{"warehouse":"WH-TJ","sku":"Z","units":1}"#).faults == ["/sku UNKNOWN_SKU"])
        }
    }

    @Test func `the pool policy is read by all, set by headquarters, and can be sent back as it was read`() async throws {
        try await run { service in
            let first = try await service.send(.get, "/v1/stock/pool-policy", as: "S-110105-001")
            #expect(first.text == #"{"version":1,"ratioBps":3000,"perDistributorBps":2000,"overrides":[]}"#)
            let body = #"{"ratioBps":5000,"perDistributorBps":1000,"overrides":[{"sku":"B","ratioBps":0}]}"#
            let set = try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: body)
            #expect(set.text == #"{"version":2,"# + body.dropFirst())
            #expect(try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: set.text).status == 200)
            #expect(try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: set.text).status == 409)
            #expect(try await service.send(.put, "/v1/stock/pool-policy", as: "R-11", body: body).status == 403)
            let wrong = #"{"ratioBps":10001,"overrides":[{"sku":"A","ratioBps":1},{"sku":"A","ratioBps":-1}]}"#
            #expect(
                try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: wrong).faults == [
                    "/ratioBps OUT_OF_RANGE", "/perDistributorBps MISSING", "/overrides/1/ratioBps OUT_OF_RANGE", "/overrides/1/sku DUPLICATE_SKU",
                ])
            let unknown = #"{"ratioBps":1,"perDistributorBps":1,"overrides":[{"sku":"Z","ratioBps":1}]}"#
            #expect(try await service.send(.put, "/v1/stock/pool-policy", as: "HQ", body: unknown).faults == ["/overrides/0/sku UNKNOWN_SKU"])
        }
    }

    @Test func `an allocation is given, passed on, proposed and taken back`() async throws {
        try await run { service in
            func body(_ shares: String) -> String {
                #"{"sku":"A","from":"2026-01-01T00:00:00Z","to":"2027-01-01T08:00:00+08:00","shares":[\#(shares)]}"#
            }
            let given = try await service.send(
                .put, "/v1/allocations", as: "HQ", body: body(#"{"organization":"R-11","units":10},{"organization":"D-310101","units":5}"#))
            #expect(given.status == 200)
            #expect(
                given.text.hasSuffix(
                    #""sku":"A","giver":"HQ","from":"2026-01-01T00:00:00.000Z","to":"2027-01-01T00:00:00.000Z","shares":[{"organization":"D-310101","units":5,"used":0},{"organization":"R-11","units":10,"used":0}]}"#
                ))
            #expect(try await service.send(.put, "/v1/allocations", as: "R-11", body: body(#"{"organization":"D-110105","units":11}"#)).status == 409)
            #expect(try await service.send(.put, "/v1/allocations", as: "R-11", body: body(#"{"organization":"D-110105","units":10}"#)).status == 200)
            #expect(try await service.send(.put, "/v1/allocations", as: "R-11", body: body(#"{"organization":"D-310101","units":1}"#)).status == 404)
            #expect(try await service.send(.put, "/v1/allocations", as: "D-110105", body: body("")).status == 403)
            #expect(try await service.send(.get, "/v1/allocations?sku=A", as: "R-11").items("giver").sorted() == ["HQ", "R-11"])
            #expect(try await service.send(.get, "/v1/allocations", as: "R-31").items("giver") == ["HQ"])
            let proposed = try await service.send(
                .post, "/v1/allocations/proposals", as: "HQ", body: #"{"sku":"A","units":3,"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}"#)
            #expect(proposed.text == #"{"sku":"A","from":"2026-01-01T00:00:00.000Z","to":"2026-02-01T00:00:00.000Z","shares":[]}"#)
            #expect(try await service.send(.put, "/v1/allocations", as: "HQ", body: body("")).status == 200)
            #expect(try await service.send(.get, "/v1/allocations", as: "HQ").items("giver") == [])
            let wrong = try await service.send(
                .put, "/v1/allocations", as: "HQ", body: #"{"sku":"A","from":"2026-01-01T00:00:00Z","to":"2026-01-01T00:00:00Z","shares":[{"organization":"R-11","units":-1}]}"#)
            #expect(wrong.faults == ["/shares/0/units OUT_OF_RANGE", "/to OUT_OF_RANGE"])
        }
    }
}
