import Commerce
import Operations
import TestSupport
import Testing

/// Goods that were won move as all others do.
@Suite(.timeLimit(.minutes(20))) struct PrizeOrderTests {
    static let bottle = #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":10000,"sku":"A","stock":9}]}"#

    private func sum(_ column: String, _ test: TestBrand) async throws -> Int {
        try await test.count("SELECT sum(\(column)) FROM tributary.stock_levels l JOIN tributary.skus s ON s.id = l.sku_id WHERE s.code = 'A'")
    }

    @Test func `a prize is sent by an order that costs nothing, and its stock leaves with it`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let won = try await test.draw("t-0", of: campaign)
            let before = (onHand: try await sum("on_hand", test), fen: try await test.balanceFen())
            let id = try #require(try await test.fulfil(won.id, key: "once").order)
            let order = try await test.order(id)
            #expect(order.status == .confirmed && order.distributor.text == "D-110105" && order.totalFen == 0 && order.subtotalFen == 0)
            #expect(order.lines.map { "\($0.sku) \($0.units) \($0.unitPriceFen) \($0.givenBy?.text ?? "")" } == ["A 1 0 \(campaign.external)"])
            #expect(order.shipments.map(\.status) == [.released])
            // Of what anybody may have: the distributor's part of the pool stays.
            #expect(try await sum("reserved", test) == 1)
            #expect(try await sum("pool_reserved", test) == 0)
            let sent = try await test.read(won.id)
            #expect(sent.state == .sent && sent.order == id && sent.sentAt == test.clock.now)
            #expect(try await test.fulfil(won.id) == .refused("NOTHING_TO_SEND"))
            #expect(try await test.fulfil(won.id, key: "once") == .placed(id))

            try await test.sendOff(id)
            #expect(try await test.order(id).status == .fulfilled)
            #expect(try await sum("on_hand", test) == before.onHand - 1)
            #expect(try await sum("reserved", test) == 0)
            #expect(try await test.balanceFen() == before.fen)
            #expect(try await test.read(won.id).state == .sent)
            #expect(try await test.events().filter { $0.hasPrefix("draw.") || $0 == "order.placed" } == ["draw.won", "order.placed", "draw.fulfilled"])
            try await test.expectCleanAudit()
        }
    }

    /// A box that was opened, sent and wholly returned as this, with what its buyer has afterwards compared to before the return.
    private func returned(_ disposition: ReturnDisposition, _ test: TestBrand, _ component: String) async throws -> (refundFen: Int64, gained: Int64, state: DrawView.State) {
        let campaign = try await test.openDraw(component)
        let box = try #require(try await test.boxes(1, of: campaign).boxes.first)
        let order = try #require(try await test.fulfil(box.id).order)
        try await test.sendOff(order)
        let before = try await test.balanceFen()
        let id = try #require(try await test.request(order, ["A": 1]).view).id
        #expect(try await test.decide(id, accept: true) == nil)
        let line = try #require(try await test.brand.return(id, as: try test.caller("HQ")).lines.first)
        #expect(try await test.takeIn(id, [("A", 1, disposition)], by: line.warehouse.text == "RW-11" ? "R-11" : "HQ") == nil)
        #expect(try await test.request(order, ["A": 1]).code == "RETURN_EXCEEDS_SHIPPED")
        let view = try await test.brand.return(id, as: try test.caller("HQ"))
        #expect(view.status == .refunded && view.lines.map(\.refundFen) == [view.refundFen])
        return (view.refundFen, try await test.balanceFen() - before, try await test.read(box.id).state)
    }

    @Test func `a bottle out of a box that comes back broken gives back what the box cost, a good one nothing`() async throws {
        try await TestBrand.with { test in
            let box = #"{"kind":"blindBox","priceFen":9900,"pool":[{"sku":"A","weightBps":10000,"units":36}],"publishedOdds":true}"#
            for (disposition, fen) in [(ReturnDisposition.scrap, Int64(9900)), (.quarantine, 9900), (.restock, 0)] {
                #expect(try await returned(disposition, test, box) == (fen, fen, .sent), "\(disposition)")
            }
            // What was drawn stays drawn.
            #expect(try await test.count("SELECT sum(remaining[1]) FROM tributary.draw_seeds") == 3 * 35)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a prize that a token won gives no money back`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let order = try #require(try await test.fulfil(try await test.draw("t-0", of: campaign).id).order)
            try await test.sendOff(order)
            #expect(try await test.giveBack(1, of: "A", order) == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is out of stock stays to be sent until there is some`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["B": 60]])) { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let won = try await test.draw("t-0", of: campaign)
            #expect(try await test.fulfil(won.id, key: "first") == .refused("OUT_OF_STOCK"))
            #expect(try await test.read(won.id).state == .open)
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 0)
            try await test.receive(["A": 60])
            // A refusal is kept under its key.
            #expect(try await test.fulfil(won.id, key: "first") == .refused("OUT_OF_STOCK"))
            #expect(try await test.fulfil(won.id).order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `whoever asks 20 times at once on two servers sends one bottle`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let won = try await test.draw("t-0", of: campaign)
            try await test.anotherServer { other in
                let asked = await TestBrand.atOnce(20) { index in try await (index % 2 == 0 ? test : other).fulfil(won.id) }
                let outcomes = try asked.map { try $0.get() }
                #expect(outcomes.filter { $0.order != nil }.count == 1)
                #expect(outcomes.filter { $0 == .refused("NOTHING_TO_SEND") }.count == 19)
            }
            #expect(try await sum("reserved", test) == 1)
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order that is cancelled before it ships, or finds nothing on its shelf, leaves the prize to be sent again`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60]])) { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let won = try await test.draw("t-0", of: campaign)
            let first = try #require(try await test.fulfil(won.id).order)
            #expect(try await test.cancel(first) == nil)
            let open = try await test.read(won.id)
            #expect(open.state == .open && open.order == nil && open.sentAt == nil)
            #expect(try await sum("reserved", test) == 0)

            let second = try #require(try await test.fulfil(won.id).order)
            #expect(second != first)
            let shipment = try #require(try await test.order(second).shipments.first).id
            #expect(try await test.short(shipment, ["A": 1]) == nil)
            #expect(try await test.order(second).status == .cancelled)
            #expect(try await test.read(won.id).state == .open)

            let third = try #require(try await test.fulfil(won.id).order)
            try await test.sendOff(third)
            #expect(try await test.cancel(third) != nil)
            #expect(try await test.read(won.id).order == third)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a prize that comes back refunds nothing, and earns no token`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.bottle.replacing("game", with: "order"))
            let order = try await test.place(["A": 6]).id
            try await test.sendOff(order)
            let won = try await test.draw(order.external, of: campaign)
            let prize = try #require(try await test.fulfil(won.id).order)
            try await test.sendOff(prize)
            #expect(try await test.tokens(of: campaign).map(\.token) == [order.external])
            #expect(try await test.outcome { _ = try await test.draw(prize.external, of: campaign) } == "NOT_FOUND")
            let before = try await test.balanceFen()
            try await test.giveBack(prize, 1)
            #expect(try await test.balanceFen() == before)
            #expect(try await test.read(won.id).state == .sent)
            try await test.expectCleanAudit()
        }
    }

    @Test func `an allocation that leaves its winner nothing to buy doesn't hold a prize back`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(Self.bottle)
            try await test.handIn(1, to: campaign)
            let won = try await test.draw("t-0", of: campaign)
            let draft = try AllocationDraft(
                sku: Code(stored: "A"), from: test.clock.now, to: test.clock.now.adding(days: 9),
                shares: [.init(organization: Code(stored: "D-110106"), units: 6)])
            _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.allocate(draft) }
            #expect(try await test.send(["A": 6]) == .refused("ALLOCATION_EXCEEDED"))
            #expect(try await test.fulfil(won.id).order != nil)
            #expect(try await test.count("SELECT count(*) FROM tributary.allocation_draws") == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `boxes are sent as prizes are, each by itself`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.openDraw(BlindBoxTests.box)
            let boxes = try await test.boxes(2, of: campaign).boxes
            var orders: Set<OrderID> = []
            for box in boxes { orders.insert(try #require(try await test.fulfil(box.id).order)) }
            #expect(orders.count == 2)
            #expect(try await test.brand.draws(of: campaign, state: .open, page: PageRequest(), as: try test.caller("R-11")).items.isEmpty)
            try await test.expectCleanAudit()
        }
    }
}

extension TestBrand {
    /// So many bottles of `A` of an order come back, are accepted and go back on the shelf.
    func giveBack(_ order: OrderID, _ units: Int64) async throws {
        let id = try #require(try await request(order, ["A": units]).view).id
        #expect(try await decide(id, accept: true) == nil)
        for line in try await brand.return(id, as: try caller("HQ")).lines {
            #expect(try await takeIn(id, [("A", line.units, .restock)], by: line.warehouse.text == "RW-11" ? "R-11" : "HQ") == nil)
        }
    }
}
