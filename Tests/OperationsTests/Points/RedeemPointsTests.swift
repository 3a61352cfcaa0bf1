import Commerce
import Operations
import TestSupport
import Testing

/// A bottle of A is 10,000 fen. A point pays five fen, for up to half of an order.
@Suite(.timeLimit(.minutes(20))) struct RedeemPointsTests {
    /// An order that earned 1,200 points.
    private func earning(_ test: TestBrand) async throws -> OrderID {
        try await test.launch(TestBrand.points, 901)
        let order = try await test.place(["A": 12])
        try await test.sendOff(order.id)
        #expect(try await test.points() == ["R-11 1200"])
        return order.id
    }

    @Test func `points pay a part, earn nothing on it, and come back with their part of a return`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            _ = try await earning(test)
            let before = try await test.money()
            let sent = try await test.pay(["A": 6], points: 1000)
            let id = try #require(sent.order, "\(sent)")
            #expect(try await test.points() == ["R-11 200"])
            let order = try await test.order(id)
            #expect(order.totalFen == 60_000 && order.moneyFen == 55_000)
            #expect(order.tender?.points == 1000 && order.tender?.pointsFen == 5000)
            #expect(try await test.money().heldFen == before.heldFen + 55_000)
            try await test.expectCleanAudit()

            try await test.sendOff(id)
            #expect(try await test.points() == ["R-11 750"])
            #expect(try await test.money().balanceFen == before.balanceFen - 55_000)
            // Half of it comes back: 27,500 fen in money, 500 points for 2,500 fen, and half of the 550 that were earned are taken back.
            #expect(try await test.giveBack(3, of: "A", id) == 30_000)
            #expect(try await test.money().balanceFen == before.balanceFen - 27_500)
            #expect(try await test.points() == ["R-11 975"])
            #expect(try await test.pointEntries().suffix(4) == ["redeemed -1000 5000", "earned 550 0", "refunded 500 2500", "reversed -275 0"])
            #expect(try await test.giveBack(3, of: "A", id) == 30_000)
            #expect(try await test.money().balanceFen == before.balanceFen)
            #expect(try await test.points() == ["R-11 1200"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `points of a cancelled order come back whole`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            _ = try await earning(test)
            let before = try await test.money()
            let sent = try await test.pay(["A": 6], points: 999)
            let id = try #require(sent.order, "\(sent)")
            #expect(try await test.cancel(id) == nil)
            #expect(try await test.points() == ["R-11 1200"])
            #expect(try await test.money() == before)
            #expect(try await test.pointEntries().last == "released 999 4995")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what isn't found gives its part of the points back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 18]])) { test in
            _ = try await earning(test)
            let sent = try await test.pay(["A": 6], points: 600)
            let id = try #require(sent.order, "\(sent)")
            let shipment = try #require(try await test.order(id).shipments.first)
            #expect(try await test.short(shipment.id, ["A": 2]) == nil)
            // Four of six are left.
            let order = try await test.order(id)
            #expect(order.totalFen == 40_000 && order.tender?.points == 400 && order.moneyFen == 38_000)
            #expect(try await test.points() == ["R-11 800"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `more than there is, than the share or than a programme takes is refused`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "L": 60]])) { test in
            #expect(try await test.pay(["A": 6], points: 1) == .refused("NO_POINTS_PROGRAMME"))
            _ = try await earning(test)
            #expect(try await test.pay(["A": 6], points: 1201) == .refused("POINTS_EXCEEDED"))
            #expect(try await test.pay(["A": 6], points: 1, of: "HQ") == .refused("NO_POINTS_PROGRAMME"))
            // Half of 5,000 fen are 500 points.
            #expect(try await test.pay(["L": 1], points: 501) == .refused("POINTS_SHARE_EXCEEDED"))
            #expect(try await test.points() == ["R-11 1200"])
            #expect(try await test.pay(["L": 1], points: 500, of: "R-11").order != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a return that takes spent points back leaves the balance below zero, which blocks redeeming`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            let first = try await earning(test)
            #expect(try await test.pay(["A": 6], points: 1200).order != nil)
            #expect(try await test.giveBack(12, of: "A", first) == 120_000)
            #expect(try await test.points() == ["R-11 -1200"])
            let points = try await test.brand.points(of: Code(stored: "D-110105"), as: try test.caller("HQ"))
            #expect(points.first?.redeemable == false)
            #expect(try await test.pay(["A": 6], points: 1) == .refused("POINTS_BLOCKED"))
            try await test.expectCleanAudit()
        }
    }

    @Test func `of two orders on two servers that want the last points one gets them`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            _ = try await earning(test)
            try await test.anotherServer { other in
                let servers = [test, other]
                let outcomes = await TestBrand.atOnce(6) { try await servers[$0 % 2].pay(["A": 6], points: 700) }
                let sent = try outcomes.map { try $0.get() }
                #expect(sent.count { $0.order != nil } == 1)
                #expect(sent.count { $0 == .refused("POINTS_EXCEEDED") } == 5)
                #expect(try await test.points() == ["R-11 500"])
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a quote takes the most that it may`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600, "L": 60]])) { test in
            _ = try await earning(test)
            let small = try await test.brand.quote(test.paidBy(["L": 1], points: 10_000), by: try test.caller("D-110105"))
            #expect(small.tender?.points == 500 && small.tender?.pointsFen == 2500)
            let large = try await test.brand.quote(test.paidBy(["A": 12], points: 10_000), by: try test.caller("D-110105"))
            #expect(large.tender?.points == 1200)
            #expect(try await test.points() == ["R-11 1200"])
        }
    }
}
