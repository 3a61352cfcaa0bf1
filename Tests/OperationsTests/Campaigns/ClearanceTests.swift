import Commerce
import Operations
import TestSupport
import Testing

/// What expires soon is sold for less, each bottle once. A bottle of A is 10,000 fen, its floor 8,000.
@Suite(.timeLimit(.minutes(20))) struct ClearanceTests {
    /// A tenth off with 60 days left, a fifth with 30.
    static let clearance = #"{"kind":"nearExpiry","skus":["A"],"bands":[{"daysLeft":60,"offBps":1000},{"daysLeft":30,"offBps":2000}]}"#

    private func receive(_ test: TestBrand, lot: String, daysLeft: Int64, units: Int64) async throws {
        let day = test.clock.now.adding(days: daysLeft).day(offsetMinutes: Instant.shanghaiOffsetMinutes)
        try await test.sql("""
            INSERT INTO tributary.stock_lots (organization_id, on_hand, warehouse_id, sku_id, production_date, best_before, lot)
            SELECT organization_id, \(units), id, (SELECT id FROM tributary.skus WHERE code = 'A'), '2020-01-01',
                   date '\(day.year)-\(day.month)-\(day.day)', '\(lot)' FROM tributary.warehouses WHERE code = 'WH-TJ';
            UPDATE tributary.stock_lots l SET on_hand = on_hand - \(units) FROM tributary.warehouses w, tributary.skus k
            WHERE w.code = 'WH-TJ' AND l.warehouse_id = w.id AND k.code = 'A' AND l.sku_id = k.id AND l.lot = '';
            """)
    }

    @Test func `an order gets the discount of the lots it would be picked from, and the next one that of the next`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(Self.clearance, 901)
            try await receive(test, lot: "OLD", daysLeft: 30, units: 6)
            try await receive(test, lot: "LATE", daysLeft: 31, units: 6)
            #expect(try await test.quote(["A": 12]).discountFen == 6 * 2000 + 6 * 1000)
            let totals = try await [test.place(["A": 6]).totalFen, test.place(["A": 6]).totalFen, test.place(["A": 6]).totalFen]
            #expect(totals == [48_000, 54_000, 60_000])
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is picked counts once, and a cancelled order leaves its lots to others`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(Self.clearance, 901)
            try await receive(test, lot: "OLD", daysLeft: 5, units: 12)
            let first = try await test.place(["A": 6])
            #expect(try await test.step(.pick, try #require(first.shipments.first).id, by: "HQ") == nil)
            let second = try await test.place(["A": 6])
            #expect([first.totalFen, second.totalFen, try await test.quote(["A": 6]).totalFen] == [48_000, 48_000, 60_000])
            #expect(try await test.refusal(of: "D-110105") { _ = try await $0.cancelOrder(second.id) } == nil)
            #expect(try await test.quote(["A": 6]).totalFen == 48_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `orders at once are sold each bottle of a lot once`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(Self.clearance, 901)
            try await receive(test, lot: "OLD", daysLeft: 5, units: 30)
            try await test.anotherServer { other in
                let sent = await TestBrand.atOnce(20) { index in try await (index % 2 == 0 ? test : other).place(["A": 6]) }
                let given = try sent.map { try $0.get().discountFen }
                #expect(given.reduce(0, +) == 30 * 2000)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `what was sold because it expires soon isn't put back on the shelf`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(Self.clearance, 901)
            try await receive(test, lot: "OLD", daysLeft: 5, units: 12)
            let order = try await test.place(["A": 6])
            try await test.sendOff(order.id)
            let back = try await test.brand.work(for: try test.caller("D-110105")) {
                try await $0.requestReturn(ReturnDraft(order: order.id, reason: "", lines: [.init(sku: Code(stored: "A"), units: 6)]))
            }
            _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.acceptReturn(back.id) }
            for (disposition, refusal) in [(.restock, "MUST_QUARANTINE"), (.quarantine, nil)] as [(ReturnDisposition, String?)] {
                let answer = try await test.refusal(of: "R-11") {
                    _ = try await $0.receiveReturn(back.id, [ReceivedUnits(sku: Code(stored: "A"), units: 6, disposition: disposition)])
                }
                #expect(answer == refusal)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `of a lot that is past nothing is sold for less`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            let campaign = try await test.launch(Self.clearance, 901)
            try await receive(test, lot: "PAST", daysLeft: -1, units: 6)
            #expect(try await test.quote(["A": 6]).outcome(of: campaign) == "NO_LOTS")
        }
    }

    @Test func `a quota that a later version adds counts the bottles of before, and has them back at any time`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            let clearance = #""kind":"nearExpiry","skus":["A"],"bands":[{"daysLeft":60,"offBps":1000}]"#
            let campaign = try await test.inForce("{\(clearance)}", windows: GivenUpTests.morning)
            try await receive(test, lot: "OLD", daysLeft: 30, units: 30)
            let first = try await test.place(["A": 6])
            try await test.renew(campaign, #"{"component":{\#(clearance),"maxUnits":8}}"#)
            #expect(try await test.usage(of: campaign) == "6000 0 1 6")
            let second = try await test.place(["A": 6])
            #expect([first.totalFen, second.totalFen, try await test.quote(["A": 6]).totalFen] == [54_000, 58_000, 60_000])
            #expect(try await test.usage(of: campaign) == "8000 0 2 8")
            // In the afternoon nothing is sold for less, and the lot has its bottles back.
            test.clock.advance(minutes: 120)
            #expect(try await test.cancel(first.id) == nil)
            #expect(try await test.usage(of: campaign) == "2000 0 1 2")
            try await test.expectCleanAudit()
        }
    }
}
