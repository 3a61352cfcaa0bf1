import Commerce
import Testing

@Suite struct ShipmentStepTests {
    /// Every step in every state; where nothing is said, it is refused.
    static let allowed: [ShipmentStep: [ShipmentStatus: ShipmentStatus]] = [
        .pick: [.released: .picked],
        .ship: [.picked: .shipped],
        .deliver: [.shipped: .delivered],
        .short: [.released: .released, .picked: .picked],
    ]

    @Test(arguments: ShipmentStep.allCases, ShipmentStatus.allCases)
    func `a step leads on from its own state and no other`(step: ShipmentStep, status: ShipmentStatus) throws {
        if let next = Self.allowed[step]?[status] {
            #expect(try status.after(step) == next)
        } else {
            #expect(throws: ShipmentRefusal.wrongStatus(step, status)) { try status.after(step) }
        }
    }

    @Test func `a refused step says what the shipment is`() {
        let reason = ShipmentRefusal.wrongStatus(.pick, .shipped).reason
        #expect(reason.kind == .conflict)
        #expect(reason.code == "SHIPMENT_NOT_RELEASED")
        #expect(reason.detail == "The shipment is shipped; only a released one can be picked.")
    }
}

@Suite struct ShortPlanTests {
    static let a = SKUID(1)
    static let b = SKUID(2)
    /// A on lines 0 and 2, the latter also from the pool; B on line 1.
    static let holds = [
        ShortPlan.Held(line: 0, sku: a, source: .general, pendingUnits: 6),
        ShortPlan.Held(line: 1, sku: b, source: .general, pendingUnits: 12),
        ShortPlan.Held(line: 2, sku: a, source: .general, pendingUnits: 4),
        ShortPlan.Held(line: 2, sku: a, source: .pool, pendingUnits: 2),
    ]

    @Test(arguments: [
        (1, [3: 1]), (2, [3: 2]), (3, [3: 2, 2: 1]), (6, [3: 2, 2: 4]), (7, [3: 2, 2: 4, 0: 1]), (12, [3: 2, 2: 4, 0: 6]),
    ] as [(Int64, [Int: Int64])])
    func `the last line loses its units first, the pool's before its own`(missing: Int64, cuts: [Int: Int64]) throws {
        let plan = try ShortPlan([.init(sku: Self.a, units: missing)], of: Self.holds)
        #expect(plan.cuts == cuts)
        #expect(plan.leavesSomething)
    }

    @Test func `other SKUs of the shipment are left alone`() throws {
        #expect(try ShortPlan([.init(sku: Self.b, units: 12)], of: Self.holds).cuts == [1: 12])
    }

    @Test func `a shipment of which everything is missing has nothing left`() throws {
        let plan = try ShortPlan([.init(sku: Self.a, units: 12), .init(sku: Self.b, units: 12)], of: Self.holds)
        #expect(!plan.leavesSomething)
    }

    @Test func `no more can be missing than the shipment holds, and every such line is named`() {
        #expect(throws: ShipmentRefusal.moreThanPending([
            .init(line: 0, missingUnits: 13, pendingUnits: 12), .init(line: 1, missingUnits: .max, pendingUnits: 12),
        ])) {
            try ShortPlan([.init(sku: Self.a, units: 13), .init(sku: Self.b, units: .max)], of: Self.holds)
        }
    }

    @Test func `a SKU that isn't in the shipment, or comes twice, is named`() {
        #expect(throws: ShipmentRefusal.unknownSKUs(lines: [0, 1])) {
            try ShortPlan([.init(sku: nil, units: 1), .init(sku: SKUID(9), units: 1), .init(sku: Self.a, units: 1)], of: Self.holds)
        }
        #expect(throws: ShipmentRefusal.duplicateSKUs(lines: [1])) {
            try ShortPlan([.init(sku: Self.a, units: 1), .init(sku: Self.a, units: 1)], of: Self.holds)
        }
        #expect(throws: ShipmentRefusal.unknownAndDuplicateSKUs(unknown: [0, 2], duplicate: [3])) {
            try ShortPlan([.init(sku: nil, units: 1), .init(sku: Self.a, units: 1), .init(sku: nil, units: 1), .init(sku: Self.a, units: 1)], of: Self.holds)
        }
    }
}
