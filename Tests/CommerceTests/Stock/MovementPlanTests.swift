import Commerce
import Testing

struct MovementPlanTests {
    private let here = WarehouseID(1)
    private let there = WarehouseID(2)

    private func plan(
        _ kind: MovementKind, _ lines: [(Int32, Int64)], here levels: [Int32: StockLevel] = [:], there others: [Int32: StockLevel] = [:]
    ) throws(MovementRefusal) -> MovementPlan {
        try MovementPlan(
            kind: kind, warehouse: here, toWarehouse: kind == .transfer ? there : nil,
            lines: lines.map { MovementPlan.Line(sku: SKUID($0.0), units: $0.1) }
        ) { warehouse, sku in
            (warehouse == here ? levels : others)[sku.rawValue] ?? StockLevel()
        }
    }

    @Test func `a receipt makes the row it needs`() throws {
        let changes = try plan(.receipt, [(7, 10)]).changes
        #expect(changes == [MovementPlan.Change(warehouse: here, sku: SKUID(7), units: 10, level: StockLevel(onHand: 10))])
    }

    @Test func `a transfer takes here what it brings there`() throws {
        let changes = try plan(.transfer, [(7, 10), (8, 1)], here: [7: StockLevel(onHand: 12), 8: StockLevel(onHand: 1)]).changes
        #expect(changes.map(\.units) == [-10, -1, 10, 1])
        #expect(changes.map(\.warehouse) == [here, here, there, there])
        #expect(changes.map(\.level.onHand) == [2, 0, 10, 1])
    }

    @Test(arguments: [MovementKind.transfer, .adjustment])
    func `only what nobody holds is taken, and every short line is named`(_ kind: MovementKind) {
        let sign: Int64 = kind == .transfer ? 1 : -1
        let levels = [
            7: StockLevel(onHand: 10, reserved: 4, poolReserved: 3, safetyStock: 9),
            8: StockLevel(onHand: 10, reserved: 4, poolReserved: 3),
        ] as [Int32: StockLevel]
        #expect(
            throws: MovementRefusal.outOfStock([
                .init(line: 1, wantedUnits: 4, availableUnits: 3), .init(line: 2, wantedUnits: 1, availableUnits: 0),
            ])
        ) {
            try plan(kind, [(7, 3 * sign), (8, 4 * sign), (9, 1 * sign)], here: levels)
        }
        #expect(throws: Never.self) { try plan(kind, [(7, 3 * sign), (8, 3 * sign)], here: levels) }
    }

    @Test func `a row never grows beyond what is counted, whichever side of the document it is on`() {
        let full = StockLevel(onHand: MovementPlan.maxOnHand)
        #expect(throws: MovementRefusal.tooMuch(lines: [1])) { try plan(.receipt, [(7, 1), (8, 1)], here: [8: full]) }
        #expect(throws: MovementRefusal.tooMuch(lines: [0])) { try plan(.receipt, [(8, 1)], here: [8: StockLevel(onHand: .max)]) }
        #expect(throws: MovementRefusal.tooMuch(lines: [0])) {
            try plan(.transfer, [(7, 1)], here: [7: StockLevel(onHand: 5)], there: [7: full])
        }
        #expect(throws: Never.self) { try plan(.adjustment, [(7, -1)], here: [7: full]) }
    }

    @Test func `whatever is moved, no row is left with less than it owes and nothing appears or disappears`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = StockRandom(seed: seed)
        for _ in 0..<2000 {
            let onHand = Int64.random(in: 0...20, using: &random)
            let reserved = Int64.random(in: 0...onHand, using: &random)
            let level = StockLevel(onHand: onHand, reserved: reserved, poolReserved: Int64.random(in: 0...(onHand - reserved), using: &random))
            let units = Int64.random(in: 1...20, using: &random)
            let plan = try? plan(.transfer, [(7, units)], here: [7: level], there: [7: StockLevel(onHand: 4)])
            #expect((plan != nil) == (units <= onHand - level.reserved - level.poolReserved), "seed \(seed)")
            guard let plan else { continue }
            #expect(plan.changes.reduce(0) { $0 + $1.units } == 0, "seed \(seed)")
            #expect(plan.changes.allSatisfy { $0.level.reserved + $0.level.poolReserved <= $0.level.onHand }, "seed \(seed)")
        }
    }
}
