import Commerce
import Operations
import TestSupport
import Testing

/// A server that hears of nothing another one does: no test's brand listens. What it doesn't know it asks the database, before it refuses anything.
@Suite struct StaleServerTests {
    @Test func `a SKU, a distributor and goods of another server are ordered here at once`() async throws {
        try await TestBrand.with { test in
            try await test.anotherServer { other in
                _ = try await other.brand.add(.plain("NEW", 77), as: other.caller("HQ"))
                let added = try await other.brand.work(for: other.caller("R-11")) { work in
                    try await work.addOrganization(
                        OrganizationDraft(
                            code: Code(stored: "D-110107"), name: "丰台", place: Coordinates(storedLatitudeE6: 39_858_000, longitudeE6: 116_286_000)))
                }
                _ = try await other.brand.work(for: other.caller("HQ")) { try await $0.deposit(10_000_000, to: added.code) }
                try await other.receive(["NEW": 60])

                let buyer = Caller(clientID: "D-110107", organization: added.id, code: added.code)
                let answered = try await test.brand.placeOrder(
                    OrderDraft(
                        distributor: nil, shipTo: nil, lines: [OrderDraft.Line(sku: Code(stored: "NEW"), quantity: 1, unit: .case)], allowPartial: nil,
                        allowBackorder: false, note: nil),
                    by: buyer, once: IdempotentRequest(clientID: "D-110107", route: "test", key: "1", body: []),
                    accepted: { StoredAnswer(status: 201, body: Array($0.shipments.map(\.warehouse.text).joined().utf8)) },
                    refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) })
                #expect(String(decoding: answered.answer.body, as: UTF8.self) == "WH-TJ")
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
