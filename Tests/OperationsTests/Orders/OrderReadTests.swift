import Commerce
import Operations
import TestSupport
import Testing

@Suite struct OrderReadTests {
    @Test func `an order, its shipments and its trace are there for who reaches its buyer`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 6])
            let shipment = try #require(order.shipments.first).id
            for caller in try ["HQ", "R-11", "D-110105"].map(test.caller) {
                #expect(try await test.brand.order(order.id, as: caller).number == order.number)
                #expect(try await test.brand.shipment(shipment, as: caller).order == order.id)
                #expect(try await test.brand.sourcing(of: order.id, as: caller).first.plan.considered.count == 4)
                #expect(try await test.brand.despatchNote(of: shipment, as: caller).units == 6)
                #expect(try await test.brand.orders(OrderFilter(), page: PageRequest(), as: caller).items.map(\.id) == [order.id])
                #expect(try await test.brand.shipments(warehouse: nil, status: nil, page: PageRequest(), as: caller).items.map(\.id) == [shipment])
            }
            for caller in try ["R-31", "D-110106", "S-110105-001"].map(test.caller) {
                await #expect(throws: Reason.absent("order")) { try await test.brand.order(order.id, as: caller) }
                await #expect(throws: Reason.absent("order")) { try await test.brand.sourcing(of: order.id, as: caller) }
                await #expect(throws: Reason.absent("shipment")) { try await test.brand.shipment(shipment, as: caller) }
                await #expect(throws: Reason.absent("shipment")) { try await test.brand.despatchNote(of: shipment, as: caller) }
                #expect(try await test.brand.orders(OrderFilter(), page: PageRequest(), as: caller).items.isEmpty)
                #expect(try await test.brand.shipments(warehouse: nil, status: nil, page: PageRequest(), as: caller).items.isEmpty)
            }
        }
    }

    @Test func `a region sees what its warehouse sends to another region's distributor, but not the order`() async throws {
        try await TestBrand.with(.small(stock: ["RW-31": ["A": 6]])) { test in
            try await test.sql("""
                INSERT INTO tributary.sourcing_policies (version, policy) VALUES (2, '{"tiers": ["hq", "region", "pool", "otherRegions"]}')
                """)
            try await test.brand.load()
            let order = try await test.place(["A": 6])
            #expect(order.sent == ["RW-31 released 6"])
            let shipment = try #require(order.shipments.first).id
            let sender = try test.caller("R-31")
            #expect(try await test.brand.shipment(shipment, as: sender).distributor == Code(stored: "D-110105"))
            #expect(try await test.brand.despatchNote(of: shipment, as: sender).to.name == "D-110105 名称")
            #expect(try await test.brand.shipments(warehouse: Code(stored: "RW-31"), status: .released, page: PageRequest(), as: sender).items.count == 1)
            await #expect(throws: Reason.absent("order")) { try await test.brand.order(order.id, as: sender) }
            #expect(try await test.brand.shipments(warehouse: Code(stored: "RW-31"), status: nil, page: PageRequest(), as: test.caller("D-110105")).items.count == 1)
            await #expect(throws: Reason.absent("warehouse")) {
                try await test.brand.shipments(warehouse: Code(stored: "RW-31"), status: nil, page: PageRequest(), as: test.caller("D-110106"))
            }
            #expect(try await test.step(.pick, shipment, by: "R-31") == nil)
            try await test.expectCleanAudit()
        }
    }

    @Test func `the trace names every warehouse and why not`() async throws {
        try await TestBrand.with(.small(stock: ["WH-TJ": ["A": 60], "RW-11": ["A": 60]])) { test in
            let order = try await test.place(["A": 6])
            let sourcing = try await test.brand.sourcing(of: order.id, as: test.caller("D-110105"))
            let reasons = Dictionary(uniqueKeysWithValues: sourcing.first.plan.considered.map { (sourcing.warehouses[$0.warehouse]?.text ?? "?", $0.reason) })
            #expect(reasons == ["WH-TJ": .used, "WH-SH": .noStock, "RW-11": .lowerTier, "RW-31": .notEligible])
            #expect(sourcing.skus.values.map(\.text) == ["A"] && sourcing.number == order.number && sourcing.later.isEmpty)
        }
    }

    @Test func `orders are listed newest first, page by page, and by what is asked`() async throws {
        try await TestBrand.with { test in
            var placed: [OrderView] = []
            for buyer in ["D-110105", "D-110106", "D-310101", "D-110105", "D-110105"] {
                placed.append(try await test.place(["L": 1], by: buyer))
                test.clock.advance(minutes: 1)
            }
            try await test.cancel(placed[3].id)
            func list(_ client: String, _ filter: OrderFilter = OrderFilter()) async throws -> [Int] {
                var all: [OrderSummary] = []
                var after: String?
                repeat {
                    let page = try await test.brand.orders(filter, page: PageRequest(limit: 2, after: after), as: test.caller(client))
                    all += page.items
                    after = page.next
                } while after != nil
                return all.map { order in placed.firstIndex { $0.id == order.id } ?? -1 }
            }
            #expect(try await list("HQ") == [4, 3, 2, 1, 0])
            #expect(try await list("R-11") == [4, 3, 1, 0])
            #expect(try await list("D-110105") == [4, 3, 0])
            #expect(try await list("R-11", OrderFilter(distributor: Code(stored: "D-110106"))) == [1])
            #expect(try await list("HQ", OrderFilter(status: .cancelled)) == [3])
            #expect(try await list("HQ", OrderFilter(placedFrom: placed[1].placedAt, placedTo: placed[3].placedAt)) == [2, 1])
            await #expect(throws: Reason.absent("distributor")) { try await list("R-11", OrderFilter(distributor: Code(stored: "D-310101"))) }
            await #expect(throws: Reason.absent("distributor")) { try await list("HQ", OrderFilter(distributor: Code(stored: "R-11"))) }
        }
    }

    @Test func `a despatch note says what goes where, in cases and in grams`() async throws {
        try await TestBrand.with { test in
            let order = try await test.place(["A": 18, "L": 7])
            let note = try await test.brand.despatchNote(of: try #require(order.shipments.first).id, as: test.caller("HQ"))
            #expect(note.from.code.text == "WH-TJ" && note.to.code.text == "D-110105")
            #expect(note.to.place == Coordinates(latitudeE6: 39_921_489, longitudeE6: 116_486_409))
            #expect(note.lines.map { [$0.units, $0.cases, $0.bottles, $0.weightGrams] } == [[18, 3, 0, 18_000], [7, 1, 1, 7_000]])
            #expect(note.units == 25 && note.weightGrams == 25_000 && note.orderNumber == order.number)
        }
    }

    @Test func `promises are held beside what happened`() async throws {
        try await TestBrand.with { test in
            var shipments: [ShipmentID] = []
            for buyer in ["D-110105", "D-110105", "D-310101", "D-110105"] {
                let order = try await test.place(["A": 6], by: buyer)
                try await test.sendOff(order.id, deliver: false)
                shipments.append(try #require(order.shipments.first).id)
            }
            let promised = try await test.brand.shipment(shipments[1], as: test.caller("HQ")).promisedAt
            #expect(try await test.step(.deliver, shipments[0], by: "D-110105") == nil)
            test.clock.set(promised.adding(minutes: 90))
            #expect(try await test.step(.deliver, shipments[1], by: "D-110105") == nil)
            try await test.cancel(try await test.place(["A": 6]).id)
            let report = try await test.brand.promises(from: nil, to: promised.adding(days: 1), as: test.caller("HQ"))
            #expect(report.total == .init(shipments: 4, delivered: 2, onTime: 1, late: 1, overdue: 2, averageMinutesLate: 90))
            #expect(report.warehouses.map { "\($0.warehouse) \($0.figures.shipments) \($0.figures.late)" } == ["WH-SH 1 0", "WH-TJ 3 1"])
            #expect(report.regions.map { "\($0.region) \($0.figures.shipments) \($0.figures.onTime)" } == ["R-11 3 1", "R-31 1 0"])
            let own = try await test.brand.promises(from: promised.adding(days: -1), to: promised.adding(days: 1), as: test.caller("D-310101"))
            #expect(own.total.shipments == 1 && own.regions.map(\.region.text) == ["R-31"])
            #expect(try await test.brand.promises(from: promised.adding(days: 1), to: promised.adding(days: 2), as: test.caller("HQ")).total.shipments == 0)
            await #expect(throws: Reason.self) { try await test.brand.promises(from: promised, to: promised.adding(minutes: -1), as: test.caller("HQ")) }
        }
    }
}
