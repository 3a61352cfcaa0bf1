import API
import Testing

struct SourcingAPITests {
    private func simulate(_ body: String) async throws -> TestAnswer {
        let answers = Answers()
        try await TestService.run { service in
            await answers.keep(try await service.send(.post, "/v1/sourcing/simulations", as: "HQ", body: body))
        }
        return try #require(await answers.last)
    }

    private actor Answers {
        var last: TestAnswer?
        func keep(_ answer: TestAnswer) { last = answer }
    }

    @Test func `one shipment from farther away beats two`() async throws {
        let answer = try await simulate("""
            {"shipTo":{"latitude":39.9,"longitude":116.4},
             "policy":{"tiers":["hq","region","pool"],"tierMode":"strict","shipmentFen":3000,"freightFenPerTonneKm":60},
             "lines":[{"sku":"A","units":10,"gramsPerUnit":1000}],
             "warehouses":[{"code":"NEAR","tier":"hq","distanceMetres":10000,"stock":[{"sku":"A","general":6}]},
                           {"code":"FAR","tier":"hq","distanceMetres":12000,"stock":[{"sku":"A","general":10}]}]}
            """)
        #expect(answer.status == 200)
        #expect(answer.text.hasPrefix(#"{"plan":{"optimal":true,"gapFen":0,"costFen":3008,"#))
        #expect(
            answer.text.contains(
                #""unfilledUnits":0,"shipments":[{"warehouse":"FAR","distanceMetres":12000,"costFen":3008,"promisedMinutes":132,"lines":[{"line":0,"sku":"A","source":"general","tier":"hq","units":10}]}],"shortfalls":[]"#
            ))
        #expect(answer.text.contains(#"{"warehouse":"NEAR","distanceMetres":10000,"reason":"dearer""#))
        #expect(answer.text.contains(#""runnerUp":{"warehouses":["NEAR","FAR"],"costFen":6007,"unfilledUnits":0}"#))
    }

    @Test func `what can't be had is reported, whatever the policy says of partial orders`() async throws {
        let answer = try await simulate("""
            {"shipTo":{"latitude":39.9042,"longitude":116.4074},"policy":{"allowPartial":false},
             "lines":[{"sku":"A","units":10,"gramsPerUnit":1000}],
             "warehouses":[{"code":"WH-TJ","tier":"hq","latitude":39.0842,"longitude":117.2009,"stock":[{"sku":"A","general":6,"pool":2}]}]}
            """)
        #expect(answer.status == 200)
        #expect(
            answer.text.contains(
                #""lines":[{"line":0,"sku":"A","source":"general","tier":"hq","units":6},{"line":0,"sku":"A","source":"pool","tier":"pool","units":2}]}],"shortfalls":[{"line":0,"sku":"A","units":2}]"#
            ))
        // The great circle of 113.8 km × 1.3.
        #expect(answer.text.contains(#""distanceMetres":14"#))
        #expect(answer.text.contains(#""runnerUp":null"#))
    }

    @Test func `however much is wanted, what nobody has is a shortfall`() async throws {
        let answer = try await simulate("""
            {"lines":[{"sku":"A","units":1000000000,"gramsPerUnit":1000000000}],
             "warehouses":[{"code":"WH-TJ","tier":"hq","distanceMetres":140000,"stock":[{"sku":"A","general":6,"pool":2}]}]}
            """)
        #expect(answer.status == 200, "\(answer.text)")
        #expect(answer.text.contains(#""shortfalls":[{"line":0,"sku":"A","units":999999992}]"#), "\(answer.text)")
    }

    @Test(arguments: [("0.0000049", 5), ("0.000005", 6), ("4.9e-6", 5), ("-0.0000049", 5), ("1e-400", 0)] as [(String, Int)])
    func `distances are measured as finely as places are written`(_ longitude: String, _ metres: Int) async throws {
        // A millionth of a degree on the equator is 0.1112 m, and the road ten times as long.
        let answer = try await simulate("""
            {"shipTo":{"latitude":0,"longitude":0},"policy":{"roadFactorBps":100000},"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],
             "warehouses":[{"code":"W","tier":"hq","latitude":0.0,"longitude":\(longitude),"stock":[{"sku":"A","general":1}]}]}
            """)
        #expect(answer.text.contains(#""shipments":[{"warehouse":"W","distanceMetres":\#(metres),"#), "\(answer.text)")
    }

    @Test func `a place off the earth is refused to the last digit`() async throws {
        let answer = try await simulate("""
            {"shipTo":{"latitude":90.0000000001,"longitude":-180},"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],
             "warehouses":[{"code":"W","tier":"hq","latitude":-90,"longitude":1e999,"stock":[]},
                           {"code":"V","tier":"hq","latitude":"1","longitude":180.0,"distanceMetres":3}]}
            """)
        #expect(answer.faults == ["/shipTo/latitude OUT_OF_RANGE", "/warehouses/0/longitude OUT_OF_RANGE", "/warehouses/1/latitude WRONG_TYPE"])
    }

    @Test func `a limit that is null is none, and a warehouse without stock has none`() async throws {
        let answer = try await simulate("""
            {"policy":{"maxShipments":null,"maxDistanceKm":null},"lines":[{"sku":"A","units":4,"gramsPerUnit":1}],
             "warehouses":[{"code":"W","tier":"hq","distanceMetres":90000000,"stock":[{"sku":"A","general":2}]},{"code":"E","tier":"hq","distanceMetres":1},
                           {"code":"V","tier":"region","distanceMetres":2,"stock":[{"sku":"A","general":2,"pool":0}]}]}
            """)
        #expect(answer.status == 200)
        #expect(answer.text.contains(#""unfilledUnits":0,"#))
        #expect(answer.text.contains(#"{"warehouse":"E","distanceMetres":1,"reason":"noStock","couldGiveUnits":0}"#))
    }

    @Test func `a what-if may give a pool to any warehouse`() async throws {
        let answer = try await simulate("""
            {"lines":[{"sku":"A","units":3,"gramsPerUnit":1}],
             "warehouses":[{"code":"W","tier":"region","distanceMetres":1,"stock":[{"sku":"A","general":1,"pool":2}]}]}
            """)
        #expect(answer.text.contains(#"{"line":0,"sku":"A","source":"general","tier":"region","units":1},{"line":0,"sku":"A","source":"pool","tier":"pool","units":2}"#))
    }

    @Test func `a tier that isn't listed gives nothing, and no warehouse at all leaves everything open`() async throws {
        let listed = try await simulate("""
            {"policy":{"tiers":["region"]},"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],
             "warehouses":[{"code":"W","tier":"hq","distanceMetres":1,"stock":[{"sku":"A","general":5,"pool":5}]}]}
            """)
        #expect(listed.text.contains(#""unfilledUnits":1,"shipments":[]"#))
        #expect(listed.text.contains(#""reason":"notEligible""#))
        let none = try await simulate(#"{"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],"warehouses":[]}"#)
        #expect(none.text.contains(#""unfilledUnits":1,"shipments":[]"#))
    }

    @Test(arguments: [
        (#"{"lines":[],"warehouses":[]}"#, ["/lines OUT_OF_RANGE"]),
        (#"{"lines":[{"sku":"A","units":0,"gramsPerUnit":-1}],"warehouses":[{"code":"W","tier":"pool","stock":[{"sku":"A","general":-1}]}]}"#,
         ["/lines/0/units OUT_OF_RANGE", "/lines/0/gramsPerUnit OUT_OF_RANGE", "/warehouses/0/tier UNKNOWN_VALUE", "/warehouses/0/latitude MISSING",
          "/warehouses/0/longitude MISSING", "/warehouses/0/stock/0/general OUT_OF_RANGE", "/shipTo MISSING"]),
        (#"{"lines":[{"sku":"A","units":1,"gramsPerUnit":1},{"sku":"A","units":1,"gramsPerUnit":2}],"warehouses":[{"code":"W","tier":"hq","distanceMetres":1,"stock":[]},{"code":"W","tier":"hq","distanceMetres":1,"stock":[{"sku":"A"},{"sku":"A"}]}]}"#,
         ["/lines/1/gramsPerUnit DIFFERENT_GRAMS", "/warehouses/1/code DUPLICATE_WAREHOUSE", "/warehouses/1/stock/1/sku DUPLICATE_SKU"]),
        (#"{"policy":{"tiers":["hq","nowhere"],"tierMode":"loose","shipmentFen":-1,"speedKmh":0,"tierSurchargeFen":[1,2.5],"version":1},"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],"warehouses":[]}"#,
         ["/policy/tiers/1 UNKNOWN_VALUE", "/policy/tierMode UNKNOWN_VALUE", "/policy/tierSurchargeFen/1 WRONG_TYPE",
          "/policy/shipmentFen OUT_OF_RANGE", "/policy/speedKmh OUT_OF_RANGE", "/policy/version UNKNOWN_FIELD"]),
        (#"{"policy":{"tiers":[7,"hq"],"tierSurchargeFen":[1,2]},"lines":[7],"warehouses":[7,{"code":"W","tier":"hq","distanceMetres":1,"stock":[7,{"sku":"A"},{"sku":"A"}]}]}"#,
         ["/policy/tiers/0 WRONG_TYPE", "/lines/0 WRONG_TYPE", "/warehouses/0 WRONG_TYPE", "/warehouses/1/stock/0 WRONG_TYPE", "/warehouses/1/stock/2/sku DUPLICATE_SKU"]),
        (#"{"policy":{"tiers":["hq","nowhere"],"tierSurchargeFen":[1,2,3]},"lines":[{"sku":"A","units":1,"gramsPerUnit":1}],"warehouses":[]}"#,
         ["/policy/tiers/1 UNKNOWN_VALUE", "/policy/tierSurchargeFen WRONG_COUNT"]),
    ])
    func `every fault of a simulation is named at its pointer`(_ body: String, _ faults: [String]) async throws {
        let answer = try await simulate(body)
        #expect(answer.status == 422)
        #expect(answer.faults == faults)
    }

    @Test func `more than two hundred lines or a hundred warehouses are too many`() async throws {
        let line = #"{"sku":"A","units":1,"gramsPerUnit":1}"#
        let lines = Array(repeating: line, count: 201).joined(separator: ",")
        let warehouses = (0...100).map { #"{"code":"W\#($0)","tier":"hq","distanceMetres":1,"stock":[]}"# }.joined(separator: ",")
        let answer = try await simulate(#"{"lines":[\#(lines)],"warehouses":[\#(warehouses)]}"#)
        #expect(answer.faults == ["/lines TOO_MANY_LINES", "/warehouses TOO_MANY_WAREHOUSES"])
    }

    @Test func `the sourcing policy is read by all, set by headquarters, and can be sent back as it was read`() async throws {
        try await TestService.run { service in
            let first = try await service.send(.get, "/v1/sourcing/policy", as: "S-110105-001")
            #expect(
                first.text
                    == #"{"version":1,"tiers":["hq","region","pool"],"tierMode":"strict","tierSurchargeFen":[0,0,0],"shipmentFen":3000,"freightFenPerTonneKm":60,"allowPartial":false,"roadFactorBps":13000,"speedKmh":60,"handlingMinutes":120}"#
            )
            let body = #"{"tiers":["region","hq"],"tierMode":"weighted","tierSurchargeFen":[0,7],"maxShipments":3,"maxDistanceKm":500}"#
            let set = try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: body)
            #expect(
                set.text
                    == #"{"version":2,"tiers":["region","hq"],"tierMode":"weighted","tierSurchargeFen":[0,7],"shipmentFen":3000,"freightFenPerTonneKm":60,"maxShipments":3,"maxDistanceKm":500,"allowPartial":false,"roadFactorBps":13000,"speedKmh":60,"handlingMinutes":120}"#
            )
            #expect(try await service.send(.get, "/v1/sourcing/policy", as: "D-310101").text == set.text)
            #expect(try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: set.text).status == 200)
            #expect(try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: set.text).status == 409)
            #expect(try await service.send(.put, "/v1/sourcing/policy", as: "R-11", body: body).status == 403)
            #expect(try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: "{}").text.contains(#""version":4,"tiers":["hq","region","pool"]"#))
            let unlimited = try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: #"{"maxShipments":null,"maxDistanceKm":null}"#)
            #expect(unlimited.status == 200 && !unlimited.text.contains("maxShipments") && !unlimited.text.contains("maxDistanceKm"))
            let wrong = try await service.send(.put, "/v1/sourcing/policy", as: "HQ", body: #"{"tiers":[],"handlingMinutes":-1}"#)
            #expect(wrong.faults == ["/tiers REQUIRED", "/handlingMinutes OUT_OF_RANGE"])
        }
    }
}
