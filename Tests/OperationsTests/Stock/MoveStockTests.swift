import Commerce
import Operations
import Postgres
import TestSupport
import Testing

struct MoveStockTests {
    private func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let refusal as any Refusal {
            return refusal.reason.code
        }
    }

    @Test func `a thousand received are seven hundred for everyone and three hundred in the pool`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 1000, "B": 1000])
            let rows = try await house.brand.stock(warehouse: Code(stored: "WH-1"), sku: nil, PageRequest(), as: StockBrand.headquarters).items
            #expect(rows.map(\.sku.text) == ["A", "B"])
            #expect(rows.map(\.generalFree) == [700, 700])
            #expect(rows.map(\.poolFree) == [300, 300])
            #expect(rows.allSatisfy { $0.books?.onHand == 1000 && $0.books?.reserved == 0 })
            try await house.move(.receipt, ["B": 5], at: "RW-11", by: StockBrand.region)
            try await house.move(.adjustment, ["B": -990])
            let cases = try await house.brand.stock(warehouse: Code(stored: "WH-1"), sku: Code(stored: "B"), PageRequest(), as: StockBrand.headquarters).items
            // 30% of ten is three: no whole case of six.
            #expect(cases.map { "\($0.generalFree) \($0.poolFree)" } == ["10 0"])
            let regional = try await house.brand.stock(warehouse: Code(stored: "RW-11"), sku: nil, PageRequest(), as: StockBrand.region).items
            #expect(regional.map { "\($0.generalFree) \($0.poolFree)" } == ["5 0"])
        }
    }

    @Test func `a transfer conserves, both rows know it, and the audit agrees`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10, "B": 12])
            let moved = try await house.move(.transfer, ["B": 12, "A": 4], to: "DW-3")
            #expect(try await house.stock() == ["DW-3/A 4", "DW-3/B 12", "WH-1/A 6", "WH-1/B 0"])
            let page = try await house.brand.movements(warehouse: nil, sku: Code(stored: "A"), PageRequest(), as: StockBrand.headquarters)
            #expect(page.items.map { "\($0.kind) \($0.warehouse) \($0.units)" } == ["transfer DW-3 4", "transfer WH-1 -4", "receipt WH-1 10"])
            #expect(page.items.prefix(2).allSatisfy { $0.id == moved.id && $0.at == house.clock.now })
            #expect(try await house.brand.audit().isClean)
        }
    }

    struct Attempt: CustomTestStringConvertible {
        let who: Caller
        let kind: MovementKind
        let at: String
        var to: String?
        /// Nil: it is done.
        let code: String?
        var testDescription: String { "\(who.code) \(kind) \(at) \(to ?? "")" }
    }

    @Test(arguments: [
        Attempt(who: StockBrand.headquarters, kind: .receipt, at: "WH-1", code: nil),
        Attempt(who: StockBrand.headquarters, kind: .receipt, at: "RW-11", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.headquarters, kind: .adjustment, at: "DW-1", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.headquarters, kind: .receipt, at: "NONE", code: "NOT_FOUND"),
        Attempt(who: StockBrand.headquarters, kind: .transfer, at: "WH-1", to: "WH-2", code: nil),
        Attempt(who: StockBrand.headquarters, kind: .transfer, at: "WH-1", to: "RW-31", code: nil),
        Attempt(who: StockBrand.headquarters, kind: .transfer, at: "WH-1", to: "DW-1", code: nil),
        Attempt(who: StockBrand.headquarters, kind: .transfer, at: "RW-11", to: "WH-1", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.region, kind: .receipt, at: "RW-11", code: nil),
        Attempt(who: StockBrand.region, kind: .receipt, at: "WH-1", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.region, kind: .receipt, at: "RW-31", code: "NOT_FOUND"),
        Attempt(who: StockBrand.region, kind: .receipt, at: "DW-1", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.region, kind: .transfer, at: "RW-11", to: "DW-1", code: nil),
        Attempt(who: StockBrand.region, kind: .transfer, at: "RW-11", to: "DW-3", code: "NOT_FOUND"),
        Attempt(who: StockBrand.region, kind: .transfer, at: "RW-11", to: "WH-1", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.region, kind: .transfer, at: "RW-11", to: "RW-31", code: "NOT_FOUND"),
        Attempt(who: StockBrand.region, kind: .transfer, at: "DW-1", to: "DW-2", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.first, kind: .receipt, at: "DW-1", code: nil),
        Attempt(who: StockBrand.first, kind: .receipt, at: "RW-11", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.first, kind: .receipt, at: "DW-3", code: "NOT_FOUND"),
        Attempt(who: StockBrand.first, kind: .transfer, at: "DW-1", to: "DW-2", code: nil),
        Attempt(who: StockBrand.first, kind: .transfer, at: "DW-1", to: "RW-11", code: "NOT_PERMITTED"),
        Attempt(who: StockBrand.first, kind: .transfer, at: "DW-1", to: "DW-3", code: "NOT_FOUND"),
        Attempt(who: StockBrand.store, kind: .receipt, at: "WH-1", code: "NOT_PERMITTED"),
    ])
    func `everyone moves its own stock only, and sends it where it may`(_ attempt: Attempt) async throws {
        try await StockBrand.with { house in
            if attempt.kind == .transfer, attempt.code == nil {
                try await house.move(.receipt, ["A": 5], at: attempt.at, by: attempt.who)
            }
            let code = try await refusal {
                try await house.move(attempt.kind, ["A": 3], at: attempt.at, to: attempt.to, by: attempt.who)
            }
            #expect(code == attempt.code)
        }
    }

    @Test func `what is held or isn't there can't be taken, and nothing of the document is booked`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10, "B": 12])
            try await house.sql("UPDATE stock_levels SET reserved = 4, pool_reserved = 3 WHERE sku_id = 1")
            for kind in [MovementKind.transfer, .adjustment] {
                let sign: Int64 = kind == .transfer ? 1 : -1
                await #expect(throws: MovementRefusal.outOfStock([.init(line: 0, wantedUnits: 4, availableUnits: 3)])) {
                    try await house.move(kind, ["A": 4 * sign, "B": 12 * sign], to: kind == .transfer ? "WH-2" : nil)
                }
            }
            #expect(try await house.stock() == ["WH-1/A 10", "WH-1/B 12"])
            try await house.move(.adjustment, ["A": -3])
            #expect(try await house.stock(nil, "A") == ["WH-1/A 7"])
        }
    }

    @Test func `a SKU that isn't there is named at its line`() async throws {
        try await StockBrand.with { house in
            await #expect(throws: MovementRefusal.unknownSKUs(lines: [1])) { try await house.move(.receipt, ["A": 1, "Z": 1]) }
            let rows = try await house.stock()
            #expect(rows.isEmpty)
        }
    }

    @Test func `of transfers at the same time, no more leave than there is`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10, "B": 60])
            let done = try await withThrowingTaskGroup(of: Int.self) { group in
                for attempt in 0..<16 {
                    group.addTask {
                        // Half of them name the SKUs the other way around: rows are locked in one order all the same.
                        let lines: KeyValuePairs<String, Int64> = attempt.isMultiple(of: 2) ? ["A": 1, "B": 6] : ["B": 6, "A": 1]
                        return try await self.refusal { try await house.move(.transfer, lines, to: attempt % 3 == 0 ? "WH-2" : "RW-11") } == nil ? 1 : 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(done == 10)
            #expect(try await house.stock("WH-1") == ["WH-1/A 0", "WH-1/B 0"])
            #expect(try await house.brand.audit().isClean)
        }
    }

    @Test func `movements are listed newest first, page by page, each within its reach`() async throws {
        try await StockBrand.with { house in
            for units in 1...7 as ClosedRange<Int64> {
                house.clock.advance(minutes: 1)
                try await house.move(.receipt, ["A": units])
            }
            try await house.move(.transfer, ["A": 2], to: "DW-1")
            var seen: [Int64] = []
            var after: String?
            repeat {
                let page = try await house.brand.movements(
                    warehouse: Code(stored: "WH-1"), sku: nil, PageRequest(limit: 3, after: after), as: StockBrand.headquarters)
                seen += page.items.map(\.units)
                after = page.next
            } while after != nil
            #expect(seen == [-2, 7, 6, 5, 4, 3, 2, 1])
            #expect(try await house.brand.movements(warehouse: nil, sku: nil, PageRequest(), as: StockBrand.first).items.map(\.units) == [2])
            #expect(try await house.brand.movements(warehouse: nil, sku: nil, PageRequest(), as: StockBrand.second).items.isEmpty)
            for cursor in ["1.2.3", "x", "1.2.3.99999999999", "9223372036854775807.1.1.1", "-1.1.1.1"] {
                await #expect(throws: PageRequest.invalidCursor) {
                    try await house.brand.movements(warehouse: nil, sku: nil, PageRequest(after: cursor), as: StockBrand.headquarters)
                }
            }
        }
    }

    @Test func `the board learns what was moved`() async throws {
        try await StockBrand.with { house in
            try await house.move(.receipt, ["A": 10])
            #expect(try await house.order(["A": 7]) == "confirmed")
            #expect(try await house.order(["A": 1]) == "confirmed")
            try await house.move(.receipt, ["A": 5], at: "RW-11", by: StockBrand.region)
            #expect(try await house.order(["A": 8]) == "OUT_OF_STOCK")
            #expect(try await house.brand.audit().text.hasSuffix("rules hold.\n"))
        }
    }

    @Test func `what arrives goes to who waits, before anybody new`() async throws {
        try await StockBrand.with { house in
            #expect(try await house.order(["A": 6], backorder: true) == "backordered")
            house.clock.advance(minutes: 1)
            #expect(try await house.order(["A": 6], by: StockBrand.second, backorder: true) == "backordered")
            try await house.move(.receipt, ["A": 8], at: "RW-11", by: StockBrand.region)
            let row = try await house.brand.stock(warehouse: Code(stored: "RW-11"), sku: nil, PageRequest(), as: StockBrand.region).items
            #expect(row.map { "\($0.books?.onHand ?? 0) \($0.books?.reserved ?? 0) \($0.generalFree)" } == ["8 8 0"])
            #expect(try await house.brand.audit().isClean)
        }
    }
}
