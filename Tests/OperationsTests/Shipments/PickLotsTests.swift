import Commerce
import Operations
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(20))) struct PickLotsTests {
    private static let empty = BrandDraft.small(stock: [:])

    @Test func `each picked shipment gets what expires first of what no other has, and its despatch note tells`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L2", 60, until: "2026-06-01")
            try await test.receive(lot: "L1", 9, until: "2026-02-01")
            try await test.receive(["A": 60])
            let first = try await test.shipment(6)
            let second = try await test.shipment(6)
            #expect(try await test.noted(first.id) == [])
            #expect(try await test.lots() == "L1 9/0, L2 60/0, - 60/0")
            #expect(try await test.step(.pick, second.id, by: "HQ") == nil)
            #expect(try await test.step(.pick, first.id, by: "HQ") == nil)
            #expect(try await test.noted(second.id) == ["L1 6"])
            #expect(try await test.noted(first.id, as: "D-110105") == ["L1 3", "L2 3"])
            #expect(try await test.lots() == "L1 9/9, L2 60/3, - 60/0")
            try await test.expectCleanAudit()

            #expect(try await test.step(.ship, second.id, by: "HQ") == nil)
            #expect(try await test.lots() == "L1 3/3, L2 60/3, - 60/0")
            #expect(try await test.noted(second.id) == ["L1 6"])
            try await test.expectCleanAudit()

            // A picked order that is cancelled gives its lots back.
            #expect(try await test.cancel(first.order) == nil)
            #expect(try await test.lots() == "L1 3/0, L2 60/0, - 60/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what expired is never picked, and when nothing else is left the warehouse shorts or receives`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "OLD", 12, until: "2026-01-14")
            try await test.receive(lot: "L1", 3, until: "2026-01-15")
            let shipment = try await test.shipment(6)
            #expect(try await test.step(.pick, shipment.id, by: "HQ") == "LOT_EXPIRED")
            let expected = ShipmentRefusal.lotsExpired([.init(line: 0, missingUnits: 3, expiredUnits: 12)])
            await #expect(throws: expected) { try await test.brand.work(for: test.caller("HQ")) { _ = try await $0.pickShipment(shipment.id) } }
            #expect(try await test.lots() == "OLD 12/0, L1 3/0")
            try await test.receive(lot: "L2", 6, until: "2026-03-01")
            #expect(try await test.step(.pick, shipment.id, by: "HQ") == nil)
            #expect(try await test.noted(shipment.id) == ["L1 3", "L2 3"])
            // What is picked stays picked when its last day ends.
            test.clock.advance(days: 1)
            #expect(try await test.step(.ship, shipment.id, by: "HQ") == nil)
            #expect(try await test.lots() == "OLD 12/0, L2 3/0")

            let late = try await test.shipment(6)
            #expect(try await test.step(.pick, late.id, by: "HQ") == "LOT_EXPIRED")
            #expect(try await test.short(late.id, ["A": 6]) == nil)
            #expect(try await test.lots() == "OLD 6/0, L2 3/0")
            #expect(try await test.order(late.order).status == .cancelled)
            try await test.expectCleanAudit()
        }
    }

    @Test func `what a picker misses leaves the lots that expire last of what was picked, and before the pick those that expire first`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 3, until: "2026-02-01")
            try await test.receive(lot: "L2", 60, until: "2026-06-01")
            let picked = try await test.shipment(12)
            #expect(try await test.step(.pick, picked.id, by: "HQ") == nil)
            #expect(try await test.noted(picked.id) == ["L1 3", "L2 9"])
            #expect(try await test.short(picked.id, ["A": 6]) == nil)
            #expect(try await test.noted(picked.id) == ["L1 3", "L2 3"])
            #expect(try await test.lots() == "L1 3/3, L2 54/3")
            try await test.expectCleanAudit()
            #expect(try await test.step(.ship, picked.id, by: "HQ") == nil)
            #expect(try await test.lots() == "L2 51/0")

            try await test.receive(lot: "L0", 2, until: "2026-01-31")
            let released = try await test.shipment(12)
            #expect(try await test.short(released.id, ["A": 6]) == nil)
            #expect(try await test.lots() == "L2 47/0")
            // Nothing is left of a shipment that misses all.
            #expect(try await test.step(.pick, released.id, by: "HQ") == nil)
            #expect(try await test.short(released.id, ["A": 6]) == nil)
            #expect(try await test.lots() == "L2 41/0")
            #expect(try await test.count("SELECT count(*) FROM shipment_lots WHERE shipment_id = \(released.id.rawValue)") == 0)
            try await test.expectCleanAudit()
        }
    }

    @Test func `general and pool units of a line come from the same lots`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 100, until: "2026-02-01")
            try await test.receive(lot: "L2", 20, until: "2026-03-01")
            // Of 120 the pool is 36, so 84 are for everyone; one distributor may draw 7 of the pool: a case.
            let shipment = try await test.shipment(90)
            #expect(try await test.level("WH-TJ", "A") == "120/84/6")
            #expect(try await test.step(.pick, shipment.id, by: "HQ") == nil)
            #expect(try await test.noted(shipment.id) == ["L1 90"])
            #expect(try await test.step(.ship, shipment.id, by: "HQ") == nil)
            #expect(try await test.lots() == "L1 10/0, L2 20/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what is restocked goes back to the lots it left with, quarantined and scrapped goods to none`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            try await test.receive(lot: "L2", 12, until: "2026-06-01")
            let sent = try await test.shipment(12)
            try await test.sendOff(sent.order)
            #expect(try await test.lots() == "L2 6/0")
            func giveBack(_ units: [(String, Int64, ReturnDisposition)]) async throws {
                let all = units.reduce(0) { $0 + $1.1 }
                let id = try #require(try await test.request(sent.order, ["A": all]).view).id
                #expect(try await test.decide(id, accept: true) == nil)
                #expect(try await test.takeIn(id, units) == nil)
            }
            try await giveBack([("A", 4, .restock), ("A", 1, .quarantine), ("A", 1, .scrap)])
            #expect(try await test.lots() == "L2 10/0")
            // The second return finds two that left of L2 and haven't come back.
            try await giveBack([("A", 5, .restock)])
            #expect(try await test.lots() == "L1 3/0, L2 12/0")
            try await test.expectCleanAudit()
        }
    }

    @Test func `what left before there were lots comes back into the unnamed one`() async throws {
        try await TestBrand.with(Self.empty) { test in
            try await test.receive(lot: "L1", 6, until: "2026-02-01")
            let sent = try await test.shipment(6)
            try await test.sendOff(sent.order)
            try await test.sql("DELETE FROM shipment_lots")
            let id = try #require(try await test.request(sent.order, ["A": 6]).view).id
            #expect(try await test.decide(id, accept: true) == nil)
            #expect(try await test.takeIn(id, [("A", 6, .restock)]) == nil)
            #expect(try await test.lots() == "- 6/0")
            try await test.expectCleanAudit()
        }
    }
}
