import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct LuckyDrawTests {
    static let goods = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":6000,"sku":"A","stock":7},{"weightBps":4000,"sku":"B","stock":5}]}"#

    @Test func `an order has one token once its first shipment has left, and it draws once`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(#"{"kind":"luckyDraw","tokenSource":"order","prizes":[{"weightBps":10000,"sku":"A","stock":9}]}"#)
            let order = try await test.place(["A": 6]).id
            #expect(try await test.tokens(of: campaign).isEmpty)
            #expect(try await test.outcome { _ = try await test.draw(order.external, of: campaign) } == "NOT_FOUND")
            try await test.sendOff(order)
            let token = try #require(try await test.tokens(of: campaign).first)
            #expect(token.token == order.external && token.organization.text == "D-110105" && token.usedBy == nil)
            #expect(try await test.tokens(of: campaign, as: "R-11").map(\.token) == [order.external])
            #expect(try await test.tokens(of: campaign, as: "D-110106").isEmpty)
            #expect(try await test.outcome { _ = try await test.draw(order.external, of: campaign, by: "D-110106") } == "NOT_FOUND")
            #expect(try await test.outcome { _ = try await test.draw(order.external + ".1", of: campaign) } == "NOT_FOUND")
            let drawn = try await test.draw(order.external, of: campaign)
            #expect(drawn.number == 1 && drawn.sku?.text == "A" && drawn.state == .open && drawn.fen == 0)
            #expect(try await test.outcome { _ = try await test.draw(order.external, of: campaign) } == "TOKEN_USED")
            #expect(try await test.tokens(of: campaign).map(\.usedBy) == [drawn.id])
            try await test.expectCleanAudit()
        }
    }

    @Test func `spending earns a token for each whole part of what was paid, none for the rest`() async throws {
        try await TestBrand.with { test in
            let component = { (everyFen: Int64) in #"{"kind":"luckyDraw","tokenSource":"spend","everyFen":\#(everyFen),"prizes":[{"weightBps":9999},{"weightBps":1,"sku":"A","stock":1}]}"# }
            // 60,000 fen are paid.
            let (third, whole, beyond) = (try await test.openDraw(component(20_000)), try await test.openDraw(component(60_000)), try await test.openDraw(component(60_001)))
            let order = try await test.place(["A": 6]).id
            #expect(try await test.tokens(of: third).isEmpty)
            try await test.sendOff(order)
            #expect(try await test.tokens(of: third).map(\.token) == (1...3).map { "\(order.external).\($0)" })
            #expect(try await test.tokens(of: whole).map(\.token) == ["\(order.external).1"])
            #expect(try await test.tokens(of: beyond).isEmpty)
            let first = try await test.brand.drawTokens(of: third, page: PageRequest(limit: 2), as: try test.caller("HQ"))
            let rest = try await test.brand.drawTokens(of: third, page: PageRequest(limit: 2, after: first.next), as: try test.caller("HQ"))
            #expect((first.items + rest.items).map(\.token) == (1...3).map { "\(order.external).\($0)" } && rest.next == nil)
            for place in 1...3 { _ = try await test.draw("\(order.external).\(place)", of: third) }
            for wrong in [".4", ".0", ".01", ""] {
                #expect(try await test.outcome { _ = try await test.draw(order.external + wrong, of: third) } == "NOT_FOUND", "\(wrong)")
            }
        }
    }

    @Test func `a token that 20 use at once on two servers draws once`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods)
            try await test.handIn(1, to: campaign)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(20) { index in try await (index % 2 == 0 ? test : other).draw("t-0", of: campaign) }
                let codes = try sent.map { try $0.outcome().code }
                #expect(codes.filter { $0 == nil }.count == 1)
                #expect(codes.filter { $0 == "TOKEN_USED" }.count == 19)
            }
            #expect(try await test.count("SELECT count(*) FROM tributary.draws") == 1)
            try await test.expectCleanAudit()
        }
    }

    @Test func `60 draws at once take every prize that there is, and none more`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods)
            try await test.handIn(30, to: campaign)
            try await test.handIn(30, to: campaign, for: "D-110106", named: "u")
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(60) { index in
                    try await (index % 2 == 0 ? test : other).draw(index < 30 ? "t-\(index)" : "u-\(index - 30)", of: campaign, by: index < 30 ? "D-110105" : "D-110106")
                }
                let drawn = try sent.map { try $0.get() }
                #expect(Set(drawn.map(\.number)) == Set(1...60))
                #expect(drawn.filter { $0.sku?.text == "A" }.count == 7)
                #expect(drawn.filter { $0.sku?.text == "B" }.count == 5)
                #expect(drawn.filter { $0.state == .nothing }.count == 48)
            }
            #expect(try await test.brand.drawOdds(of: campaign, as: try test.caller("D-110105")).remaining == [0, 0])
            try await test.expectCleanAudit()
        }
    }

    @Test func `money is credited at once, and 60 draws at once never win a fen more than the budget`() async throws {
        try await TestBrand.with { test in
            let component = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":9000,"minFen":500,"maxFen":3000},{"weightBps":1000}]}"#
            let campaign = try await test.openDraw(component, budget: #"{"amountFen":20000,"perBuyerFen":12000}"#)
            try await test.handIn(30, to: campaign)
            try await test.handIn(30, to: campaign, for: "D-110106", named: "u")
            let before = (try await test.balanceFen(), try await test.balanceFen("D-110106"))
            let sent = await TestBrand.atOnce(60) { index in
                try await test.draw(index < 30 ? "t-\(index)" : "u-\(index - 30)", of: campaign, by: index < 30 ? "D-110105" : "D-110106")
            }
            let drawn = try sent.map { try $0.get() }
            let won = (drawn.filter { $0.organization.text == "D-110105" }.reduce(0) { $0 + $1.fen }, drawn.filter { $0.organization.text == "D-110106" }.reduce(0) { $0 + $1.fen })
            // A prize counts as gone while its most isn't covered, so what is left over is less than that.
            #expect(won.0 <= 12_000 && won.1 <= 12_000)
            #expect(won.0 + won.1 <= 20_000 && won.0 + won.1 > 14_000)
            #expect(drawn.allSatisfy { $0.fen == 0 || (500...3000).contains($0.fen) })
            #expect(try await test.balanceFen() == before.0 + won.0)
            #expect(try await test.balanceFen("D-110106") == before.1 + won.1)
            try await test.expectCleanAudit()
        }
    }

    @Test func `how often may be drawn is limited, by all and by one buyer`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods, budget: #"{"uses":3,"perBuyerUses":2}"#)
            try await test.handIn(3, to: campaign)
            try await test.handIn(2, to: campaign, for: "D-110106", named: "u")
            for token in ["t-0", "t-1"] { _ = try await test.draw(token, of: campaign) }
            #expect(try await test.outcome { _ = try await test.draw("t-2", of: campaign) } == "LIMIT_REACHED")
            _ = try await test.draw("u-0", of: campaign, by: "D-110106")
            #expect(try await test.outcome { _ = try await test.draw("u-1", of: campaign, by: "D-110106") } == "BUDGET_SPENT")
        }
    }

    @Test func `nobody draws while it is paused, after its end, or outside its audience`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods)
            try await test.handIn(2, to: campaign)
            let owner = try test.caller("R-11")
            _ = try await test.brand.work(for: owner) { try await $0.pauseCampaign(campaign) }
            #expect(try await test.outcome { _ = try await test.draw("t-0", of: campaign) } == "DRAW_CLOSED")
            _ = try await test.brand.work(for: owner) { try await $0.resumeCampaign(campaign) }
            _ = try await test.draw("t-0", of: campaign)
            #expect(try await test.outcome { _ = try await test.draw("t-1", of: campaign, by: "D-310101") } == "NOT_FOUND")
            let others = try await test.openDraw(Self.goods, audience: #"{"organizations":["D-110106"]}"#)
            #expect(try await test.outcome { try await test.handIn(1, to: others) } == "NOT_IN_AUDIENCE")
            #expect(try await test.outcome { _ = try await test.draw("t-1", of: others) } == "NOT_IN_AUDIENCE")
            // The job that ends it hasn't run yet.
            test.clock.advance(days: 60)
            #expect(try await test.outcome { _ = try await test.draw("t-1", of: campaign) } == "DRAW_CLOSED")
        }
    }

    @Test func `a game hands a token in once, to campaigns of games only, by their owner`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods)
            try await test.handIn(1, to: campaign)
            #expect(try await test.outcome { try await test.handIn(1, to: campaign) } == "TOKEN_EXISTS")
            #expect(try await test.outcome { try await test.handIn(1, to: campaign, for: "D-110106") } == "TOKEN_EXISTS")
            #expect(try await test.outcome { try await test.handIn(1, to: campaign, for: "D-310101") } == "NOT_FOUND")
            #expect(try await test.outcome { try await test.handIn(1, to: campaign, by: "R-31") } == "NOT_FOUND")
            let byOrders = try await test.openDraw(Self.goods.replacing("game", with: "order"))
            #expect(try await test.outcome { try await test.handIn(1, to: byOrders) } == "NOT_A_GAME")
            let central = try await test.openDraw(Self.goods, owner: "HQ")
            #expect(try await test.outcome { try await test.handIn(1, to: central) } == "NOT_PERMITTED")
        }
    }

    @Test func `goods are sent once, by whoever runs the campaign`() async throws {
        try await TestBrand.with { test in
            let central = try await test.openDraw(Self.goods, owner: "HQ")
            try await test.handIn(1, to: central, by: "HQ")
            let drawn = try await test.draw("t-0", of: central)
            #expect(try await test.fulfil(drawn.id, by: "R-31") == .refused("NOT_FOUND"))
            #expect(try await test.fulfil(drawn.id, by: "R-11") == .refused("NOT_PERMITTED"))
            #expect(try await test.fulfil(drawn.id, by: "HQ").order != nil)
            #expect(try await test.fulfil(drawn.id, by: "HQ") == .refused("NOTHING_TO_SEND"))
            let kept = try await test.brand.draws(of: central, state: .sent, page: PageRequest(), as: try test.caller("D-110105")).items
            #expect(kept.map(\.id) == [drawn.id] && kept.first?.sentAt == test.clock.now)
            #expect(try await test.brand.draws(of: central, state: .open, page: PageRequest(), as: try test.caller("HQ")).items.isEmpty)
            #expect(try await test.brand.draws(of: nil, state: nil, page: PageRequest(), as: try test.caller("D-110106")).items.isEmpty)
        }
    }

    @Test func `a next version can't change what is drawn`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.goods)
            let other = #"{"component":\#(Self.goods.replacing(#""stock":5"#, with: #""stock":4"#))}"#
            #expect(try await test.outcome { _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: campaign, try test.change(other)) } } == "FIXED_FIELD")
            _ = try await test.brand.work(for: try test.caller("R-11")) { try await $0.prepareNextVersion(of: campaign, try test.change(#"{"name":"改名"}"#)) }
        }
    }
}
