import Commerce
import Operations
import TestSupport
import Testing

@Suite struct ReturnTests {
    @Test func `a full return gives back exactly what was paid, and what is restocked can be sold again`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12, "L": 5])
            try await test.sendOff(order.id)
            #expect(try await test.money().balanceFen == 100_000_000 - order.totalFen)
            let id = try #require(try await test.request(order.id, ["A": 12, "L": 5]).view).id
            #expect(try await test.level("WH-TJ", "A") == "588/0/0")
            #expect(try await test.decide(id, accept: true) == nil)
            #expect(try await test.takeIn(id, [("A", 10, .restock), ("A", 2, .scrap), ("L", 5, .quarantine)]) == nil)

            let done = try await test.brand.return(id, as: test.caller("D-110105"))
            #expect(done.status == .refunded && done.refundFen == order.totalFen)
            #expect(done.lines.map { [$0.units, $0.restockedUnits, $0.quarantinedUnits, $0.scrappedUnits, $0.refundFen] } == [
                [12, 10, 0, 2, 120_000], [5, 0, 5, 0, 25_000],
            ])
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 100_000_000))
            #expect(try await test.level("WH-TJ", "A") == "598/0/0")
            #expect(try await test.level("WH-TJ", "L") == "595/0/0")
            #expect(try await test.events().suffix(3) == ["return.requested", "return.accepted", "return.refunded"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `no more is returned than was shipped, however often it is asked`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12])
            #expect(try await test.request(order.id, ["A": 1]).code == "UNKNOWN_SKU")
            try await test.sendOff(order.id)
            #expect(try await test.request(order.id, ["A": 13]).code == "RETURN_EXCEEDS_SHIPPED")
            #expect(try await test.request(order.id, ["B": 1]).code == "UNKNOWN_SKU")
            #expect(try await test.request(order.id, ["A": 1], by: "D-110106").code == "NOT_FOUND")
            #expect(try await test.request(order.id, ["A": 1], by: "S-110105-001").code == "NOT_FOUND")
            let first = try #require(try await test.request(order.id, ["A": 8]).view)
            #expect(first.number == order.number + "-R1")
            #expect(try await test.request(order.id, ["A": 5]).code == "RETURN_EXCEEDS_SHIPPED")
            let second = try #require(try await test.request(order.id, ["A": 4]).view)
            #expect(second.number == order.number + "-R2")
            // A refused one speaks for nothing any more.
            #expect(try await test.decide(second.id, accept: false) == nil)
            #expect(try await test.decide(second.id, accept: true) == "RETURN_NOT_REQUESTED")
            #expect(try await test.request(order.id, ["A": 4]).view != nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `parallel requests return no unit twice`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id)
            try await test.anotherServer { other in
                let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for index in 0..<12 { group.addTask { try await (index % 2 == 0 ? test : other).request(order.id, ["A": 5]).view != nil } }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(made == 2)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a return is received where its goods were sent from, a part at a time`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 6], "RW-11": ["A": 6]])) { test in
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id)
            let view = try #require(try await test.request(order.id, ["A": 12]).view)
            #expect(view.lines.map { "\($0.warehouse) \($0.units)" } == ["WH-TJ 6", "RW-11 6"])
            #expect(try await test.takeIn(view.id, [("A", 1, .restock)]) == "RETURN_NOT_ACCEPTED")
            #expect(try await test.decide(view.id, accept: true) == nil)
            #expect(try await test.takeIn(view.id, [("A", 1, .restock)], by: "R-31") == "NOT_FOUND")
            #expect(try await test.takeIn(view.id, [("A", 7, .restock)]) == "RETURN_EXCEEDS_ACCEPTED")
            #expect(try await test.takeIn(view.id, [("B", 1, .restock)]) == "UNKNOWN_SKU")
            #expect(try await test.takeIn(view.id, [("A", 4, .restock)]) == nil)
            #expect(try await test.level("WH-TJ", "A") == "4/0/0")
            let half = try await test.brand.return(view.id, as: test.caller("R-11"))
            #expect(half.status == .accepted && half.refundFen == 40_000)
            try await test.expectCleanAudit()
            // The buyer's region receives for its distributors, whatever warehouse sent it.
            #expect(try await test.takeIn(view.id, [("A", 8, .restock)], by: "R-11") == nil)
            #expect(try await test.level("WH-TJ", "A") == "6/0/0")
            #expect(try await test.level("RW-11", "A") == "6/0/0")
            let done = try await test.brand.return(view.id, as: test.caller("R-11"))
            #expect(done.status == .refunded && done.refundFen == 120_000)
            #expect(try await test.takeIn(view.id, [("A", 1, .restock)]) == "RETURN_NOT_ACCEPTED")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what comes back goes to who waits for it`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["L": 10]])) { test in
            let order = try await test.place(["L": 8])
            try await test.sendOff(order.id)
            let waiting = try await test.place(["L": 6], by: "D-110106", backorder: true)
            #expect(waiting.lines[0].backorderedUnits > 0)
            let id = try #require(try await test.request(order.id, ["L": 8]).view).id
            #expect(try await test.decide(id, accept: true) == nil)
            #expect(try await test.takeIn(id, [("L", 8, .restock)]) == nil)
            #expect(try await test.order(waiting.id).status == .confirmed)
            try await test.expectCleanAudit()
        }
    }

    @Test func `returns are listed newest first to whoever reaches their buyer`() async throws {
        try await TestBrand.with { test in
            var made: [ReturnID] = []
            for buyer in ["D-110105", "D-310101"] {
                let order = try await test.place(["L": 2], by: buyer)
                try await test.sendOff(order.id)
                for _ in 0..<2 { made.append(try #require(try await test.request(order.id, ["L": 1], by: buyer).view).id) }
            }
            func list(_ client: String, _ status: ReturnStatus? = nil) async throws -> [ReturnID] {
                let caller = try test.caller(client)
                let first = try await test.brand.returns(status: status, page: PageRequest(limit: 1), as: caller)
                guard let next = first.next else { return first.items.map(\.id) }
                return first.items.map(\.id) + (try await test.brand.returns(status: status, page: PageRequest(after: next), as: caller).items.map(\.id))
            }
            #expect(try await test.decide(made[1], accept: true) == nil)
            #expect(try await list("HQ") == made.reversed())
            #expect(try await list("R-11") == [made[1], made[0]])
            #expect(try await list("D-310101") == [made[3], made[2]])
            #expect(try await list("HQ", .accepted) == [made[1]])
            await #expect(throws: Reason.absent("return")) { try await test.brand.return(made[0], as: test.caller("R-31")) }
        }
    }
}

extension TestBrand {
    func request(
        _ order: OrderID, _ bottles: KeyValuePairs<String, Int64>, by client: String = "D-110105"
    ) async throws -> (view: ReturnView?, code: String?) {
        do {
            let draft = try ReturnDraft(
                order: order, reason: "test", lines: bottles.map { ReturnDraft.Line(sku: Code(stored: $0.key), units: $0.value) })
            return (try await brand.work(for: try caller(client)) { try await $0.requestReturn(draft) }, nil)
        } catch let refusal as any Refusal {
            return (nil, refusal.reason.code)
        }
    }

    func decide(_ id: ReturnID, accept: Bool) async throws -> String? {
        try await refusal(of: "HQ") { work in
            _ = accept ? try await work.acceptReturn(id) : try await work.refuseReturn(id)
        }
    }

    func takeIn(_ id: ReturnID, _ units: [(String, Int64, ReturnDisposition)], by client: String = "HQ") async throws -> String? {
        let received = units.map { ReceivedUnits(sku: Code(stored: $0.0), units: $0.1, disposition: $0.2) }
        return try await refusal(of: client) { _ = try await $0.receiveReturn(id, received) }
    }
}
