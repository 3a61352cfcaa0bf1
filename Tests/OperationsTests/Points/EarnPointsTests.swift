import Commerce
import Operations
import TestSupport
import Testing

/// A bottle of A is 10,000 fen; one of L 5,000.
@Suite(.timeLimit(.minutes(20))) struct EarnPointsTests {
    @Test func `an order earns when it arrives, by the version it was priced with, and loses it with what comes back`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(TestBrand.points, 901)
            let order = try await test.place(["A": 12])
            // A later version earns later orders only.
            try await test.launch(#"{"kind":"points","earnBps":500,"redeemFenPerPoint":5,"maxShareBps":5000}"#, 901, version: 2)
            try await test.sendOff(order.id, deliver: false)
            #expect(try await test.points() == [])
            try await test.step(.deliver, try #require(order.shipments.first).id, by: "D-110105")
            #expect(try await test.points() == ["R-11 1200"])
            #expect(try await test.giveBack(6, of: "A", order.id) == 60_000)
            #expect(try await test.points() == ["R-11 600"])
            #expect(try await test.giveBack(6, of: "A", order.id) == 60_000)
            #expect(try await test.points() == ["R-11 0"])
            #expect(try await test.pointEntries() == ["earned 1200 0", "reversed -600 0", "reversed -600 0"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `two shipments earn what one would`() async throws {
        // 15 bottles of L for 75,000 fen earn floor(75,000 × 7 / 10,000) = 52, though 30,000 earn 21 and 45,000 earn 31.
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 6], "RW-11": ["L": 9]])) { test in
            try await test.launch(#"{"kind":"points","earnBps":7,"redeemFenPerPoint":5,"maxShareBps":5000}"#, 901)
            let order = try await test.place(["L": 15])
            try await test.sendOff(order.id)
            let entries = try await test.pointEntries()
            #expect(order.shipments.count == 2 && entries.count == 2)
            #expect(try await test.points() == ["R-11 52"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `the region's programme goes before headquarters', and another region's is none`() async throws {
        try await TestBrand.with { test in
            try await test.launch(TestBrand.points, 901, owner: "HQ")
            try await test.launch(TestBrand.points, 903, owner: "R-31")
            let first = try await test.place(["A": 6])
            try await test.launch(#"{"kind":"points","earnBps":50,"redeemFenPerPoint":5,"maxShareBps":5000}"#, 902)
            let second = try await test.place(["A": 6])
            for id in [first.id, second.id] { try await test.sendOff(id) }
            #expect(try await test.points() == ["HQ 600", "R-11 300"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a cancelled order earns nothing`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 600]])) { test in
            try await test.launch(TestBrand.points, 901)
            let order = try await test.place(["A": 6])
            #expect(try await test.cancel(order.id) == nil)
            #expect(try await test.points() == [])
            try await test.expectCleanAudit()
        }
    }
}
