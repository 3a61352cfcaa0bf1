import Commerce
import Operations
import TestSupport
import Testing

/// A bottle of A is 10,000 fen and earns 100 points, which pay 500 fen: so much they count against the budget.
@Suite(.timeLimit(.minutes(20))) struct PointsBudgetTests {
    private func earn(_ units: Int64, _ test: TestBrand, by buyer: String = "D-110105") async throws -> OrderID {
        let order = try await test.place(["A": units], by: buyer)
        try await test.sendOff(order.id)
        return order.id
    }

    @Test(arguments: [
        (#"{"amountFen":5999}"#, 1199), (#"{"amountFen":6000}"#, 1200), (#"{"amountFen":6001}"#, 1200), (#"{"perBuyerFen":5999}"#, 1199), (#"{"perDayFen":5999}"#, 1199),
        (#"{"perRegionFen":5999}"#, 1199), (#"{"perBuyerFen":6000,"perDayFen":6000,"perRegionFen":6000,"uses":1,"perBuyerUses":1}"#, 1200), (#"{"amountFen":4}"#, 0),
    ])
    func `an order earns what the budget has room for`(budget: String, points: Int64) async throws {
        try await TestBrand.with { test in
            try await test.launch(TestBrand.points, 901, budget: budget)
            _ = try await earn(12, test)
            #expect(try await test.points() == (points == 0 ? [] : ["R-11 \(points)"]))
            #expect(try await test.count("SELECT withheld_points FROM tributary.order_points") == 1200 - points)
            try await test.expectCleanAudit()
        }
    }

    @Test func `of a limit for each buyer every buyer has its own, of uses there are so many`() async throws {
        try await TestBrand.with { test in
            try await test.launch(TestBrand.points, 901, budget: #"{"uses":3,"perBuyerUses":2,"perBuyerFen":4000}"#)
            for _ in 0..<3 { _ = try await earn(6, test) }
            for _ in 0..<2 { _ = try await earn(6, test, by: "D-110106") }
            // 4,000 fen are 800 points; of the other buyer's orders the second would be the fourth use.
            #expect(try await test.points() == ["R-11 800"])
            #expect(try await test.points("D-110106") == ["R-11 600"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a return takes back later orders may earn, and what was withheld goes first`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(TestBrand.points, 901, budget: #"{"amountFen":6000,"uses":2}"#)
            let first = try await earn(12, test)
            let second = try await earn(6, test)
            #expect(try await test.points() == ["R-11 1200"])
            _ = try await test.giveBack(6, of: "A", first)
            let third = try await earn(12, test)
            // Six bottles' worth was free again; of the third order the other six's was withheld, and so comes back first.
            #expect(try await test.points() == ["R-11 1200"])
            _ = try await test.giveBack(6, of: "A", third)
            _ = try await test.giveBack(6, of: "A", second)
            #expect(try await test.points() == ["R-11 1200"])
            _ = try await test.giveBack(6, of: "A", third)
            #expect(try await test.pointEntries() == ["earned 1200 0", "reversed -600 0", "earned 600 0", "reversed -600 0"])
            #expect(try await test.value("SELECT concat_ws(' ', fen, uses) FROM tributary.points_given") == "3000 1")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a day's limit is free again on the next, and a return of the day frees none of it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(TestBrand.points, 901, budget: #"{"perDayFen":3000}"#)
            let first = try await earn(12, test)
            #expect(try await test.points() == ["R-11 600"])
            _ = try await test.giveBack(12, of: "A", first)
            _ = try await earn(6, test)
            #expect(try await test.points() == ["R-11 0"])
            test.clock.advance(days: 1)
            _ = try await earn(6, test)
            #expect(try await test.points() == ["R-11 600"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `two shipments of an order are one use`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 6], "RW-11": ["L": 9]])) { test in
            try await test.launch(TestBrand.points, 901, budget: #"{"uses":1,"perBuyerUses":1}"#)
            let order = try await test.place(["L": 15])
            try await test.sendOff(order.id)
            #expect(order.shipments.count == 2)
            #expect(try await test.points() == ["R-11 750"])
        }
    }

    @Test func `a later version's budget holds for orders that come before it`() async throws {
        try await TestBrand.with { test in
            try await test.launch(TestBrand.points, 901)
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id, deliver: false)
            try await test.launch(#"{"kind":"points","earnBps":500,"redeemFenPerPoint":7,"maxShareBps":5000}"#, 901, budget: #"{"amountFen":2000}"#, version: 2)
            #expect(try await test.step(.deliver, try #require(order.shipments.first).id, by: "D-110105") == nil)
            // At five fen each, as when it was priced.
            #expect(try await test.points() == ["R-11 400"])
        }
    }

    @Test func `of what arrives on two servers at once no more earns than the budget`() async throws {
        try await TestBrand.with { test in
            try await test.launch(TestBrand.points, 901, budget: #"{"amountFen":7500}"#)
            var arriving: [(shipment: ShipmentID, buyer: String)] = []
            for index in 0..<6 {
                let buyer = index % 2 == 0 ? "D-110105" : "D-110106"
                let order = try await test.place(["A": 6], by: buyer)
                try await test.sendOff(order.id, deliver: false)
                arriving.append((try #require(order.shipments.first).id, buyer))
            }
            let parcels = arriving
            try await test.anotherServer { other in
                let servers = [test, other]
                let told = await TestBrand.atOnce(6) { try await servers[$0 / 3].step(.deliver, parcels[$0].shipment, by: parcels[$0].buyer) }
                let refusals = try told.compactMap { try $0.get() }
                #expect(refusals.isEmpty)
            }
            #expect(try await test.count("SELECT sum(points)::bigint FROM tributary.point_accounts") == 1500)
            #expect(try await test.count("SELECT sum(fen)::bigint FROM tributary.points_given") == 7500)
            try await test.expectCleanAudit()
        }
    }
}
