@testable import API
import Commerce
import TestSupport
import Testing

/// Every campaign of a what-if is answered, and why it gave nothing.
struct PricingSimulationReasonTests {
    private static let off = #""tiers":[{"minFen":100000,"offFen":5000}]"#
    private static let line = WhatIf.line("A", 10, at: 10_000)

    @Test func `when, for whom and on what a campaign is, is told before all else`() async throws {
        func off(_ more: String) -> String { WhatIf.campaign("c", .threshold, Self.off, more: more) }
        let windows = WhatIf.campaign("c", .flashSale, #""sku":"A","priceFen":9000,"quotaUnits":9,"dailyWindows":[{"from":"11:00","to":"13:00"}]"#)
        let cases: [(at: String, campaign: String, considered: String)] = [
            ("2026-06-09T23:59:59.999Z", off(""), "c – NOT_STARTED"), ("2026-06-10T00:00:00Z", off(""), "c 5000"),
            ("2026-06-21T23:59:59.999Z", off(""), "c 5000"), ("2026-06-22T00:00:00Z", off(""), "c – ENDED"),
            ("2026-06-11T02:59:59.999Z", windows, "c – OUTSIDE_WINDOW"), ("2026-06-11T05:00:00Z", windows, "c – OUTSIDE_WINDOW"),
            ("2026-06-11T04:00:00Z", off(#""owner":"R-31""#), "c – WRONG_REGION"),
            ("2026-06-11T04:00:00Z", off(#""audience":{"organizations":["D-320103","R-31"]}"#), "c – WRONG_REGION"),
            ("2026-06-11T04:00:00Z", off(#""owner":"HQ""#), "c 5000"),
            ("2026-06-11T04:00:00Z", off(#""audience":{"organizations":["D-320102"]}"#), "c 5000"),
            ("2026-06-11T04:00:00Z", off(#""audience":{"tiers":["gold"]}"#), "c – WRONG_TIER"),
            ("2026-06-11T04:00:00Z", WhatIf.campaign("c", .threshold, Self.off + #","scope":{"brand":["澄澜溪"]}"#), "c – NOT_IN_SCOPE"),
        ]
        let answers = try await WhatIf.priced(cases.map { WhatIf(Self.line, campaigns: [$0.campaign], at: $0.at) })
        for (answer, expected) in zip(answers, cases) { #expect(answer.considered == [expected.considered], "\(expected.campaign) at \(expected.at)") }
    }

    @Test func `a limit that the discount would pass gives nothing, one that it just reaches gives all`() async throws {
        let cases = [
            (#"{"amountFen":4999}"#, "c – BUDGET_SPENT"), (#"{"amountFen":5000}"#, "c 5000"), (#"{"perDayFen":4999}"#, "c – BUDGET_SPENT"),
            (#"{"perRegionFen":4999}"#, "c – BUDGET_SPENT"), (#"{"perBuyerFen":4999}"#, "c – LIMIT_REACHED"),
            (#"{"perBuyerFen":5000,"uses":1,"perBuyerUses":1}"#, "c 5000"),
        ]
        let answers = try await WhatIf.priced(cases.map { budget, _ in
            WhatIf(Self.line, campaigns: [WhatIf.campaign("c", .threshold, Self.off, more: #""budget":\#(budget)"#)])
        })
        for (answer, expected) in zip(answers, cases) { #expect(answer.considered == [expected.1], "\(expected.0)") }
    }

    @Test func `of exclusive ones the best for the buyer holds, and the others name it`() async throws {
        let campaigns = [
            WhatIf.campaign("x", .threshold, #""tiers":[{"minFen":100000,"offFen":4999}]"#, more: #""stacking":{"priority":1000}"#),
            WhatIf.campaign("y", .threshold, Self.off), WhatIf.campaign("z", .threshold, #""tiers":[{"minFen":100000,"offBps":100}]"#, more: #""stacking":{"group":"other"}"#),
        ]
        let answer = try await WhatIf.priced([WhatIf(Self.line, campaigns: campaigns)])[0]
        #expect(answer.considered == ["x – EXCLUDED_BY y", "y 5000", "z 1000"], "\(answer.text)")
        #expect(answer.number(at: "totalFen") == 94_000)
    }

    @Test func `a group buy counts for those who joined it`() async throws {
        let group = WhatIf.campaign("g", .groupBuy, #""sku":"A","priceFen":9000,"size":3,"joinMinutes":60"#)
        let answers = try await WhatIf.priced(["", #""joinedGroups":["g"]"#, #""joinedGroups":[]"#].map { WhatIf(Self.line, campaigns: [group], more: $0) })
        #expect(answers.flatMap(\.considered) == ["g 10000", "g 10000", "g – GROUP_NOT_JOINED"])
    }

    /// One of each kind, and tiers by both bases.
    private static let all: [String] = [
        WhatIf.campaign("flash", .flashSale, #""sku":"A","priceFen":9000,"quotaUnits":50,"depositFen":1000,"balanceDue":"2026-06-12T00:00:00Z","shipsAfter":"2026-06-13T00:00:00Z""#),
        WhatIf.campaign("group", .groupBuy, #""sku":"B","priceFen":4900,"size":2,"joinMinutes":60"#),
        WhatIf.campaign("box", .blindBox, #""priceFen":9900,"pool":[{"sku":"A","weightBps":9000,"units":9},{"sku":"B","weightBps":1000,"units":1}],"publishedOdds":true"#),
        WhatIf.campaign("off", .threshold, #""tiers":[{"minUnits":10,"offBps":100}],"capFen":500"#),
        WhatIf.campaign("coupon", .coupon, #""codes":["C-1","C-2"],"offFen":100,"category":"summer","joint":false,"realName":true"#),
        WhatIf.campaign("bundle", .bundle, #""components":[{"sku":"C","units":1},{"sku":"D","units":1}],"priceFen":1000,"wholeOnly":true"#),
        WhatIf.campaign("tiers", .tiered, #""basis":"order","mode":"whole","tiers":[{"fromUnits":5,"priceFen":4800}],"scope":{"skus":["B"]}"#),
        WhatIf.campaign("rebate", .tiered, #""basis":"period","mode":"incremental","tiers":[{"fromUnits":100,"rebateFenPerUnit":50}]"#),
        WhatIf.campaign("extra", .addOn, #""qualifierUnits":10,"sku":"E","addOnFen":0"#),
        WhatIf.campaign("purse", .storedValue, #""principalFen":100000,"bonusFen":5000,"expiresAfterDays":30"#),
        WhatIf.campaign("points", .points, #""earnBps":100,"redeemFenPerPoint":1,"maxShareBps":5000"#),
        WhatIf.campaign("draw", .luckyDraw, #""tokenSource":"spend","everyFen":10000,"prizes":[{"weightBps":1,"sku":"A","stock":1},{"weightBps":99,"minFen":1,"maxFen":9},{"weightBps":9900}]"#),
        WhatIf.campaign("soon", .nearExpiry, #""bands":[{"daysLeft":60,"offBps":100}],"skus":["C"],"maxUnits":3"#),
    ]

    private static func everything(_ campaigns: [String], coupons: String, goods: String) -> WhatIf {
        WhatIf(
            WhatIf.line("A", 10, at: 10_000), WhatIf.line("B", 5, at: 5000), WhatIf.line("C", 2, at: 700), WhatIf.line("D", 3, at: 800), WhatIf.line("E", 1, at: 900),
            campaigns: campaigns, more: #""coupons":[\#(coupons)],"goods":[\#(goods)]"#)
    }

    @Test func `all twelve kinds are taken, each campaign answered once`() async throws {
        let answer = try await WhatIf.priced([Self.everything(Self.all, coupons: #""C-1""#, goods: "")])[0]
        let told = Dictionary(answer.considered.map { ($0.split(separator: " ").first.map(String.init) ?? "", $0) }) { _, _ in "twice" }
        #expect(told.count == Self.all.count && answer.considered.count == Self.all.count, "\(answer.considered)")
        #expect(["box", "purse", "points", "rebate", "draw"].compactMap { told[$0] } == [
            "box – NOT_IN_SCOPE", "purse – TENDER", "points – TENDER", "rebate – AFTERWARDS", "draw – AFTERWARDS",
        ])
        let kinds = (answer.json?.object?["pricing"]?.object?["campaigns"]?.array ?? []).compactMap { $0.object?["kind"]?.text }
        #expect(Set(kinds) == Set(CampaignKind.allCases.map(\.rawValue)))
        #expect(told["flash"] == "flash 10000", "\(answer.text)")
    }

    @Test func `in which order campaigns, coupons and goods come makes no difference`() async throws {
        let goods = [#"{"sku":"X","unitPriceFen":9,"floorPriceFen":0}"#, #"{"sku":"Y","unitPriceFen":7,"floorPriceFen":0}"#]
        let more = Self.all + ["X", "Y"].map { WhatIf.campaign("gift-\($0)", .threshold, #""tiers":[{"minUnits":10,"gift":{"sku":"\#($0)","units":1}}]"#) }
        let orders = [more, more.reversed(), Array(more[7...] + more[..<7])]
        let answers = try await WhatIf.priced(orders.enumerated().map { index, campaigns in
            Self.everything(campaigns, coupons: index == 1 ? #""C-2","C-1""# : #""C-1","C-2""#, goods: (index == 1 ? goods.reversed() : goods).joined(separator: ","))
        })
        #expect(answers[0].text == answers[1].text)
        #expect(answers[0].text == answers[2].text)
        #expect(answers[0].number(at: "discountFen") ?? 0 > 0)
    }
}
