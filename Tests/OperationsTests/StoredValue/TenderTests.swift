import Commerce
import Operations
import TestSupport
import Testing

/// Orders that stored value pays a part of. A bottle of A is 10,000 fen, one of L 5,000.
@Suite(.timeLimit(.minutes(20))) struct TenderTests {
    @Test func `what ships is paid in the frozen ratio, and what is given up or comes back returns by it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "WH-SH": ["A": 6]])) { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901), 3)
            #expect(try await test.stored() == "30000 3000 0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_970_000))

            let order = try #require(try await test.pay(22_000, for: ["A": 12]).order)
            let view = try await test.order(order)
            #expect(view.totalFen == 120_000 && view.discountFen == 0 && view.shipments.count == 2)
            #expect(try await test.tender(of: order) == "20000 2000 98000")
            #expect(try await test.stored() == "10000 1000 22000")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_970_000, heldFen: 98_000))
            try await test.expectCleanAudit()

            #expect(try await test.step(.pick, view.shipments[0].id, by: "HQ") == nil)
            #expect(try await test.step(.ship, view.shipments[0].id, by: "HQ") == nil)
            #expect(try await test.stored() == "10000 1000 11000")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_921_000, heldFen: 49_000))

            #expect(try await test.short(view.shipments[1].id, ["A": 6]) == nil)
            #expect(try await test.stored() == "20000 2000 0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_921_000))
            #expect(try await test.tender(of: order) == "10000 1000 49000")
            try await test.expectCleanAudit()

            #expect(try await test.step(.deliver, view.shipments[0].id, by: "D-110105") == nil)
            #expect(try await test.giveBack(3, of: "A", order) == 30_000)
            #expect(try await test.stored() == "25000 2500 0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_945_500))
            #expect(try await test.giveBack(3, of: "A", order) == 30_000)
            #expect(try await test.stored() == "30000 3000 0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_970_000))
            #expect(try await test.entries(.storedPrincipal) == ["topUp 30000", "storedSpend -10000", "storedRefund 5000", "storedRefund 5000"])
            #expect(try await test.entries(.storedBonus) == ["bonus 3000", "storedSpend -1000", "storedRefund 500", "storedRefund 500"])
            #expect(try await test.entries(.prepaid).suffix(4) == ["topUp -30000", "sale -49000", "refund 24500", "refund 24500"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a cancelled order gives everything back, one that waits for goods too`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6]])) { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            let order = try #require(try await test.pay(3333, for: ["A": 12], backorder: true).order)
            #expect(try await test.order(order).status == .backordered)
            #expect(try await test.tender(of: order) == "3030 303 116667")
            #expect(try await test.cancel(order) == nil)
            #expect(try await test.tender(of: order) == "0 0 0")
            #expect(try await test.stored() == "10000 1000 0")
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 99_990_000))
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order that takes no more than its total leaves the prepaid account alone`() async throws {
        try await TestBrand.with { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            let order = try #require(try await test.pay(11_000, for: ["L": 1]).order)
            #expect(try await test.tender(of: order) == "4545 455 0")
            let held = try await test.money()
            #expect(held == AccountPosition(storedBalanceFen: 99_990_000))
            try await test.sendOff(order)
            #expect(try await test.money() == held)
            #expect(try await test.stored() == "5455 545 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `more than is stored isn't taken, and nothing is held`() async throws {
        try await TestBrand.with { test in
            #expect(try await test.pay(1, for: ["A": 6]) == .refused("STORED_VALUE_EXCEEDED"))
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            #expect(try await test.pay(11_001, for: ["A": 6]) == .refused("STORED_VALUE_EXCEEDED"))
            #expect(try await test.stored() == "10000 1000 0")
            #expect(try await test.pay(11_000, for: ["A": 6], expecting: 60_000).order != nil)
            #expect(try await test.stored() == "0 0 11000")
            #expect(try await test.pay(0, for: ["A": 6]).order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `stored value pays where the money alone wouldn't do`() async throws {
        var draft = BrandDraft.small
        draft.distributors[0].balanceFen = 60_000
        try await TestBrand.with(draft) { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            #expect(try await test.pay(9999, for: ["A": 6]) == .refused("CREDIT_EXCEEDED"))
            #expect(try await test.stored() == "10000 1000 0")
            #expect(try await test.pay(10_000, for: ["A": 6]).order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a quote says what would pay, as far as there is enough`() async throws {
        try await TestBrand.with { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            func quote(_ fen: Int64) async throws -> TenderView? {
                let draft = OrderDraft(
                    distributor: nil, shipTo: nil, lines: [.init(sku: Code(stored: "A"), quantity: 6, unit: .bottle)], allowPartial: nil, allowBackorder: false,
                    note: nil, tender: Tender(storedValueFen: fen))
                return try await test.brand.quote(draft, by: try test.caller("D-110105")).tender
            }
            #expect(try await quote(0) == nil)
            #expect(try await quote(1100).map { [$0.principalFen, $0.bonusFen] } == [1000, 100])
            #expect(try await quote(99_999).map { [$0.principalFen, $0.bonusFen] } == [10_000, 1000])
            #expect(try await test.stored() == "10000 1000 0")
        }
    }

    @Test func `an order that awaits its group holds its stored value, and gives it back when the group fails`() async throws {
        try await TestBrand.with { test in
            try await test.topUp(try await test.launch(TestBrand.offer, 901))
            let sent = try await test.join(try await test.launchGroupBuy(), tender: 1100)
            let order = try #require(sent.order)
            #expect(try await test.tender(of: order) == "1000 100 25900")
            test.clock.advance(minutes: 31)
            _ = try await test.brand.settleGroupBuys()
            #expect(try await test.order(order).status == .cancelled)
            #expect(try await test.stored() == "10000 1000 0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `of two orders that want the last stored fen one gets it, whichever server they reach`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launch(TestBrand.offer, 901)
            try await test.anotherServer { other in
                let servers = [test, other]
                for round in 1...4 {
                    try await test.topUp(campaign)
                    let sent = await TestBrand.atOnce(4) { try await servers[$0 % 2].pay(11_000, for: ["A": 6]) }
                    let outcomes = try sent.map { try $0.get() }
                    #expect(outcomes.count { $0.order != nil } == 1, "\(outcomes)")
                    #expect(outcomes.count { $0 == .refused("STORED_VALUE_EXCEEDED") } == 3, "\(outcomes)")
                    #expect(try await test.stored() == "0 0 \(11_000 * round)")
                }
            }
            try await test.expectCleanAudit()
        }
    }
}
