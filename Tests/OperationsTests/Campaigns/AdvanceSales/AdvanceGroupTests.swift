import Commerce
import Operations
import TestSupport
import Testing

struct AdvanceGroupTests {
    @Test func `who joins with a deposit awaits the group first and the balance then`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchAdvanceGroup()
            let first = try await test.joined(campaign)
            #expect(try await test.standing(first.id) == "awaitingGroup waiting")
            #expect(try await test.money().heldFen == 6000)
            #expect(try await test.payBalance(first.id) == "GROUP_NOT_FILLED")
            try await test.expectCleanAudit()
            let second = try await test.joined(campaign, by: "D-110106")
            _ = try await test.brand.settleGroupBuys()
            #expect(try await test.groups() == ["released 2"])
            for order in [first, second] { #expect(try await test.standing(order.id) == "awaitingBalance waiting") }
            try await test.expectCleanAudit()
            #expect(try await test.payBalance(first.id) == nil)
            #expect(try await test.money().heldFen == 27_000)
            try test.turn(to: TestBrand.balanceDue)
            #expect(try await test.brand.settleAdvanceSales() == (1, 0))
            #expect(try await test.moved("D-110106") == ["forfeit -6000"])
            try test.turn(to: TestBrand.shipsAfter)
            #expect(try await test.brand.settleAdvanceSales() == (0, 1))
            #expect(try await test.standing(first.id) == "confirmed released")
            #expect(try await test.standing(second.id) == "cancelled cancelled")
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group that fails gives deposits back, as it does to who leaves before it is full`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchAdvanceGroup()
            let first = try await test.joined(campaign)
            #expect(try await test.cancel(first.id) == nil)
            #expect(try await test.groups() == ["open 0"])
            let again = try await test.joined(campaign)
            test.clock.advance(minutes: 30)
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.standing(again.id) == "cancelled cancelled")
            let money = try await test.money()
            #expect(money.heldFen == 0 && money.balanceFen == 100_000_000)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group ends when its balance is due, and nobody joins afterwards`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchAdvanceGroup(joinMinutes: 43_200)
            let first = try await test.joined(campaign)
            #expect(first.groupBuy?.deadline == Instant(rfc3339: TestBrand.balanceDue))
            try test.turn(to: TestBrand.balanceDue)
            #expect(try await test.join(campaign, by: "D-110106") == .refused("GROUP_CLOSED"))
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.moved() == [])
            try await test.expectCleanAudit()
        }
    }

    @Test func `nobody loses a deposit for a balance that there was no time to pay`() async throws {
        try await TestBrand.with { test in
            await test.stopReleasingGroups()
            let campaign = try await test.launchAdvanceGroup()
            let orders = [try await test.joined(campaign), try await test.joined(campaign, by: "D-110106")]
            #expect(try await test.groups() == ["filled 2"])
            try test.turn(to: TestBrand.balanceDue)
            #expect(try await test.brand.settleAdvanceSales() == (0, 0))
            #expect(try await test.brand.settleGroupBuys() == 1)
            for order in orders { #expect(try await test.standing(order.id) == "cancelled cancelled") }
            for buyer in ["D-110105", "D-110106"] {
                #expect(try await test.moved(buyer) == [])
                #expect(try await test.money(buyer).heldFen == 0)
            }
            try await test.expectCleanAudit()
        }
    }
}
