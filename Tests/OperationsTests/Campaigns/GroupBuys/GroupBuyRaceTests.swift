import Commerce
import Operations
import TestSupport
import Testing

struct GroupBuyRaceTests {
    @Test func `of many who join at once over two servers each group gets exactly its size`() async throws {
        try await TestBrand.with(TestBrand.crowd(42)) { test in
            let campaign = try await test.launchGroupBuy(size: 5, perBuyerUnits: 6)
            try await test.anotherServer { other in
                let buyers = test.draft.distributors.map(\.code)
                let outcomes = await TestBrand.atOnce(buyers.count) { index in
                    try await (index % 2 == 0 ? test : other).join(campaign, by: buyers[index])
                }
                #expect(outcomes.compactMap(\.order).count == 42)
                _ = try await test.brand.settleGroupBuys()
                #expect(try await test.groups().sorted() == ["open 2"] + [String](repeating: "released 5", count: 8))
                let statuses = try await test.value("SELECT string_agg(n::text, ' ' ORDER BY n) FROM (SELECT count(*) AS n FROM tributary.orders GROUP BY status) s")
                #expect(statuses == "2 40")
                #expect(try await test.count("SELECT count(*) FROM tributary.orders WHERE status = 'awaitingGroup'") == 2)
                for server in [test, other] { await server.brand.intake.drain() }
            }
            try await test.expectCleanAudit()
        }
    }

    @Test func `who leaves while others join takes nobody's seat along`() async throws {
        try await TestBrand.with(TestBrand.crowd(21)) { test in
            let campaign = try await test.launchGroupBuy(size: 5)
            let buyers = test.draft.distributors.map(\.code)
            let early = try await test.joined(campaign, by: buyers[0])
            let outcomes = await TestBrand.atOnce(21) { index -> Bool in
                if index == 0 { return try await test.cancel(early.id, by: buyers[0]) == nil }
                return try await test.join(campaign, by: buyers[index]).order != nil
            }
            #expect(outcomes.allSatisfy { (try? $0.get()) == true })
            _ = try await test.brand.settleGroupBuys()
            let groups = try await test.groups()
            // Its seat went to another, or it left when its group was full: either way there are four groups, or five.
            #expect(groups.filter { $0 == "released 5" }.count == 4, "\(groups)")
            #expect(try await test.count("SELECT count(*) FROM tributary.orders WHERE status = 'cancelled'") == 1)
            await test.brand.intake.drain()
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group that was filled before a crash is released by the job`() async throws {
        try await TestBrand.with { test in
            await test.stopReleasingGroups()
            let campaign = try await test.launchGroupBuy()
            let orders = [try await test.joined(campaign), try await test.joined(campaign, by: "D-110106")]
            #expect(try await test.groups() == ["filled 2"])
            for order in orders { #expect(try await test.order(order.id).status == .awaitingGroup) }
            try await test.expectCleanAudit()
            // Its deadline is nothing to it any more.
            test.clock.advance(minutes: 31)
            try await test.anotherServer { other in
                let settled = [try await other.brand.settleGroupBuys(), try await other.brand.settleGroupBuys()]
                #expect(settled == [1, 0])
            }
            for order in orders {
                let order = try await test.order(order.id)
                #expect(order.status == .confirmed && order.shipments.map(\.status) == [.released])
            }
            #expect(try await test.events().filter { $0 == "group.filled" }.count == 2)
            try await test.sendOff(orders[0].id)
            try await test.expectCleanAudit()
        }
    }

    @Test func `who leaves once the group is full is gone, and the group stands`() async throws {
        try await TestBrand.with { test in
            await test.stopReleasingGroups()
            let campaign = try await test.launchGroupBuy()
            let first = try await test.joined(campaign)
            let second = try await test.joined(campaign, by: "D-110106")
            #expect(try await test.cancel(first.id) == nil)
            #expect(try await test.groups() == ["filled 2"])
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.groups() == ["released 2"])
            #expect(try await test.order(first.id).status == .cancelled)
            #expect(try await test.order(second.id).status == .confirmed)
            #expect(try await test.cancel(second.id, by: "D-110106") == nil)
            #expect(try await test.groups() == ["released 2"])
            #expect(try await test.level("WH-TJ", "L") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group closes before its orders are cancelled, and who comes meanwhile joins the next`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy(size: 3)
            let orders = [try await test.joined(campaign), try await test.joined(campaign, by: "D-110106")]
            test.clock.advance(minutes: 30)
            let settling = try await test.holding("SELECT 1 FROM orders WHERE id = \(orders[0].id.rawValue) FOR UPDATE;", ending: "COMMIT") {
                let settling = Task { try await test.brand.settleGroupBuys() }
                try await test.untilBlocked()
                #expect(try await test.groups() == ["expired 2"])
                let late = try await test.joined(campaign, 1, by: "D-110106")
                #expect(late.groupBuy?.group != orders[1].groupBuy?.group)
                return settling
            }
            #expect(try await settling.value == 1)
            #expect(try await test.groups() == ["failed 2", "open 1"])
            for order in orders { #expect(try await test.order(order.id).status == .cancelled) }
            try await test.expectCleanAudit()
        }
    }
}
