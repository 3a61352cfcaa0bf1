import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PickRaceTests {
    @Test func `of two picks at once for the last units of a lot one gets them, and the other the next lot`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            try await test.receive(lot: "L2", 60, until: "2026-06-01")
            let shipments = [try await test.shipment(6).id, try await test.shipment(6).id]
            try await test.anotherServer { other in
                let picks = try await test.holding("SELECT 1 FROM stock_lots WHERE lot = 'L1' FOR UPDATE;") {
                    let picks = [Task { try await test.step(.pick, shipments[0], by: "HQ") }, Task { try await other.step(.pick, shipments[1], by: "HQ") }]
                    try await test.untilBlocked(2)
                    return picks
                }
                for pick in picks { #expect(try await pick.value == nil) }
            }
            #expect(try await test.lots() == "L1 6/6, L2 60/6")
            #expect(Set([try await test.noted(shipments[0]), try await test.noted(shipments[1])]) == [["L1 6"], ["L2 6"]])
            try await test.expectCleanAudit()
        }
    }

    @Test func `a pick that waits for a lot while another is added finds what is there then`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            try await test.receive(lot: "OLD", 6, until: "2026-02-01")
            let shipment = try await test.shipment(6).id
            // The lot turns out to be past its day, and six bottles of a new one take its place.
            let change = """
                UPDATE stock_lots SET best_before = '2026-01-14' WHERE lot = 'OLD';
                INSERT INTO stock_lots (organization_id, on_hand, warehouse_id, sku_id, lot, production_date, best_before)
                VALUES (0, 6, 1, 1, 'NEW', '2026-01-01', '2026-03-01');
                UPDATE stock_levels SET on_hand = 12 WHERE warehouse_id = 1 AND sku_id = 1;
                INSERT INTO stock_movements (id, at, organization_id, units, warehouse_id, sku_id, kind) VALUES (1, now(), 0, 6, 1, 1, 'receipt');
                """
            let pick = try await test.holding(change, ending: "COMMIT") {
                let pick = Task { try await test.step(.pick, shipment, by: "HQ") }
                try await test.untilBlocked()
                return pick
            }
            #expect(try await pick.value == nil)
            #expect(try await test.noted(shipment) == ["NEW 6"])
            try await test.expectCleanAudit()
        }
    }

    @Test func `an order is placed while somebody holds every lot`() async throws {
        try await TestBrand.with { test in
            let sent = try await test.holding("SELECT 1 FROM stock_lots FOR UPDATE;") { try await test.send(["A": 6, "L": 1]) }
            #expect(sent.order != nil)
        }
    }

    @Test func `picks, despatches, cancels, receipts and adjustments at once leave lots and levels equal`() async throws {
        try await TestBrand.with(.small(stock: [:])) { test in
            for number in 1...6 { try await test.receive(lot: "L\(number)", 20, until: "2026-0\(number + 1)-01") }
            var shipments: [(order: OrderID, id: ShipmentID)] = []
            for _ in 0..<12 { shipments.append(try await test.shipment(6)) }
            let made = shipments
            try await test.anotherServer { other in
                let outcomes = await TestBrand.atOnce(24) { index in
                    let server = index % 2 == 0 ? test : other
                    let shipment = made[index / 2]
                    if index % 2 == 1 {
                        switch index % 3 {
                        case 0: return try await server.receive(lot: "L\(1 + index % 6)", 5, until: "2026-0\(2 + index % 6)-01")
                        case 1: return try await server.move(-1)
                        default: return try await server.move(1, to: "RW-11")
                        }
                    }
                    let refused = try await server.step(.pick, shipment.id, by: "HQ")
                    guard refused == nil else { return refused }
                    return index % 4 == 0 ? try await server.step(.ship, shipment.id, by: "HQ") : try await server.cancel(shipment.order)
                }
                let refusals = try outcomes.compactMap { try $0.get() }
                #expect(refusals == [])
            }
            #expect(try await test.count("SELECT sum(picked) FROM stock_lots") == 0)
            #expect(try await test.count("SELECT sum(units) FROM shipment_lots") == 36)
            try await test.expectCleanAudit()
        }
    }
}
