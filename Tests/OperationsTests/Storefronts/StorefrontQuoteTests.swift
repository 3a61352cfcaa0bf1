import Commerce
@testable import Operations
import TestSupport
import Testing

/// A store's quote says what its order would come to, and no more of its distributor's stock than the order needs.
@Suite struct StorefrontQuoteTests {
    private func quote(_ bottles: KeyValuePairs<String, Int64>, _ test: TestBrand) async throws -> QuoteView {
        try await test.brand.storefrontQuote(TestBrand.draft(bottles), by: try test.caller(TestBrand.store))
    }

    /// The code that a quote is refused with; nil when it isn't.
    private func refusal(_ bottles: KeyValuePairs<String, Int64>, _ test: TestBrand) async throws -> Reason? {
        do {
            _ = try await quote(bottles, test)
            return nil
        } catch let refusal as any Refusal {
            return refusal.reason
        }
    }

    private func units(of plan: SourcingPlan) -> Int64 { plan.shipments.reduce(0) { $0 + $1.lines.reduce(0) { $0 + $1.units } } }

    @Test func `a quote for a million bottles doesn't tell the stock to the bottle`() async throws {
        try await TestBrand.withStorefront(own: ["A": 157], hq: ["A": 600]) { test in
            let quote = try await quote(["A": 1_000_000], test)
            // Three cases of six.
            #expect(quote.lines[0].availableUnits == 18 && quote.unfilledUnits == 999_982 && quote.lines[0].allowedUnits == nil)
            #expect(units(of: quote.plan) == 18 && quote.plan.unfilledUnits == 999_982)
            #expect(quote.plan.shortfalls == [SourcingPlan.Shortfall(line: 0, sku: 1, units: 999_982)])
            #expect(quote.plan.considered.allSatisfy { $0.couldGiveUnits <= 18 } && quote.plan.runnerUp == nil)
            // The whole of it, over as many lines as one likes.
            let many = try await self.quote(["A": 150, "A": 150, "A": 150], test)
            #expect(many.lines.map(\.availableUnits) == [18, 0, 0] && units(of: many.plan) == 18)
            // The same is told with ten times as much.
            try await test.receive(["A": 1000], at: "DW-110105", by: "D-110105")
            let again = try await self.quote(["A": 1_000_000], test)
            #expect(again.lines.map(\.availableUnits) == [18] && again.plan == quote.plan)
            // What can be filled is said to be.
            let whole = try await self.quote(["A": 1000], test)
            #expect(whole.unfilledUnits == 0 && units(of: whole.plan) == 1000)
        }
    }

    @Test func `fewer than three cases are told as they are, and a refused order says no more than a quote`() async throws {
        try await TestBrand.withStorefront(own: ["A": 17, "B": 157], hq: ["C": 1]) { test in
            let quote = try await quote(["A": 20, "B": 160], test)
            #expect(quote.lines.map(\.availableUnits) == [17, 18])
            do {
                _ = try await test.brand.placeStorefrontOrder(
                    TestBrand.draft(["A": 20, "B": 160]), by: try test.caller(TestBrand.store),
                    once: IdempotentRequest(clientID: "x", route: "y", key: "z", body: []), keepsRefusals: false,
                    accepted: { _ in StoredAnswer(status: 201, body: []) }, refused: { _ in StoredAnswer(status: 409, body: []) })
                Issue.record("placed")
            } catch let refusal as any Refusal {
                let faults = refusal.reason.faults
                #expect(faults.map { $0.figures.map(\.value) } == [[17], [18]])
                #expect(faults.map(\.detail) == ["At least 17 of 20 bottles are free.", "At least 18 of 160 bottles are free."])
            }
        }
    }

    @Test func `the trace of a store's order names what was sent and where others stood, not what they have`() async throws {
        try await TestBrand.withStorefront(own: ["A": 12]) { test in
            let order = try await test.bought(["A": 20])
            let own = try await test.brand.sourcing(of: order.id, as: test.caller("D-110105")).first.plan
            let store = try await test.brand.sourcing(of: order.id, as: test.caller(TestBrand.store)).first.plan
            #expect(own.considered.contains { $0.couldGiveUnits > 8 && $0.couldGiveUnits != 12 })
            #expect(Set(store.considered.map(\.couldGiveUnits)).isSubset(of: [0, 8, 12]) && store.runnerUp == nil)
            #expect(store.shipments == own.shipments && store.considered.map(\.reason) == own.considered.map(\.reason))
        }
    }

    @Test func `what the brand allocates is neither planned for a store nor told of`() async throws {
        try await TestBrand.withStorefront { test in
            try await test.allocateA(6)
            let own = try await quote(["A": 12], test)
            #expect(own.unfilledUnits == 0 && own.lines[0].availableUnits == 12 && own.lines[0].allowedUnits == nil)
            let more = try await quote(["A": 18], test)
            #expect(more.lines[0].availableUnits == 12 && more.plan.shipments.flatMap(\.lines).allSatisfy { $0.tier == .own })
            #expect(try await test.buy(["A": 18]) == .refused("OUT_OF_STOCK"))
            #expect(try await test.bought(["A": 12]).sent == ["DW-110105 released 12"])
        }
    }

    @Test(arguments: [(79_999, 12), (80_000, 20)] as [(Int64, Int64)])
    func `what the distributor can't pay the brand for isn't quoted`(balanceFen: Int64, available: Int64) async throws {
        try await TestBrand.withStorefront(balanceFen: balanceFen) { test in
            let quote = try await quote(["A": 20], test)
            #expect(quote.lines[0].availableUnits == available && units(of: quote.plan) == available)
            #expect(try await (test.buy(["A": 20]).order != nil) == (available == 20))
        }
    }

    @Test func `what an order would be refused for beside its lines a quote is refused for`() async throws {
        try await TestBrand.withStorefront(own: ["A": 200]) { test in
            try await test.sql("UPDATE tributary.storefronts SET min_order_fen = 24000")
            let least = try #require(try await refusal(["A": 1], test))
            #expect(least.code == "BELOW_MINIMUM_ORDER" && least.figures == [Figure("minOrderFen", 24_000), Figure("totalFen", 12_000)])
            #expect(try await refusal(["A": 2], test) == nil)
            _ = try await test.brand.work(for: test.caller("R-11")) { try await $0.setSupplyCap(SupplyCap(), enabled: true, of: Code(stored: "R-11")) }
            try await test.brand.work(for: test.caller(TestBrand.store)) {
                try await $0.reportSales([StoreSale(sku: Code(stored: "A"), units: 100)], of: Code(stored: TestBrand.store), on: nil)
            }
            let cap = try #require(try await refusal(["A": 121], test))
            #expect(cap.code == "SUPPLY_CAP" && cap.figures.map(\.value) == [100, 120, 0, 120])
            #expect(try await test.buy(["A": 121]) == .refused("SUPPLY_CAP"))
            #expect(try await refusal(["A": 120], test) == nil)
        }
    }
}
