import Commerce
import Operations
import TestSupport
import Testing

@Suite struct ReplenishmentTests {
    /// D-110105 sent 28 bottles of A to its store: one a day, so its point is ten bottles. So many are left in its warehouse.
    private static func with(left: Int64 = 10, _ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.withStorefront(own: ["A": 28 + left]) { test in
            let order = try await test.bought(["A": 28])
            for shipment in order.shipments {
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "D-110105") == nil) }
            }
            try await body(test)
        }
    }

    private static func run(_ test: TestBrand) async throws -> SuggestionRun {
        try await test.brand.work(for: test.caller("D-110105")) { try await $0.suggestReplenishment() }
    }

    private static func suggestions(_ test: TestBrand, as caller: String = "D-110105") async throws -> [SuggestionView] {
        try await test.brand.suggestions(page: PageRequest(), as: test.caller(caller)).items
    }

    private static func order(_ test: TestBrand, _ id: SuggestionID, by caller: String = "D-110105", key: String = "k") async throws -> String {
        do {
            let answered = try await test.brand.orderSuggestion(
                id, by: test.caller(caller), once: IdempotentRequest(clientID: caller, route: "order", key: key, body: []),
                accepted: { StoredAnswer(status: 201, body: Array($0.id.external.utf8)) }, refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) })
            return String(decoding: answered.answer.body, as: UTF8.self)
        } catch let refusal as any Refusal {
            return refusal.reason.code
        }
    }

    private static func ordersOnTheBrand(_ test: TestBrand) async throws -> Int {
        try await test.count("""
            SELECT count(*) FROM tributary.orders o JOIN tributary.organizations g ON g.id = o.organization_id WHERE g.code = 'D-110105'
            """)
    }

    @Test(arguments: [(11, 0), (10, 1), (9, 1)] as [(Int64, Int)])
    func `at the reorder point an order is suggested, with its arithmetic, and above it none`(_ left: Int64, _ count: Int) async throws {
        try await Self.with(left: left) { test in
            #expect(try await Self.run(test) == SuggestionRun(open: count))
            let found = try await Self.suggestions(test)
            #expect(found.count == count)
            guard let one = found.first else { return }
            #expect(one.sku.text == "A" && one.distributor.text == "D-110105" && one.status == .open)
            #expect([one.soldUnits, one.leadDays, one.safetyDays, one.availableUnits, one.reorderPointUnits] == [28, 3, 7, left, 10])
            // Up to 24 bottles, in cases of six.
            #expect(one.suggestedCases == 3)
        }
    }

    @Test func `it is worked out anew under its id, and outdated when stock is there`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let first = try #require(try await Self.suggestions(test).first)
            #expect(try await Self.run(test) == SuggestionRun(open: 1))
            #expect(try await Self.suggestions(test).map(\.id) == [first.id])
            try await test.receive(["A": 1], at: "DW-110105", by: "D-110105")
            #expect(try await Self.run(test) == SuggestionRun(open: 0, outdated: 1))
            #expect(try await Self.suggestions(test).map(\.status) == [.outdated])
            #expect(try await Self.order(test, first.id) == "SUGGESTION_OUTDATED")
        }
    }

    @Test func `what was sent counts for 28 days`() async throws {
        try await Self.with { test in
            test.clock.advance(days: 27)
            let within = try await Self.run(test)
            #expect(within == SuggestionRun(open: 1))
            test.clock.advance(days: 1)
            let after = try await Self.run(test)
            #expect(after == SuggestionRun(open: 0, outdated: 1))
        }
    }

    @Test func `one call makes an order of it, once, and what is on order counts as stock`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let one = try #require(try await Self.suggestions(test).first)
            let first = try await Self.order(test, one.id)
            let id = try #require(OrderID(external: first), "\(first)")
            let order = try await test.order(id)
            #expect(order.distributor.text == "D-110105" && order.store == nil && order.lines.map(\.units) == [18])
            #expect(try await Self.order(test, one.id) == first)
            #expect(try await Self.order(test, one.id, key: "another") == "SUGGESTION_ORDERED")
            #expect(try await Self.ordersOnTheBrand(test) == 1)
            #expect(try await Self.suggestions(test).map(\.order) == [id])
            #expect(try await Self.run(test) == SuggestionRun())
            try await test.expectCleanAudit()
        }
    }

    @Test func `callers and servers at once make one order of it`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let one = try #require(try await Self.suggestions(test).first)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(6) { try await Self.order($0 % 2 == 0 ? test : other, one.id, key: "k\($0)") }
                let answers = outcomes.compactMap { try? $0.get() }
                #expect(answers.filter { OrderID(external: $0) != nil }.count == 1, "\(answers)")
            }
            #expect(try await Self.ordersOnTheBrand(test) == 1)
        }
    }

    @Test func `a refused order leaves the suggestion open, and its answer is kept under the key`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let one = try #require(try await Self.suggestions(test).first)
            try await test.sql("UPDATE tributary.replenishment_suggestions SET suggested_cases = 1000")
            let refused = try await Self.order(test, one.id)
            #expect(refused == "OUT_OF_STOCK")
            #expect(try await Self.suggestions(test).map(\.status) == [.open])
            try await test.sql("UPDATE tributary.replenishment_suggestions SET suggested_cases = 1")
            #expect(try await Self.order(test, one.id) == "OUT_OF_STOCK")
            #expect(try await Self.ordersOnTheBrand(test) == 0)
            let placed = try await Self.order(test, one.id, key: "another")
            #expect(OrderID(external: placed) != nil, "\(placed)")
            #expect(try await Self.order(test, one.id) == "OUT_OF_STOCK")
            #expect(try await Self.order(test, one.id, key: "another") == placed)
        }
    }

    @Test func `a suggestion that is decided while its order is on its way is left as it is`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let one = try #require(try await Self.suggestions(test).first)
            let sent = try await test.holding(
                "UPDATE replenishment_suggestions SET status = 'dismissed', decided_at = now()", ending: "COMMIT"
            ) {
                let sent = Task { try await Self.order(test, one.id) }
                try await test.untilBlocked()
                return sent
            }
            #expect(try await sent.value == "SUGGESTION_DISMISSED")
            #expect(try await Self.order(test, one.id) == "SUGGESTION_DISMISSED")
            #expect(try await Self.ordersOnTheBrand(test) == 0)
        }
    }

    @Test func `what is dismissed isn't suggested again for a cycle, and only its owner dismisses it`() async throws {
        try await Self.with { test in
            _ = try await Self.run(test)
            let id = try #require(try await Self.suggestions(test).first).id
            #expect(try await test.refusal(of: "D-110106") { try await $0.dismissSuggestion(id) } == "NOT_FOUND")
            #expect(try await Self.order(test, id, by: "D-110106") == "NOT_FOUND")
            #expect(try await test.refusal(of: "D-110105") { try await $0.dismissSuggestion(id) } == nil)
            #expect(try await test.refusal(of: "D-110105") { try await $0.dismissSuggestion(id) } == "SUGGESTION_DISMISSED")
            test.clock.advance(days: 13)
            #expect(try await Self.run(test).open == 0)
            test.clock.advance(days: 1)
            #expect(try await Self.run(test).open == 1)
        }
    }

    @Test func `every night all distributors are looked at once, whatever servers do`() async throws {
        try await Self.with { test in
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(4) { try await ($0 % 2 == 0 ? test : other).brand.suggestReplenishmentForAll() }
                let counts = outcomes.compactMap { try? $0.get() }
                #expect(counts.reduce(0, +) == 1, "\(counts)")
            }
            #expect(try await Self.suggestions(test).count == 1)
            #expect(try await test.brand.suggestReplenishmentForAll() == 0)
            test.clock.advance(days: 1)
            #expect(try await test.brand.suggestReplenishmentForAll() == 1)
            #expect(try await Self.suggestions(test, as: "R-11").count == 1)
            #expect(try await Self.suggestions(test, as: TestBrand.store).isEmpty)
        }
    }

    @Test func `a distributor sees what its stores ordered, received and reported, by SKU`() async throws {
        try await TestBrand.withStorefront(own: ["A": 30, "B": 30]) { test in
            let order = try await test.bought(["A": 20])
            for shipment in order.shipments {
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: "D-110105") == nil) }
                #expect(try await test.step(.deliver, shipment.id, by: TestBrand.store) == nil)
            }
            let cancelled = try await test.bought(["B": 5])
            #expect(try await test.cancel(cancelled.id, by: TestBrand.store) == nil)
            let sold = [StoreSale(sku: Code(stored: "A"), units: 7)]
            try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.reportSales(sold, of: Code(stored: TestBrand.store), on: nil) }
            func sales(from: String? = nil) async throws -> [StorefrontSales] {
                try await test.brand.storefrontSales(
                    of: Code(stored: "D-110105"), store: nil, from: from.flatMap { CalendarDay($0) }, to: nil, page: PageRequest(), as: test.caller("R-11")).items
            }
            let found = try await sales()
            #expect(found.map(\.sku.text) == ["A"])
            let one = try #require(found.first)
            #expect([one.orderedUnits, one.orderedFen, one.deliveredUnits, one.reportedUnits] == [20, 240_000, 20, 7])
            test.clock.advance(days: 1)
            #expect(try await sales(from: "2026-01-16").isEmpty)
            #expect(try await sales(from: "2026-01-15") == found)
        }
    }
}
