import Commerce
import Operations
import TestSupport
import Testing

struct AdvanceSaleRaceTests {
    @Test func `of many who pay one balance over two servers one does`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            let id = try #require(try await test.order(["L": 10]).order)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(8) { index in
                    try await (index % 2 == 0 ? test : other).payBalance(id, by: index < 4 ? "D-110105" : "R-11")
                }
                let told = try outcomes.map { try $0.get() ?? "paid" }.sorted()
                #expect(told == [String](repeating: "NO_BALANCE_DUE", count: 7) + ["paid"])
            }
            #expect(try await test.money().heldFen == 45_000)
            #expect(try await test.events().filter { $0 == "order.balancePaid" }.count == 1)
            try await test.expectCleanAudit()
        }
    }

    @Test func `many jobs forfeit a deposit once, and release an order once`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            let unpaid = try #require(try await test.order(["L": 2]).order)
            let paid = try #require(try await test.order(["L": 3], by: "D-110106").order)
            #expect(try await test.payBalance(paid, by: "D-110106") == nil)
            try test.turn(to: TestBrand.shipsAfter)
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(6) { index in
                    try await (index % 2 == 0 ? test : other).brand.settleAdvanceSales()
                }
                let settled = try outcomes.map { try $0.get() }
                #expect(settled.reduce(0) { $0 + $1.cancelled } == 1)
                #expect(settled.reduce(0) { $0 + $1.released } == 1)
            }
            #expect(try await test.standing(unpaid) == "cancelled cancelled")
            #expect(try await test.standing(paid) == "confirmed released")
            #expect(try await test.moved() == ["forfeit -2000"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a balance that is paid as it falls due is either paid or forfeited`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            let id = try #require(try await test.order(["L": 4]).order)
            try test.turn(to: TestBrand.balanceDue, before: true)
            let (paying, settling) = try await test.holding("SELECT 1 FROM orders WHERE id = \(id.rawValue) FOR UPDATE;", ending: "COMMIT") {
                let paying = Task { try await test.payBalance(id) }
                try await test.untilBlocked()
                try test.turn(to: TestBrand.balanceDue)
                let settling = Task { try await test.brand.settleAdvanceSales() }
                try await test.untilBlocked(2)
                return (paying, settling)
            }
            let refusal = try await paying.value
            let cancelled = try await settling.value.cancelled
            #expect(cancelled == (refusal == nil ? 0 : 1))
            #expect(try await test.moved() == (refusal == nil ? [] : ["forfeit -4000"]))
            #expect(try await test.money().heldFen == (refusal == nil ? 18_000 : 0))
            try await test.expectCleanAudit()
        }
    }

    @Test func `who cancels while the job comes by forfeits the deposit once`() async throws {
        try await TestBrand.with { test in
            _ = try await test.launchAdvanceSale()
            let id = try #require(try await test.order(["L": 4]).order)
            try test.turn(to: TestBrand.balanceDue)
            let outcomes = await TestBrand.atOnce(4) { index -> Bool in
                index < 2 ? try await test.cancel(id) == nil : try await test.brand.settleAdvanceSales().cancelled == 1
            }
            let done = try outcomes.map { try $0.get() }
            #expect(done.filter { $0 }.count == 1)
            #expect(try await test.moved() == ["forfeit -4000"])
            #expect(try await test.level("WH-TJ", "L") == "600/0/0")
            try await test.expectCleanAudit()
        }
    }
}
