import Commerce
import Operations
import TestSupport
import Testing

/// An order that comes back takes with it what its tokens had won.
@Suite(.timeLimit(.minutes(20))) struct DrawReversalTests {
    private static func money(_ source: String, _ fen: Int64) -> String {
        #"{"kind":"luckyDraw",\#(source),"prizes":[{"weightBps":10000,"minFen":\#(fen),"maxFen":\#(fen)}]}"#
    }

    @Test func `the whole order's money is taken back when all of it came back, not before`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.money(#""tokenSource":"order""#, 500), budget: #"{"amountFen":20000}"#)
            let before = try await test.balanceFen()
            let order = try await test.place(["A": 12]).id
            try await test.sendOff(order)
            let won = try await test.draw(order.external, of: campaign)
            #expect(won.fen == 500)
            try await test.giveBack(order, 6)
            #expect(try await test.read(won.id).state == .credited)
            #expect(try await test.balanceFen() == before - 60_000 + 500)

            try await test.giveBack(order, 6)
            let reversed = try await test.read(won.id)
            #expect(reversed.state == .reversed && reversed.reversedFen == 500 && reversed.owedFen == 0)
            #expect(try await test.balanceFen() == before)
            #expect(try await test.tokens(of: campaign).isEmpty)
            #expect(try await test.outcome { _ = try await test.draw(order.external, of: campaign) } == "TOKEN_USED")
            let entry = try await test.brand.accountEntries(of: Code(stored: "D-110105"), page: PageRequest(limit: 1), as: try test.caller("D-110105")).items.first
            #expect(entry?.kind == .rewardReversal && entry?.amountFen == -500 && entry?.reference == won.id.external)
            #expect(try await test.events().filter { $0.hasPrefix("draw.") } == ["draw.won", "draw.reversed"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `of tokens by spending those are taken back that the rest doesn't earn`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.money(#""tokenSource":"spend","everyFen":40000"#, 500), budget: #"{"amountFen":20000}"#)
            let order = try await test.place(["A": 12]).id
            try await test.sendOff(order)
            var draws: [DrawID] = []
            for place in 1...3 { draws.append(try await test.draw("\(order.external).\(place)", of: campaign).id) }
            let before = try await test.balanceFen()
            try await test.giveBack(order, 6)
            var states: [DrawView.State] = []
            for draw in draws { states.append(try await test.read(draw).state) }
            #expect(states == [.credited, .reversed, .reversed])
            #expect(try await test.balanceFen() == before + 60_000 - 1000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a return of which something never comes paid back takes its draws along`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.money(#""tokenSource":"spend","everyFen":40000"#, 500), budget: #"{"amountFen":20000}"#)
            let order = try await test.place(["A": 12]).id
            try await test.sendOff(order)
            var draws: [DrawID] = []
            for place in 1...2 { draws.append(try await test.draw("\(order.external).\(place)", of: campaign).id) }
            let before = try await test.balanceFen()
            let id = try #require(try await test.request(order, ["A": 12]).view).id
            #expect(try await test.decide(id, accept: true) == nil)
            let lines = try await test.brand.return(id, as: try test.caller("HQ")).lines
            for (index, line) in lines.enumerated() where index > 0 || line.units > 1 {
                let units = index == 0 ? line.units - 1 : line.units
                #expect(try await test.takeIn(id, [("A", units, .restock)], by: line.warehouse.text == "RW-11" ? "R-11" : "HQ") == nil)
            }
            let view = try await test.brand.return(id, as: try test.caller("HQ"))
            #expect(view.status == .accepted && view.refundFen == 110_000)
            var states: [DrawView.State] = []
            for draw in draws { states.append(try await test.read(draw).state) }
            #expect(states == [.reversed, .reversed])
            #expect(try await test.balanceFen() == before + 110_000 - 1000)
            #expect(try await test.outcome { _ = try await test.draw("\(order.external).3", of: campaign) } == "NOT_FOUND")
            // The last one comes after all, and nothing is reversed twice.
            let last = try #require(lines.first)
            #expect(try await test.takeIn(id, [("A", 1, .restock)], by: last.warehouse.text == "RW-11" ? "R-11" : "HQ") == nil)
            #expect(try await test.balanceFen() == before + 120_000 - 1000)
            #expect(try await test.events().filter { $0 == "draw.reversed" }.count == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what the account doesn't cover is owed, and collected once it does`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.money(#""tokenSource":"order""#, 300_000), budget: #"{"amountFen":900000}"#)
            let order = try await test.place(["A": 12]).id
            try await test.sendOff(order)
            let won = try await test.draw(order.external, of: campaign)
            // All that there is is spent.
            let dear = try await test.openDraw(BlindBoxTests.box.replacing("9900", with: String(try await test.balanceFen())))
            _ = try await test.boxes(1, of: dear)
            #expect(try await test.balanceFen() == 0)

            try await test.giveBack(order, 12)
            let owing = try await test.read(won.id)
            #expect(owing.state == .reversed && owing.reversedFen == 120_000 && owing.owedFen == 180_000)
            #expect(try await test.balanceFen() == 0)
            #expect(try await test.brand.collectPrizes() == 0)

            var left: [Int64] = []
            for _ in 1...2 {
                _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.deposit(100_000, to: Code(stored: "D-110105")) }
                #expect(try await test.brand.collectPrizes() == 1)
                left.append(try await test.read(won.id).owedFen)
            }
            #expect(left == [80_000, 0])
            #expect(try await test.balanceFen() == 20_000)
            #expect(try await test.brand.collectPrizes() == 0)
            #expect(try await test.events().filter { $0 == "draw.reversed" }.count == 3)
            try await test.expectCleanAudit()
        }
    }

    @Test func `goods that are still to be sent stay, those under way follow when their order is cancelled`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(PrizeOrderTests.bottle.replacing("game", with: "order"))
            var draws: [DrawID] = []
            var orders: [OrderID] = []
            for _ in 1...2 {
                let order = try await test.place(["A": 6]).id
                try await test.sendOff(order)
                orders.append(order)
                draws.append(try await test.draw(order.external, of: campaign).id)
            }
            let prize = try #require(try await test.fulfil(draws[1]).order)
            for order in orders { try await test.giveBack(order, 6) }
            #expect(try await test.read(draws[0]).state == .reversed)
            #expect(try await test.read(draws[1]).state == .sent)
            #expect(try await test.fulfil(draws[0]) == .refused("NOTHING_TO_SEND"))

            #expect(try await test.cancel(prize) == nil)
            let forfeited = try await test.read(draws[1])
            #expect(forfeited.state == .reversed && forfeited.order == nil && forfeited.owedFen == 0)
            #expect(try await test.fulfil(draws[1]) == .refused("NOTHING_TO_SEND"))
            #expect(try await test.events().filter { $0 == "draw.reversed" }.count == 2)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a game's token that is named like an order is the game's`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.money(#""tokenSource":"game""#, 500), budget: #"{"amountFen":20000}"#)
            let order = try await test.place(["A": 6]).id
            try await test.sendOff(order)
            try await test.brand.work(for: try test.caller("R-11")) {
                try await $0.addDrawToken(Code(stored: order.external), of: campaign, for: Code(stored: "D-110105"))
            }
            let won = try await test.draw(order.external, of: campaign)
            try await test.giveBack(order, 6)
            #expect(try await test.read(won.id).state == .credited)
            try await test.expectCleanAudit()
        }
    }
}
