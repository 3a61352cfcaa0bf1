import Commerce
import Operations
import TestSupport
import Testing

/// A server that hears of nothing another one does: no test's brand listens. What it doesn't know it asks the database, before it refuses anything.
@Suite struct StaleServerTests {
    /// `D-110107`, with money.
    private static func addDistributor(on server: TestBrand) async throws -> Caller {
        let draft = OrganizationDraft(
            code: Code(stored: "D-110107"), name: "丰台", place: Coordinates(storedLatitudeE6: 39_858_000, longitudeE6: 116_286_000))
        let added = try await server.brand.work(for: server.caller("R-11")) { try await $0.addOrganization(draft) }
        _ = try await server.brand.work(for: server.caller("HQ")) { try await $0.deposit(10_000_000, to: added.code) }
        return Caller(clientID: added.code.text, organization: added.id, code: added.code)
    }

    /// Orders a case.
    private static func order(_ sku: String, by buyer: Caller, on server: TestBrand) async throws -> OrderID? {
        let draft = OrderDraft(
            distributor: nil, shipTo: nil, lines: [OrderDraft.Line(sku: Code(stored: sku), quantity: 1, unit: .case)], allowPartial: nil,
            allowBackorder: false, note: nil)
        let answered = try await server.brand.placeOrder(
            draft, by: buyer, once: IdempotentRequest(clientID: buyer.clientID, route: "test", key: "1", body: []),
            accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) },
            refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) })
        return OrderID(external: String(decoding: answered.answer.body, as: UTF8.self))
    }

    @Test func `a SKU, a distributor and goods of another server are ordered here at once`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer { other in
                _ = try await other.brand.add(.plain("NEW", 77), as: other.caller("HQ"))
                let buyer = try await Self.addDistributor(on: other)
                try await other.receive(["NEW": 60])

                let id = try #require(try await Self.order("NEW", by: buyer, on: test))
                #expect(try await other.order(id).sent == ["WH-TJ released 6"])
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a work about a distributor that this server doesn't know yet asks for no second connection`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer(writerConnections: 1) { other in
                let buyer = try await Self.addDistributor(on: test)
                let id = try #require(try await Self.order("A", by: buyer, on: test))
                #expect(try await other.cancel(id, by: "HQ") == nil)
                #expect(try await test.value("SELECT payload::json ->> 'distributor' FROM tributary.outbox WHERE type = 'order.cancelled'") == "D-110107")
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a buyer that another server has suspended orders nothing here`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer { other in
                _ = try await other.brand.work(for: other.caller("HQ")) {
                    try await $0.changeOrganization(Code(stored: "D-110105"), OrganizationChange(status: .suspended))
                }
                #expect(try await test.send(["A": 6]) == .refused("ORGANIZATION_SUSPENDED"))
                #expect(try await test.send(["A": 6], by: "D-110106").order != nil)
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a policy that another server has widened sells here what the old one couldn't reach`() async throws {
        try await TestBrand.with(.small(stock: ["RW-31": ["A": 6]])) { test in
            #expect(try await test.send(["A": 6]) == .refused("OUT_OF_STOCK"))
            try await test.anotherServer { other in
                let wide = try SourcingPolicy(tiers: [.hq, .region, .otherRegions])
                _ = try await other.brand.work(for: other.caller("HQ")) { try await $0.setSourcingPolicy(wide, following: nil) }
            }
            #expect(try await test.place(["A": 6]).sent == ["RW-31 released 6"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a warehouse that another server has opened and filled sells here`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            #expect(try await test.send(["A": 6]) == .refused("OUT_OF_STOCK"))
            try await test.anotherServer { other in
                let draft = WarehouseDraft(
                    code: Code(stored: "WH-WH"), name: "武汉", organization: nil, place: Coordinates(storedLatitudeE6: 30_593_000, longitudeE6: 114_305_000))
                _ = try await other.brand.work(for: other.caller("HQ")) { try await $0.addWarehouse(draft) }
                try await other.receive(["A": 60], at: "WH-WH")
            }
            #expect(try await test.place(["A": 6]).sent == ["WH-WH released 6"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a quiet server's new order is the newest of the list`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer { other in
                var placed: [OrderID] = []
                for server in [test, other, test, other] {
                    placed.append(try #require(try await server.send(["A": 6]).order))
                    test.clock.advance(minutes: 1)
                }
                let caller = try test.caller("HQ")
                let first = try await test.brand.orders(OrderFilter(), page: PageRequest(limit: 3), as: caller)
                #expect(first.items.map(\.id) == Array(placed.reversed().prefix(3)))
                // Behind a cursor that was handed out nothing new appears.
                let newest = try #require(try await test.send(["A": 6]).order)
                let rest = try await test.brand.orders(OrderFilter(), page: PageRequest(after: first.next), as: caller)
                #expect(rest.items.map(\.id) == [placed[0]])
                #expect(try await other.brand.orders(OrderFilter(), page: PageRequest(limit: 1), as: caller).items.map(\.id) == [newest])
            }
        }
    }
}
