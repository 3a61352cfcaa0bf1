import Commerce
import Operations
import TestSupport
import Testing

@Suite struct StoreRankingTests {
    private static let distributor = Code(stored: "D-110105")
    private static let store = Code(stored: "S-110105-001")
    private static let rules = TierRules(windowDays: 90, core: .init(minOrders: 3, minFen: 300), potential: .init(minOrders: 2, minFen: 200))

    private static func with(_ body: (TestBrand) async throws -> Void) async throws {
        try await TestBrand.with { test in
            try await test.openStorefront(of: "D-110105")
            try await test.brand.work(for: try test.caller("D-110105")) { _ = try await $0.putTierRules(rules, of: distributor) }
            try await body(test)
        }
    }

    private static func rank(_ test: TestBrand) async throws -> StoreRanking {
        try await test.brand.rankStores(of: distributor, as: try test.caller("D-110105"))
    }

    private static func tier(_ test: TestBrand) async throws -> StoreTier {
        try await test.brand.store(store, of: distributor, as: try test.caller("HQ")).tier
    }

    @Test func `a store rises and falls with what it ordered in the window, one order and one fen at a time`() async throws {
        try await Self.with { test in
            #expect(try await Self.rank(test) == StoreRanking(stores: 1, changed: 0))
            try await test.ordered(by: Self.store, [100, 100])
            #expect(try await Self.rank(test) == StoreRanking(stores: 1, changed: 1))
            #expect(try await Self.tier(test) == .potential)
            try await test.ordered(by: Self.store, [99])
            #expect(try await Self.rank(test).changed == 0)
            try await test.ordered(by: Self.store, [1], status: "cancelled")
            #expect(try await Self.rank(test).changed == 0)
            try await test.sql("UPDATE tributary.orders SET total_fen = 100, subtotal_fen = 100 WHERE total_fen = 99")
            #expect(try await Self.rank(test).changed == 1)
            #expect(try await Self.tier(test) == .core)
            let page = try await test.brand.changes(ofStore: Self.store, of: Self.distributor, page: PageRequest(), as: try test.caller("D-110105"))
            #expect(page.items.map { "\($0.was ?? "-") \($0.became) \($0.reason)" } == ["potential core tier rules", "nurture potential tier rules"])
            let figures = try JSONObject(stored: try #require(page.items[0].figures))
            #expect(figures["orders"] == .integer(3) && figures["totalFen"] == .integer(300))
            try await test.sql("UPDATE tributary.orders SET status = 'cancelled'")
            #expect(try await Self.rank(test).changed == 1)
            #expect(try await Self.tier(test) == .nurture)
        }
    }

    @Test func `what went back for returned goods isn't money that was spent`() async throws {
        try await Self.with { test in
            try await test.ordered(by: Self.store, [100, 101])
            #expect(try await Self.rank(test).changed == 1)
            func refund(_ fen: Int64, _ number: Int) async throws {
                try await test.sql("""
                    INSERT INTO tributary.returns (id, order_id, organization_id, requested_at, refund_fen, status, number)
                    SELECT nextval('tributary.entity_ids'), id, organization_id, now(), \(fen), 'refunded', 'R\(number)' FROM tributary.orders WHERE total_fen = 101
                    """)
            }
            try await refund(1, 1)
            #expect(try await Self.rank(test).changed == 0)
            try await refund(1, 2)
            #expect(try await Self.rank(test).changed == 1)
            #expect(try await Self.tier(test) == .nurture)
        }
    }

    @Test func `an order counts as long as the window is, to the millisecond`() async throws {
        try await Self.with { test in
            try await test.ordered(by: Self.store, [100, 100])
            test.clock.advance(days: 90)
            #expect(try await Self.rank(test).changed == 1)
            test.clock.set(Instant(millisecondsSince1970: test.clock.now.millisecondsSince1970 + 1))
            #expect(try await Self.rank(test).changed == 1)
            #expect(try await Self.tier(test) == .nurture)
        }
    }

    @Test func `a tier set by hand stays, until it is given back to the rules, which rank at once`() async throws {
        try await Self.with { test in
            func change(_ change: StoreChange) async throws {
                _ = try await test.brand.work(for: try test.caller("D-110105")) { try await $0.changeStore(Self.store, of: Self.distributor, change) }
            }
            try await test.ordered(by: Self.store, [100, 100])
            try await change(StoreChange(tier: .value(.core), reason: "旗舰店"))
            #expect(try await Self.rank(test) == StoreRanking())
            #expect(try await Self.tier(test) == .core)
            try await change(StoreChange(tier: Clearable<StoreTier>.none, reason: "回到规则"))
            #expect(try await Self.tier(test) == .potential)
            let page = try await test.brand.changes(ofStore: Self.store, of: Self.distributor, page: PageRequest(limit: 1), as: try test.caller("D-110105"))
            #expect(page.items.map(\.became) == ["potential"] && page.items[0].figures != nil && page.items[0].reason == "回到规则")
            #expect(try await Self.rank(test) == StoreRanking(stores: 1))
        }
    }

    @Test func `only the distributor ranks its stores`() async throws {
        try await Self.with { test in
            for other in ["HQ", "R-11", "D-110106", "S-110105-001"] {
                let caller = try test.caller(other)
                await #expect(throws: StorefrontRefusal.unknownStorefront, "\(other)") { try await test.brand.rankStores(of: Self.distributor, as: caller) }
            }
        }
    }

    @Test func `every storefront is ranked once a day in Shanghai, whichever server comes first`() async throws {
        try await Self.with { test in
            try await test.openStorefront(of: "D-310101")
            try await test.ordered(by: Self.store, [100, 100])
            #expect(try await test.brand.rankAllStores() == StoreRanking(stores: 1, changed: 1))
            try await test.ordered(by: Self.store, [100])
            // Ten in the morning: fourteen hours to midnight.
            test.clock.advance(minutes: 14 * 60 - 1)
            #expect(try await test.brand.rankAllStores() == StoreRanking())
            test.clock.advance(minutes: 1)
            #expect(try await test.brand.rankAllStores() == StoreRanking(stores: 1, changed: 1))
            #expect(try await test.brand.rankAllStores() == StoreRanking())
            #expect(try await Self.tier(test) == .core)
            #expect(try await test.value("SELECT actor FROM tributary.store_changes ORDER BY id DESC LIMIT 1") == "system")
        }
    }

    @Test func `a thousand stores are ranked part by part, each once`() async throws {
        try await Self.with { test in
            let first = try test.caller("D-110105").organization.rawValue
            try await test.sql("""
                SET search_path = tributary;
                INSERT INTO organizations (id, parent_id, code, kind, name) SELECT \(first) + 10 + n, \(first), 'M-' || n, 'store', 'M' FROM generate_series(1, 1000) n;
                INSERT INTO stores (organization_id, registered_at, decided_at, tier_since, status)
                SELECT id, now(), now(), now(), 'approved' FROM organizations WHERE code LIKE 'M-%';
                """)
            try await test.ordered(by: Code(stored: "M-500"), [100, 100])
            try await test.ordered(by: Code(stored: "M-1000"), [100, 100, 100])
            #expect(try await Self.rank(test) == StoreRanking(stores: 1001, changed: 2))
            let ranked = "SELECT string_agg(o.code || ' ' || s.tier, ', ' ORDER BY o.code) FROM tributary.stores s JOIN tributary.organizations o ON o.id = s.organization_id WHERE s.tier <> 'nurture'"
            #expect(try await test.value(ranked) == "M-1000 core, M-500 potential")
        }
    }
}

extension TestBrand {
    /// Orders of a store at this moment that come to so much each, behind the brand's back.
    fileprivate func ordered(by store: Code, _ totals: [Int64], status: String = "confirmed") async throws {
        let milliseconds = clock.now.millisecondsSince1970
        try await sql("""
            INSERT INTO tributary.orders (id, organization_id, placed_at, subtotal_fen, discount_fen, total_fen, cost_fen, gap_fen, policy_version, latitude_e6,
                longitude_e6, optimal, allow_partial, allow_backorder, status, number, placed_by)
            SELECT i, o.id, to_timestamp(\(milliseconds) / 1000.0), fen, 0, fen, 0, 0, 1, 0, 0, true, false, false, '\(status)', 'T' || i, 'x'
            FROM tributary.organizations o,
                 (SELECT nextval('tributary.entity_ids') AS i, fen FROM unnest('{\(totals.map(String.init).joined(separator: ","))}'::bigint[]) AS fen) t
            WHERE o.code = '\(store.text)'
            """)
    }
}
