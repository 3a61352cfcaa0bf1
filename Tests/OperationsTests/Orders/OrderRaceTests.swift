import Commerce
import Operations
import TestSupport
import Testing

@Suite struct OrderRaceTests {
    @Test func `of fifty orders for the last unit one wins`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 1]])) { test in
            let outcomes = try await Self.send(50, of: ["L": 1], to: [test])
            #expect(outcomes.count { $0.order != nil } == 1)
            #expect(outcomes.count { $0 == .refused("OUT_OF_STOCK") } == 49)
            #expect(try await test.level("WH-TJ", "L") == "1/1/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `two servers on one database sell what there is, and no unit twice`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60], "WH-SH": ["A": 60]])) { test in
            try await test.anotherServer { other in
                // In each warehouse 42 general and a pool of 18, of which each of three distributors may hold a case.
                let outcomes = try await Self.send(60, of: ["A": 6], to: [test, other])
                #expect(outcomes.count { $0.order != nil } == 20)
                #expect(outcomes.count { $0 == .refused("OUT_OF_STOCK") } == 40)
                #expect(try await test.level("WH-TJ", "A") == "60/42/18")
                #expect(try await test.level("WH-SH", "A") == "60/42/18")
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `parallel orders don't spend a fen that isn't there`() async throws {
        var draft = BrandDraft.small
        draft.distributors[0].balanceFen = 150_000
        draft.distributors[0].creditLimitFen = 49_999
        try await TestBrand.with(draft) { test in
            try await test.anotherServer { other in
                let outcomes = try await Self.send(40, of: ["A": 6], to: [test, other], by: ["D-110105"])
                #expect(outcomes.count { $0.order != nil } == 3)
                #expect(outcomes.count { $0 == .refused("CREDIT_EXCEEDED") } == 37)
            }
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 150_000, heldFen: 180_000, creditLimitFen: 49_999))
            try await test.expectCleanAudit()
        }
    }

    @Test func `fifty sendings under one key are one order, and every answer to it is the same bytes`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer { other in
                let answers = try await withThrowingTaskGroup(of: Answered?.self) { group in
                    for index in 0..<50 {
                        group.addTask {
                            do {
                                return try await (index % 2 == 0 ? test : other).answer(to: ["A": 6], key: "storm")
                            } catch IdempotencyRefusal.inProgress {
                                return nil
                            }
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let given = answers.compactMap { $0 }
                #expect(given.count { !$0.replayed } == 1)
                #expect(Set(given.map(\.answer.body)).count == 1)
                let later = try await other.answer(to: ["A": 6], key: "storm")
                #expect(later.replayed && later.answer == given.first?.answer)
                await #expect(throws: IdempotencyRefusal.reused) { try await test.answer(to: ["A": 12], key: "storm") }
            }
            #expect(try await test.count("SELECT count(*) FROM tributary.orders") == 1)
            #expect(try await test.level("WH-TJ", "A") == "600/6/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a refusal under a key is the key's answer even when there is stock later`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            #expect(try await test.send(["A": 6], key: "k") == .refused("OUT_OF_STOCK"))
            try await test.receive(["A": 60])
            #expect(try await test.send(["A": 6], key: "k") == .refused("OUT_OF_STOCK"))
            #expect(try await test.send(["A": 6], key: "l").order != nil)
        }
    }

    @Test func `a board that promises too much oversells nothing`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60]])) { test in
            try await test.anotherServer { other in
                // The first server never hears of what the second sells.
                #expect(try await other.send(["A": 42], by: "D-310101").order != nil)
                #expect(try await test.send(["A": 42]) == .refused("OUT_OF_STOCK"))
                let order = try await test.place(["A": 6])
                #expect(order.lines[0].allocations.map(\.source) == [.pool])
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a board that promises too little refuses nothing that is there`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            try await test.anotherServer { other in
                try await other.receive(["A": 60])
                let order = try await test.place(["A": 42])
                #expect(order.sent == ["WH-TJ released 42"])
                #expect(try await other.cancel(order.id) == nil)
                #expect(try await test.place(["A": 42]).status == .confirmed)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `orders, cancels, shorts and receipts at once leave books that add up`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60, "L": 40], "RW-11": ["A": 30, "L": 20]])) { test in
            try await test.anotherServer { other in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for index in 0..<36 {
                        let server = index % 2 == 0 ? test : other
                        let buyer = ["D-110105", "D-110106", "D-310101"][index % 3]
                        group.addTask {
                            guard let id = try await server.send(["A": 6, "L": 2], by: buyer, backorder: index % 4 == 0).order else { return }
                            let shipments = try await server.order(id).shipments
                            if index % 5 == 0, let first = shipments.first {
                                try await server.short(first.id, ["L": 1], by: first.warehouse.text == "RW-11" ? "R-11" : "HQ")
                            }
                            if index % 3 == 0 { try await server.cancel(id, by: buyer) }
                            if index % 3 == 1, let first = shipments.first {
                                let owner = first.warehouse.text == "RW-11" ? "R-11" : "HQ"
                                try await server.step(.pick, first.id, by: owner)
                                try await server.step(.ship, first.id, by: owner)
                            }
                        }
                    }
                    for index in 0..<6 {
                        group.addTask { try await (index % 2 == 0 ? test : other).receive(["A": 6, "L": 2]) }
                    }
                    try await group.waitForAll()
                }
            }
            try await test.expectCleanAudit()
        }
    }

    private static func send(
        _ count: Int, of bottles: KeyValuePairs<String, Int64>, to servers: [TestBrand], by buyers: [String] = ["D-110105", "D-110106", "D-310101"]
    ) async throws -> [TestBrand.Sent] {
        let lines = bottles.map { ($0.key, $0.value) }
        return try await withThrowingTaskGroup(of: TestBrand.Sent.self) { group in
            for index in 0..<count {
                let server = servers[index % servers.count]
                // So that each buyer orders at each server.
                let buyer = buyers[index / servers.count % buyers.count]
                group.addTask { try await server.send([lines[0].0: lines[0].1], by: buyer) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }
}
