import Commerce
@testable import Operations
import TestSupport
import Testing

struct GroupBuyTests {
    @Test func `an order that joins holds its stock and its money at the group's price, and nobody picks it`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy()
            let order = try await test.joined(campaign)
            #expect(order.status == .awaitingGroup && order.totalFen == 27_000 && order.discountFen == 3000)
            #expect(order.sent == ["WH-TJ waiting 6"])
            let deadline = test.clock.now.adding(minutes: 30)
            let group = try #require(order.groupBuy)
            #expect(group == GroupBuyView(campaign: campaign, group: group.group, joined: 1, size: 2, deadline: deadline))
            #expect(try await test.level("WH-TJ", "L") == "600/6/0")
            #expect(try await test.money().heldFen == 27_000)
            let shipment = order.shipments[0].id
            #expect(try await test.step(.pick, shipment, by: "HQ") == "SHIPMENT_NOT_RELEASED")
            #expect(try await test.short(shipment, ["L": 1]) == "SHIPMENT_NOT_OPEN")
            #expect(try await test.step(.ship, shipment, by: "HQ") == "SHIPMENT_NOT_PICKED")
            try await test.expectCleanAudit()
        }
    }

    @Test func `the last seat fills the group, and its orders go their way`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy()
            let first = try await test.joined(campaign)
            test.clock.advance(minutes: 29)
            let second = try await test.joined(campaign, by: "D-110106")
            _ = try await test.brand.settleGroupBuys()
            for placed in [first, second] {
                let order = try await test.order(placed.id)
                #expect(order.status == .confirmed && order.groupBuy == nil && order.shipments.map(\.status) == [.released])
            }
            // Promised from when it is released.
            #expect(try await test.order(first.id).shipments[0].promisedAt == first.shipments[0].promisedAt.adding(minutes: 29))
            #expect(try await test.order(first.id).promisedAt == first.promisedAt?.adding(minutes: 29))
            #expect(try await test.groups() == ["released 2"])
            #expect(try await test.events().filter { $0 == "group.filled" }.count == 2)
            try await test.sendOff(first.id)
            #expect(try await test.order(first.id).status == .fulfilled)
            #expect(try await test.money().heldFen == 0)
            // Who had a seat in a full group may take one in the next.
            #expect(try await test.joined(campaign).groupBuy?.joined == 1)
            try await test.expectCleanAudit()
        }
    }

    @Test func `a group that isn't full at its deadline gives everything back`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy(size: 3, perBuyerUnits: 6)
            let orders = [try await test.joined(campaign), try await test.joined(campaign, by: "D-110106")]
            #expect(try await test.usage(of: campaign, subject: "D-110105") == "3000 0 1 6")
            test.clock.set(Instant(millisecondsSince1970: test.clock.now.adding(minutes: 30).millisecondsSince1970 - 1))
            #expect(try await test.brand.settleGroupBuys() == 0)
            #expect(try await test.groups() == ["open 2"])
            test.clock.set(Instant(millisecondsSince1970: test.clock.now.millisecondsSince1970 + 1))
            #expect(try await test.brand.settleGroupBuys() == 1)
            for order in orders { #expect(try await test.order(order.id).status == .cancelled) }
            #expect(try await test.level("WH-TJ", "L") == "600/0/0")
            for buyer in ["D-110105", "D-110106"] {
                #expect(try await test.money(buyer).heldFen == 0)
                #expect(try await test.usage(of: campaign, subject: buyer) == "0 0 0 0")
            }
            #expect(try await test.groups() == ["failed 2"])
            let events = try await test.events()
            #expect(events.filter { $0 == "group.failed" }.count == 2 && events.filter { $0 == "order.cancelled" }.count == 2)
            #expect(try await test.brand.settleGroupBuys() == 0)
            #expect(try await test.events() == events)
            try await test.expectCleanAudit()
        }
    }

    @Test func `at its deadline nobody joins a group any more, and a new one opens`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy()
            let first = try await test.joined(campaign)
            test.clock.advance(minutes: 30)
            // Before any job came by.
            let second = try await test.joined(campaign, by: "D-110106")
            #expect(second.groupBuy?.joined == 1 && second.groupBuy?.group != first.groupBuy?.group)
            #expect(try await test.groups() == ["expired 1", "open 1"])
            #expect(try await test.brand.settleGroupBuys() == 1)
            #expect(try await test.order(first.id).status == .cancelled)
            #expect(try await test.order(second.id).status == .awaitingGroup)
            try await test.expectCleanAudit()
        }
    }

    @Test func `who leaves before the group is full frees the seat, and may take it again`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy(perBuyerUnits: 6)
            let first = try await test.joined(campaign)
            #expect(try await test.join(campaign) == .refused("ALREADY_JOINED"))
            #expect(try await test.cancel(first.id) == nil)
            #expect(try await test.groups() == ["open 0"])
            #expect(try await test.money().heldFen == 0)
            let again = try await test.joined(campaign)
            #expect(again.groupBuy?.group == first.groupBuy?.group && again.groupBuy?.joined == 1)
            #expect(try await test.cancel(first.id) == "ORDER_CANCELLED")
            #expect(try await test.groups() == ["open 1"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `one buyer has so many bottles and no more`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy(perBuyerUnits: 6)
            #expect(try await test.join(campaign, 7) == .refused("LIMIT_REACHED"))
            _ = try await test.joined(campaign, 5)
            _ = try await test.joined(campaign, by: "D-110106")
            _ = try await test.brand.settleGroupBuys()
            #expect(try await test.join(campaign, 2) == .refused("LIMIT_REACHED"))
            #expect(try await test.joined(campaign, 1).totalFen == 4500)
            try await test.expectCleanAudit()
        }
    }

    @Test func `who can't join is told why, and nothing is held`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchGroupBuy()
            #expect(try await test.join(CampaignID(99)) == .refused("NOT_FOUND"))
            #expect(try await test.join(campaign, by: "D-310101") == .refused("NOT_FOUND"))
            #expect(try await test.join(campaign, 10_000) == .refused("OUT_OF_STOCK"))
            #expect(try await test.join(campaign, expecting: 26_999) == .refused("PRICE_CHANGED"))
            let paused = try await test.launchGroupBuy(72, status: "paused")
            #expect(try await test.join(paused) == .refused("GROUP_CLOSED"))
            let dear = try await test.launchGroupBuy(73, priceFen: 5000)
            #expect(try await test.join(dear) == .refused("NOT_CHEAPER"))
            let draft = try await test.launchGroupBuy(74, status: "draft")
            #expect(try await test.join(draft) == .refused("NOT_FOUND"))
            let sale = try await test.launch(#"{"kind":"flashSale","sku":"L","priceFen":4900,"quotaUnits":9}"#, 75)
            #expect(try await test.join(sale) == .refused("NOT_FOUND"))
            #expect(try await test.groups() == [])
            #expect(try await test.money().heldFen == 0)
            #expect(try await test.level("WH-TJ", "L") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }
}
