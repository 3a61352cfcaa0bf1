@testable import API
import Commerce
import TestSupport
import Testing

/// What-ifs that can't be meant as they are.
struct PricingSimulationFaultTests {
    private static let off = #""tiers":[{"minFen":100000,"offFen":5000}]"#
    private static let line = WhatIf.line("A", 10, at: 10_000)

    private static let faulty: [(String, [String])] = [
        ("{}", ["/at MISSING", "/buyer MISSING", "/campaigns MISSING", "/lines MISSING"]),
        (
            #"{"at":"noon","buyer":{"organization":"D 1","tier":7,"name":"x"},"lines":[],"campaigns":{},"coupons":["A","A","B C"],"joinedGroups":[1],"now":true}"#,
            [
                "/at INVALID_TIME", "/buyer/name UNKNOWN_FIELD", "/buyer/organization INVALID_CODE", "/buyer/region MISSING", "/buyer/tier WRONG_TYPE",
                "/campaigns WRONG_TYPE", "/coupons/1 DUPLICATE_CODE", "/coupons/2 INVALID_CODE", "/joinedGroups/0 WRONG_TYPE", "/lines OUT_OF_RANGE", "/now UNKNOWN_FIELD",
            ]
        ),
        (
            WhatIf(
                #"{"sku":"","units":0,"unitPriceFen":-1,"price":1}"#, WhatIf.line("A", 1_000_000_001, at: 10_000_000_001, floor: 1, more: #""marginFloorFen":-1"#),
                WhatIf.line("A", 1, at: 99, floor: 100), "7"
            ).body,
            [
                "/lines/0/sku INVALID_CODE", "/lines/0/units OUT_OF_RANGE", "/lines/0/unitPriceFen OUT_OF_RANGE", "/lines/0/floorPriceFen MISSING", "/lines/0/price UNKNOWN_FIELD",
                "/lines/1/units OUT_OF_RANGE", "/lines/1/unitPriceFen OUT_OF_RANGE", "/lines/1/marginFloorFen OUT_OF_RANGE", "/lines/2/unitPriceFen PRICE_FLOOR",
                "/lines/3 WRONG_TYPE",
            ]
        ),
        (
            WhatIf(
                WhatIf.line("A", 1, at: 9, more: #""attributes":{"brand":1,"aroma":"浓\u0007香","flag":true,"a/b":null,"proof":52.5,"year":2019,"note":"x"}"#),
                WhatIf.line("A", 1, at: 9, more: #""lots":[{"lot":"L","bestBefore":"2026-02-29","units":1},{"lot":"L","bestBefore":"2026-2-28","units":0},{"bestBefore":20260228,"units":1}]"#)
            ).body,
            [
                "/lines/0/attributes/brand WRONG_TYPE", "/lines/0/attributes/aroma INVALID_TEXT", "/lines/0/attributes/flag WRONG_TYPE", "/lines/0/attributes/a~1b WRONG_TYPE",
                "/lines/1/lots/0/bestBefore INVALID_DATE", "/lines/1/lots/1/bestBefore INVALID_DATE", "/lines/1/lots/1/units OUT_OF_RANGE",
                "/lines/1/lots/1/lot DUPLICATE_LOT", "/lines/1/lots/2/lot MISSING", "/lines/1/lots/2/bestBefore WRONG_TYPE",
            ]
        ),
        (
            WhatIf(line, campaigns: ["a", "b", "a"].map { WhatIf.campaign($0, .threshold, off) } + ["7"]).body,
            ["/campaigns/2/id DUPLICATE_ID", "/campaigns/3 WRONG_TYPE"]
        ),
        (
            WhatIf(
                line,
                campaigns: [
                    WhatIf.campaign("a", .threshold, #""tiers":[{"minFen":100,"offFen":10},{"minFen":100,"minUnits":1,"offBps":10001}]"#, more: #""version":0,"status":"live""#),
                    WhatIf.campaign("b", .flashSale, #""sku":"A","priceFen":0,"quotaUnits":1,"limit":1"#), #"{"id":"c d","name":"","component":{"kind":"sale"},"schedule":{}}"#,
                ]
            ).body,
            [
                "/campaigns/0/version OUT_OF_RANGE", "/campaigns/0/status UNKNOWN_FIELD", "/campaigns/0/component/tiers/1/minUnits CONTRADICTION",
                "/campaigns/0/component/tiers/1/offBps OUT_OF_RANGE", "/campaigns/1/component/priceFen OUT_OF_RANGE", "/campaigns/1/component/limit UNKNOWN_FIELD",
                "/campaigns/2/id INVALID_CODE", "/campaigns/2/name OUT_OF_RANGE", "/campaigns/2/component/kind UNKNOWN_VALUE",
                "/campaigns/2/schedule/startsAt MISSING", "/campaigns/2/schedule/endsAt MISSING",
            ]
        ),
        (
            WhatIf(line, more: #""goods":[{"sku":"B","unitPriceFen":1,"floorPriceFen":2},{"sku":"B","unitPriceFen":1,"floorPriceFen":1},{"sku":"C","unitPriceFen":1}]"#).body,
            ["/goods/0/unitPriceFen PRICE_FLOOR", "/goods/1/sku DUPLICATE_SKU", "/goods/2/floorPriceFen MISSING"]
        ),
        (
            // 2^61 fen are countable, twice as many aren't.
            WhatIf(WhatIf.line("A", 1_000_000_000, at: 2_000_000_000), WhatIf.line("A", 1_000_000_000, at: 2_000_000_000)).body, ["/lines OUT_OF_RANGE"]
        ),
        (WhatIf(WhatIf.line("A", 1_000_000_000, at: 10_000_000_000)).body, ["/lines OUT_OF_RANGE"]),
        (WhatIf(WhatIf.line("A", 1_000_000_000, at: 1, more: #""marginFloorFen":10000000000"#)).body, ["/lines OUT_OF_RANGE"]),
    ]

    @Test func `every fault of a what-if is named at its pointer`() async throws {
        let answers = try await WhatIf.answers(to: Self.faulty.map(\.0))
        for (answer, expected) in zip(answers, Self.faulty) {
            #expect(answer.status == 422, "\(expected.0): \(answer.text)")
            #expect(answer.faults.sorted() == expected.1.sorted(), "\(expected.0)")
        }
    }

    @Test func `two hundred lines and campaigns are priced, more are too many`() async throws {
        func many(_ count: Int) -> WhatIf {
            var whatIf = WhatIf(campaigns: (0..<count).map { WhatIf.campaign("c-\($0)", .threshold, Self.off, more: #""stacking":{"mode":"all"}"#) })
            whatIf.lines = Array(repeating: Self.line, count: count)
            return whatIf
        }
        let answers = try await WhatIf.answers(to: [many(200).body, many(201).body])
        // Each of two hundred takes 5000 off 20000000.
        #expect(answers[0].status == 200 && answers[0].number(at: "totalFen") == 19_000_000, "\(answers[0].text.prefix(300))")
        #expect(answers[1].faults == ["/lines TOO_MANY_LINES", "/campaigns TOO_MANY_CAMPAIGNS"])
    }

    @Test func `what comes to the most that can be counted is priced`() async throws {
        let campaigns = [
            WhatIf.campaign("off", .threshold, #""tiers":[{"minFen":1,"offBps":10000}]"#, more: #""stacking":{"mode":"all"}"#),
            WhatIf.campaign("gift", .threshold, #""tiers":[{"minFen":1,"gift":{"sku":"G","units":1000000000}}],"repeat":true"#, more: #""stacking":{"mode":"all","priority":1}"#),
        ]
        let goods = #""goods":[{"sku":"G","unitPriceFen":10000000000,"floorPriceFen":0}]"#
        let whatIf = WhatIf(WhatIf.line("A", 1_000_000_000, at: 2_300_000_000), campaigns: campaigns, more: goods)
        let answer = try await WhatIf.priced([whatIf])[0]
        let fen = ["subtotalFen", "discountFen", "totalFen"].compactMap(answer.number)
        #expect(fen.count == 3 && fen[0] - fen[1] == fen[2] && fen.allSatisfy { $0 >= 0 }, "\(answer.text)")
    }

    @Test func `settings beyond what an order comes to are priced`() async throws {
        let all = WhatIf.line("A", 1_000_000_000, at: 2_300_000_000)
        let addOn = WhatIf.campaign("c", .addOn, #""qualifierFen":1,"sku":"B","addOnFen":10000000000000,"maxUnits":1000000000"#)
        // Together the coupons would give six times what there is.
        let coupons = (1...6).map { number in
            WhatIf.campaign("c-\(number)", .coupon, #""code":"ALL","category":"k-\#(number)","joint":\#(number < 6),"offBps":10000"#)
        }
        let bundle = WhatIf.campaign("c", .bundle, #""components":[{"sku":"A","units":2}],"priceFen":10000000000000"#)
        let answers = try await WhatIf.priced([
            WhatIf(all, WhatIf.line("B", 1_000_000_000, at: 1), campaigns: [addOn]), WhatIf(all, campaigns: coupons, more: #""coupons":["ALL"]"#),
            WhatIf(all, campaigns: [bundle]),
        ])
        #expect(answers[0].considered == ["c – NOT_CHEAPER"])
        #expect(answers[1].number(at: "totalFen") == 0 && answers[1].considered.first == "c-1 2300000000000000000", "\(answers[1].considered)")
        #expect(answers[1].considered.last == "c-6 – EXCLUDED_BY c-1")
        #expect(answers[2].considered == ["c – NOT_CHEAPER"])
    }

    @Test func `a what-if leaves nothing behind, whoever asks`() async throws {
        try await unharmed { service in
            let body = WhatIf(Self.line, campaigns: [WhatIf.campaign("c", .threshold, Self.off, more: #""budget":{"uses":1}"#)]).body
            var answers: Set<String> = []
            for caller in ["HQ", "R-11", "D-110105", "S-110105-001", "HQ"] {
                let answer = try await service.send(.post, "/v1/pricing/simulations", as: caller, body: body)
                #expect(answer.status == 200 && answer.considered == ["c 5000"], "\(answer.text)")
                answers.insert(answer.text)
            }
            #expect(answers.count == 1)
        }
    }
}
