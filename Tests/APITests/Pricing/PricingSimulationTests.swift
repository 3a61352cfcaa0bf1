@testable import API
import Commerce
import TestSupport
import Testing

/// What campaigns make of a price, by hand-worked numbers, asked over HTTP.
struct PricingSimulationTests {
    private static let dragon = #"""
        {"id":"dragon-boat","version":7,"name":"端午满减","template":"dragon-boat-threshold","owner":"R-32",
         "component":{"kind":"threshold","scope":{"aroma":["浓香"]},"tiers":[{"minFen":1000000,"offFen":50000},{"minFen":3000000,"offFen":200000}],"repeat":false},
         "audience":{"organizations":["R-32"],"tiers":["core"]},
         "schedule":{"startsAt":"2026-06-10T00:00:00Z","endsAt":"2026-06-22T00:00:00Z","dailyWindows":[{"from":"11:00","to":"13:00"},{"from":"19:00","to":"22:00"}],"timeZone":"Asia/Shanghai"},
         "stacking":{"group":"order-discount","mode":"exclusive","priority":100},
         "budget":{"amountFen":5000000,"perBuyerUses":3}}
        """#
    private static let strong = #""attributes":{"aroma":"浓香","degree":52.5,"origin":"宜宾"}"#

    @Test func `the contract's own campaign is answered as the contract says`() async throws {
        let answer = try await WhatIf.priced([WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 8000, more: Self.strong), campaigns: [Self.dragon])])[0]
        let adjustments = #"[{"campaign":"dragon-boat","version":7,"kind":"threshold","fen":50000}]"#
        let line = #"{"line":0,"sku":"A","units":120,"baseFen":1200000,"netFen":1150000,"adjustments":\#(adjustments)}"#
        let campaign = #"{"campaign":"dragon-boat","version":7,"kind":"threshold","applied":true,"reason":null,"fen":50000}"#
        #expect(answer.text == #"{"pricing":{"lines":[\#(line)],"campaigns":[\#(campaign)]},"subtotalFen":1200000,"discountFen":50000,"totalFen":1150000}"#)
    }

    @Test(arguments: [
        (999_999, "dragon-boat – BELOW_THRESHOLD", 999_999), (1_000_000, "dragon-boat 50000", 950_000), (2_999_999, "dragon-boat 50000", 2_949_999),
        (3_000_000, "dragon-boat 200000", 2_800_000),
    ] as [(Int64, String, Int64)])
    func `a threshold is reached to the fen`(_ unitPriceFen: Int64, _ considered: String, _ totalFen: Int64) async throws {
        let answer = try await WhatIf.priced([WhatIf(WhatIf.line("A", 1, at: unitPriceFen, more: Self.strong), campaigns: [Self.dragon])])[0]
        #expect(answer.considered == [considered] && answer.number(at: "totalFen") == totalFen, "\(answer.text)")
    }

    @Test func `line prices hold for the units that they are for`() async throws {
        let flash = #""sku":"A","priceFen":9000,"quotaUnits":50,"perBuyerUnits":30"#
        let group = #""sku":"A","priceFen":8500,"size":3,"joinMinutes":60"#
        func tiered(_ mode: String) -> String {
            #""basis":"order","mode":"\#(mode)","tiers":[{"fromUnits":12,"priceFen":9500},{"fromUnits":60,"priceFen":9000}],"scope":{"skus":["A"]}"#
        }
        let cases: [(Int64, CampaignKind, String, String)] = [
            (20, .flashSale, flash, "A 20 = 180000 (c 20000)"),
            // Thirty bottles at 9000, ten at 10000.
            (40, .flashSale, flash, "A 40 = 370000 (c 30000)"),
            (10, .groupBuy, group, "A 10 = 85000 (c 15000)"),
            (11, .tiered, tiered("whole"), "A 11 = 110000"), (12, .tiered, tiered("whole"), "A 12 = 114000 (c 6000)"),
            (59, .tiered, tiered("whole"), "A 59 = 560500 (c 29500)"), (60, .tiered, tiered("whole"), "A 60 = 540000 (c 60000)"),
            // 11 bottles at 10000, 48 at 9500, one at 9000.
            (60, .tiered, tiered("incremental"), "A 60 = 575000 (c 25000)"),
        ]
        let answers = try await WhatIf.priced(cases.map { units, kind, settings, _ in
            WhatIf(WhatIf.line("A", units, at: 10_000), campaigns: [WhatIf.campaign("c", kind, settings)])
        })
        for (answer, expected) in zip(answers, cases) { #expect(answer.pricedLines == [expected.3], "\(expected.1) of \(expected.0)") }
    }

    @Test func `a clearance takes its share off the lots that expire soon enough, first-expiring first`() async throws {
        let clearance = WhatIf.campaign("c", .nearExpiry, #""bands":[{"daysLeft":90,"offBps":1000},{"daysLeft":30,"offBps":3000}],"skus":["A"]"#)
        // 30 days left on the first, 31 on the second, 91 on the third; shares are cut to whole fen lot by lot: 5999 of 5999.4 and 2999 of 2999.7.
        let lots = #""lots":[{"lot":"L3","bestBefore":"2026-09-10","units":4},{"lot":"L2","bestBefore":"2026-07-12","units":3},{"lot":"L1","bestBefore":"2026-07-11","units":2}]"#
        let answer = try await WhatIf.priced([WhatIf(WhatIf.line("A", 10, at: 9999, more: lots), campaigns: [clearance])])[0]
        #expect(answer.pricedLines == ["A 10 = 90992 (c 8998)"], "\(answer.text)")
        let unknown = try await WhatIf.priced([WhatIf(WhatIf.line("A", 10, at: 9999), campaigns: [clearance])])[0]
        #expect(unknown.considered == ["c – NO_LOTS"])
    }

    @Test func `a bundle's price is allocated to its bottles by what they cost otherwise`() async throws {
        let bundle = WhatIf.campaign("c", .bundle, #""components":[{"sku":"A","units":2},{"sku":"B","units":1}],"priceFen":25000"#)
        let answers = try await WhatIf.priced([
            // Two bundles for 50000 instead of 56000: 35714.29 of it for the four bottles of A, 14285.71 for the two of B.
            WhatIf(WhatIf.line("A", 5, at: 10_000), WhatIf.line("B", 2, at: 8000), campaigns: [bundle]),
            WhatIf(WhatIf.line("A", 1, at: 10_000), WhatIf.line("B", 2, at: 8000), campaigns: [bundle]),
        ])
        #expect(answers[0].pricedLines == ["A 5 = 45714 (c 4286)", "B 2 = 14286 (c 1714)"], "\(answers[0].text)")
        #expect(answers[1].considered == ["c – BELOW_THRESHOLD"])
    }

    @Test func `a coupon counts for who presents it where it is taken`() async throws {
        let settings = #""code":"GIVE","minFen":100000,"offBps":500,"maxFen":30000"#
        let coupon = WhatIf.campaign("c", .coupon, settings)
        let store = WhatIf.campaign("c", .coupon, settings + #","storeList":["S-320102-001"],"external":true"#)
        let line = WhatIf.line("A", 10, at: 10_000)
        let presented = #""coupons":["OTHER","GIVE"]"#
        let answers = try await WhatIf.priced([
            WhatIf(line, campaigns: [coupon], more: presented), WhatIf(WhatIf.line("A", 100, at: 10_000), campaigns: [coupon], more: presented),
            WhatIf(WhatIf.line("A", 1, at: 99_999), campaigns: [coupon], more: presented), WhatIf(line, campaigns: [coupon]),
            WhatIf(line, campaigns: [store], more: presented),
        ])
        #expect(answers.flatMap(\.considered) == ["c 5000", "c 30000", "c – BELOW_THRESHOLD", "c – NO_COUPON", "c – WRONG_STORE"])
    }

    @Test func `an add-on is had for so many units as the others qualify for`() async throws {
        let addOn = WhatIf.campaign("c", .addOn, #""qualifierFen":500000,"sku":"B","addOnFen":100,"maxUnits":3"#)
        let answers = try await WhatIf.priced([
            // Two whole times 500000.
            WhatIf(WhatIf.line("A", 120, at: 10_000), WhatIf.line("B", 5, at: 5000), campaigns: [addOn]),
            WhatIf(WhatIf.line("A", 120, at: 10_000), campaigns: [addOn]),
        ])
        #expect(answers[0].pricedLines == ["A 120 = 1200000", "B 5 = 15200 (c 9800)"], "\(answers[0].text)")
        #expect(answers[1].considered == ["c – ADD_ON_NOT_CHOSEN"])
    }

    @Test func `a gift stands on a line of its own, and the goods that earned it stay above their floor`() async throws {
        let gift = WhatIf.campaign("c", .threshold, #""tiers":[{"minUnits":100,"gift":{"sku":"B","units":2}}]"#)
        let goods = #""goods":[{"sku":"B","unitPriceFen":5000,"floorPriceFen":4000}]"#
        let answers = try await WhatIf.priced([
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 8000), campaigns: [gift], more: goods),
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 10_000), campaigns: [gift], more: goods),
            // Nothing is said of what it is worth: it is shown all the same.
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 10_000), campaigns: [gift]),
            // It is worth what a line of it costs.
            WhatIf(WhatIf.line("A", 120, at: 10_000), WhatIf.line("B", 1, at: 7000), campaigns: [gift]),
        ])
        #expect(answers[0].pricedLines == ["A 120 = 1200000", "c: B 2 = 0 (c 10000)"], "\(answers[0].text)")
        #expect(["subtotalFen", "discountFen", "totalFen"].map(answers[0].number) == [1_210_000, 10_000, 1_200_000])
        #expect(answers[0].text.contains(#"{"line":1,"sku":"B","units":2,"baseFen":10000,"netFen":0,"givenBy":"c","adjustments":"#))
        #expect(answers[1].pricedLines == ["A 120 = 1200000"] && answers[1].considered == ["c – FLOOR_PRICE"])
        #expect(answers[2].pricedLines == ["A 120 = 1200000", "c: B 2 = 0"], "\(answers[2].text)")
        #expect(answers[3].pricedLines == ["A 120 = 1200000", "B 1 = 7000", "c: B 2 = 0 (c 14000)"], "\(answers[3].text)")
    }

    @Test func `what would break a floor or a margin is cut back and says so`() async throws {
        let off = WhatIf.campaign("c", .threshold, #""tiers":[{"minFen":1000000,"offFen":50000}]"#)
        let answers = try await WhatIf.priced([
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 9900), campaigns: [off]),
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 9900, more: #""marginFloorFen":9950"#), campaigns: [off]),
            WhatIf(WhatIf.line("A", 120, at: 10_000, floor: 10_000), campaigns: [off]),
        ])
        #expect(answers.flatMap(\.considered) == ["c 12000 FLOOR_PRICE", "c 6000 MARGIN_GUARD", "c – FLOOR_PRICE"])
        #expect(answers.map { $0.number(at: "totalFen") } == [1_188_000, 1_194_000, 1_200_000])
    }
}
