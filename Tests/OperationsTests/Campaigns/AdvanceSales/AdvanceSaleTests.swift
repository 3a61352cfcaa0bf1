import Commerce
@testable import Operations
import TestSupport
import Testing

struct AdvanceSaleTests {
    @Test func `a deposit is held at once, the balance when it is paid, and the goods ship when they may`() async throws {
        try await TestBrand.with(TestBrand.small(balanceFen: 100_000)) { test in
            let campaign = try await test.launchAdvanceSale()
            let quote = try await test.quote(["L": 12, "A": 6])
            let id = try #require(try await test.order(["L": 12, "A": 6], expecting: 115_000).order)
            let order = try await test.order(id)
            // Ten bottles at 4,500 with 1,000 down, two at 5,000 and six at 10,000 in full.
            #expect(order.status == .awaitingBalance && order.totalFen == 115_000 && order.sent == ["WH-TJ waiting 18"])
            let shipsAfter = try #require(Instant(rfc3339: TestBrand.shipsAfter))
            let due = try #require(Instant(rfc3339: TestBrand.balanceDue))
            #expect(order.advance == AdvanceView(depositFen: 10_000, balanceFen: 35_000, balanceDue: due, shipsAfter: shipsAfter, paid: false))
            #expect(quote.advance == order.advance && quote.promisedAt == order.promisedAt)
            #expect(try #require(order.promisedAt) > shipsAfter)
            #expect(try await test.money().heldFen == 80_000)
            #expect(try await test.level("WH-TJ", "L") == "600/12/0")
            #expect(try await test.usage(of: campaign) == "5000 0 1 10")
            #expect(try await test.step(.pick, order.shipments[0].id, by: "HQ") == "SHIPMENT_NOT_RELEASED")
            try await test.expectCleanAudit()

            #expect(try await test.payBalance(id) == "CREDIT_EXCEEDED")
            #expect(try await test.standing(id) == "awaitingBalance waiting")
            #expect(try await test.money().heldFen == 80_000)
            _ = try await test.brand.work(for: try test.caller("HQ")) { try await $0.deposit(15_000, to: Code(stored: "D-110105")) }
            #expect(try await test.payBalance(id) == nil)
            #expect(try await test.standing(id) == "confirmed waiting")
            #expect(try await test.order(id).advance?.paid == true)
            #expect(try await test.money().heldFen == 115_000)
            #expect(try await test.payBalance(id) == "NO_BALANCE_DUE")
            #expect(try await test.events().filter { $0 == "order.balancePaid" }.count == 1)
            try await test.expectCleanAudit()

            try test.turn(to: TestBrand.shipsAfter, before: true)
            #expect(try await test.brand.settleAdvanceSales() == (0, 0))
            try test.turn(to: TestBrand.shipsAfter)
            #expect(try await test.brand.settleAdvanceSales() == (0, 1))
            #expect(try await test.standing(id) == "confirmed released")
            #expect(try await test.order(id).promisedAt == order.promisedAt)
            try await test.sendOff(id)
            #expect(try await test.standing(id) == "fulfilled delivered")
            #expect(try await test.moved() == ["sale -115000"])
            let money = try await test.money()
            #expect(money.heldFen == 0 && money.balanceFen == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `who doesn't pay the balance in time loses the deposit, and the goods are free again`() async throws {
        try await TestBrand.with { test in
            let campaign = try await test.launchAdvanceSale()
            let paid = try #require(try await test.order(["L": 4]).order)
            let unpaid = try #require(try await test.order(["L": 6], by: "D-110106").order)
            try test.turn(to: TestBrand.balanceDue, before: true)
            #expect(try await test.brand.settleAdvanceSales() == (0, 0))
            #expect(try await test.payBalance(paid) == nil)
            try test.turn(to: TestBrand.balanceDue)
            #expect(try await test.payBalance(unpaid, by: "D-110106") == "BALANCE_OVERDUE")
            #expect(try await test.brand.settleAdvanceSales() == (1, 0))
            #expect(try await test.standing(paid) == "confirmed waiting")
            #expect(try await test.standing(unpaid) == "cancelled cancelled")
            #expect(try await test.moved("D-110106") == ["forfeit -6000"])
            let page = try await test.brand.accountEntries(of: Code(stored: "D-110106"), page: PageRequest(), as: try test.caller("D-110106"))
            #expect(page.items.first?.reference == unpaid.external)
            let money = try await test.money("D-110106")
            #expect(money.heldFen == 0 && money.balanceFen == 100_000_000 - 6000)
            #expect(try await test.level("WH-TJ", "L") == "600/4/0")
            #expect(try await test.usage(of: campaign) == "2000 0 1 4")
            #expect(try await test.brand.settleAdvanceSales() == (0, 0))
            try await test.expectCleanAudit()
        }
    }

    @Test func `the buyer's cancel forfeits the deposit until the goods leave, the seller's gives it back`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            for (client, pays, forfeits) in [("D-110105", false, true), ("D-110105", true, true), ("R-11", false, false), ("HQ", true, false)] {
                let before = try await test.moved()
                let id = try #require(try await test.order(["L": 2]).order)
                if pays { #expect(try await test.payBalance(id, by: client) == nil) }
                #expect(try await test.cancel(id, by: client) == nil)
                #expect(try await test.moved() == before + (forfeits ? ["forfeit -2000"] : []), "\(client)")
                #expect(try await test.money().heldFen == 0)
                #expect(try await test.payBalance(id) == "NO_BALANCE_DUE")
            }
            let id = try #require(try await test.order(["L": 3]).order)
            #expect(try await test.payBalance(id) == nil)
            try test.turn(to: TestBrand.shipsAfter)
            #expect(try await test.brand.settleAdvanceSales() == (0, 1))
            #expect(try await test.cancel(id) == nil)
            #expect(try await test.moved() == ["forfeit -2000", "forfeit -2000", "forfeit -3000"])
            #expect(try await test.level("WH-TJ", "L") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `the deposit of what a warehouse can't deliver goes back`() async throws {
        try await TestBrand.with(.small(stock: ["RW-11": ["L": 10]])) { test in
            _ = try await test.launchAdvanceSale()
            let id = try #require(try await test.order(["L": 10]).order)
            #expect(try await test.payBalance(id) == nil)
            try test.turn(to: TestBrand.shipsAfter)
            #expect(try await test.brand.settleAdvanceSales() == (0, 1))
            #expect(try await test.short(try await test.order(id).shipments[0].id, ["L": 5], by: "R-11") == nil)
            #expect(try await test.money().heldFen == 22_500)
            try await test.expectCleanAudit()
            #expect(try await test.cancel(id) == nil)
            #expect(try await test.moved() == ["forfeit -5000"])
            #expect(try await test.money().heldFen == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `once the balance was due everything is held at once, and once goods ship it is an order like any other`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            try test.turn(to: TestBrand.balanceDue)
            let late = try #require(try await test.order(["L": 2]).order)
            #expect(try await test.standing(late) == "confirmed waiting")
            let advance = try #require(try await test.order(late).advance)
            #expect(advance.paid && advance.depositFen == 0 && advance.balanceFen == 0)
            #expect(try await test.money().heldFen == 9000)
            #expect(try await test.payBalance(late) == "NO_BALANCE_DUE")
            try await test.expectCleanAudit()
            #expect(try await test.cancel(late) == nil)
            #expect(try await test.moved() == [])
            try test.turn(to: TestBrand.shipsAfter)
            let after = try #require(try await test.order(["L": 2]).order)
            #expect(try await test.standing(after) == "confirmed released")
            #expect(try await test.order(after).advance == nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is sold in advance is reserved, and never waits for stock`() async throws {
        try await TestBrand.with(.small(stock: ["RW-11": ["L": 5]])) { test in
            _ = try await test.launchAdvanceSale()
            #expect(try await test.send(["L": 8], backorder: true) == .refused("OUT_OF_STOCK"))
            let order = try await test.place(["L": 8], partial: true)
            #expect(order.totalFen == 22_500 && order.advance?.depositFen == 5000 && order.advance?.balanceFen == 17_500)
            #expect(try await test.money().heldFen == 5000)
            try await test.expectCleanAudit()
            #expect(try await test.payBalance(order.id) == nil)
            #expect(try await test.money().heldFen == 22_500)
            try await test.expectCleanAudit()
        }
    }

    @Test func `nobody pays another's balance`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            let id = try #require(try await test.order(["L": 2]).order)
            #expect(try await test.payBalance(id, by: "D-110106") == "NOT_FOUND")
            #expect(try await test.payBalance(id, by: "R-31") == "NOT_FOUND")
            #expect(try await test.payBalance(id, by: "R-11") == nil)
            let ordinary = try #require(try await test.order(["A": 6]).order)
            #expect(try await test.payBalance(ordinary) == "NO_BALANCE_DUE")
        }
    }
}
