import Commerce
import Operations
import TestSupport
import Testing

/// Two servers take steps with one order at the same moment: one step is taken, the other is refused, and the books show it once.
@Suite struct OrderStepRaceTests {
    private static let stock = BrandDraft.small(stock: ["WH-TJ": ["A": 6]])

    /// A picked order for all there is.
    private static func picked(_ test: TestBrand) async throws -> (order: OrderView, shipment: ShipmentID) {
        let order = try await test.place(["A": 6])
        let shipment = try #require(order.shipments.first).id
        #expect(try await test.step(.pick, shipment, by: "HQ") == nil)
        return (order, shipment)
    }

    private static func race(
        _ first: @escaping @Sendable () async throws -> String?, _ second: @escaping @Sendable () async throws -> String?
    ) async throws -> (String?, String?) {
        async let one = first()
        async let other = second()
        return try await (one, other)
    }

    @Test(arguments: 0..<4) func `an order is cancelled or shipped`(round: Int) async throws {
        try await TestBrand.with(Self.stock) { test in
            let (order, shipment) = try await Self.picked(test)
            try await test.anotherServer { other in
                let (cancelled, shipped) = try await Self.race({ try await test.cancel(order.id) }, { try await other.step(.ship, shipment, by: "HQ") })
                #expect((cancelled == nil) != (shipped == nil))
                #expect(try await test.level("WH-TJ", "A") == (shipped == nil ? "0/0/0" : "6/0/0"))
                #expect(try await test.money() == AccountPosition(storedBalanceFen: shipped == nil ? 100_000_000 - order.totalFen : 100_000_000))
            }
            try await test.expectCleanAudit()
        }
    }

    @Test(arguments: 0..<4) func `goods are shipped or found missing`(round: Int) async throws {
        try await TestBrand.with(Self.stock) { test in
            let (order, shipment) = try await Self.picked(test)
            try await test.anotherServer { other in
                let (shorted, shipped) = try await Self.race(
                    { try await test.short(shipment, ["A": 6]) }, { try await other.step(.ship, shipment, by: "HQ") })
                #expect((shorted == nil) != (shipped == nil))
                #expect(try await test.level("WH-TJ", "A") == "0/0/0")
                #expect(try await test.order(order.id).status == (shipped == nil ? .confirmed : .cancelled))
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `a shipment arrives once`() async throws {
        try await TestBrand.with(Self.stock) { test in
            let (order, shipment) = try await Self.picked(test)
            #expect(try await test.step(.ship, shipment, by: "HQ") == nil)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(8) { index in
                    try await (index % 2 == 0 ? test : other).step(.deliver, shipment, by: "D-110105") ?? "delivered"
                }
                let told = try outcomes.map { try $0.get() }
                #expect(told.count { $0 == "delivered" } == 1 && told.count { $0 == "SHIPMENT_NOT_SHIPPED" } == 7)
            }
            #expect(try await test.events().count { $0 == "order.fulfilled" } == 1)
            #expect(try await test.order(order.id).status == .fulfilled)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a return that twelve receive at once is received and refunded once`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 12])
            try await test.sendOff(order.id)
            let id = try #require(try await test.request(order.id, ["A": 12]).view).id
            #expect(try await test.decide(id, accept: true) == nil)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(12) { index in
                    try await (index % 2 == 0 ? test : other).takeIn(id, [("A", 12, .restock)]) ?? "received"
                }
                let told = try outcomes.map { try $0.get() }
                #expect(told.count { $0 == "received" } == 1 && told.count { $0 == "RETURN_NOT_ACCEPTED" } == 11)
            }
            #expect(try await test.money() == AccountPosition(storedBalanceFen: 100_000_000))
            #expect(try await test.level("WH-TJ", "A") == "600/0/0")
            #expect(try await test.count("SELECT count(*) FROM tributary.account_transfers WHERE kind = 'refund'") == 1)
            try await test.expectCleanAudit()
        }
    }
}
