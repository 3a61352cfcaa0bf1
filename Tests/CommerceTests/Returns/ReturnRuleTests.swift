import Commerce
import Testing

@Suite struct ReturnRuleTests {
    static let a = SKUID(1)
    static let b = SKUID(2)
    static let tianjin = WarehouseID(1)
    static let shanghai = WarehouseID(2)
    /// A on lines 0 and 2, the former from both warehouses; B on line 1.
    static let sent = [
        ReturnPlan.Sent(line: 2, sku: a, warehouse: tianjin, shippedUnits: 12, claimedUnits: 0),
        ReturnPlan.Sent(line: 0, sku: a, warehouse: shanghai, shippedUnits: 6, claimedUnits: 0),
        ReturnPlan.Sent(line: 0, sku: a, warehouse: tianjin, shippedUnits: 6, claimedUnits: 4),
        ReturnPlan.Sent(line: 1, sku: b, warehouse: tianjin, shippedUnits: 6, claimedUnits: 6),
    ]

    @Test func `units go back to the warehouses they came from, the first line's first`() throws {
        let plan = try ReturnPlan([.init(sku: Self.a, units: 10)], of: Self.sent)
        #expect(plan.parts.map { [Int64($0.line), Int64($0.warehouse.rawValue), $0.units] } == [[0, 1, 2], [0, 2, 6], [2, 1, 2]])
    }

    @Test func `no more comes back than was shipped and isn't spoken for`() {
        #expect(throws: ReturnRefusal.moreThanShipped([
            .init(line: 0, wantedUnits: 21, possibleUnits: 20), .init(line: 1, wantedUnits: 1, possibleUnits: 0),
        ])) { try ReturnPlan([.init(sku: Self.a, units: 21), .init(sku: Self.b, units: 1)], of: Self.sent) }
    }

    @Test func `a SKU that wasn't shipped is named`() {
        #expect(throws: ReturnRefusal.unknownSKUs(lines: [0, 1])) {
            try ReturnPlan([.init(sku: nil, units: 1), .init(sku: SKUID(9), units: 1), .init(sku: Self.a, units: 1)], of: Self.sent)
        }
        #expect(throws: ReturnRefusal.duplicateSKUs(lines: [1])) {
            try ReturnDraft(
                order: OrderID(1), reason: "x", lines: [.init(sku: Code(stored: "A"), units: 1), .init(sku: Code(stored: "A"), units: 2)])
        }
    }

    @Test func `what came back fills the return's lines in their order, each unit in its own way`() throws {
        let awaited = [ReturnReceipt.Awaited(sku: Self.a, units: 4), .init(sku: Self.b, units: 2), .init(sku: Self.a, units: 6)]
        let receipt = try ReturnReceipt(
            [.init(sku: Self.a, units: 3, disposition: .scrap), .init(sku: Self.a, units: 5, disposition: .restock)], of: awaited)
        #expect(receipt.parts.map(\.index) == [0, 2])
        #expect(receipt.parts[0].units == [.scrap: 3, .restock: 1])
        #expect(receipt.parts[1].units == [.restock: 4])
        #expect(receipt.parts.map(\.total) == [4, 4])
    }

    @Test func `no more is received than is awaited`() {
        let awaited = [ReturnReceipt.Awaited(sku: Self.a, units: 4)]
        #expect(throws: ReturnRefusal.moreThanAwaited([.init(line: 1, wantedUnits: 2, possibleUnits: 1)])) {
            try ReturnReceipt(
                [.init(sku: Self.a, units: 3, disposition: .scrap), .init(sku: Self.a, units: 2, disposition: .restock)], of: awaited)
        }
        #expect(throws: ReturnRefusal.unknownSKUs(lines: [0])) {
            try ReturnReceipt([.init(sku: Self.b, units: 1, disposition: .restock)], of: awaited)
        }
    }

    static let allowed: [ReturnStep: [ReturnStatus: ReturnStatus]] = [
        .accept: [.requested: .accepted], .refuse: [.requested: .refused], .receive: [.accepted: .refunded],
    ]

    @Test(arguments: ReturnStep.allCases, ReturnStatus.allCases)
    func `a return is decided once and received once it is accepted`(step: ReturnStep, status: ReturnStatus) throws {
        if let next = Self.allowed[step]?[status] {
            #expect(try status.after(step) == next)
        } else {
            #expect(throws: ReturnRefusal.wrongStatus(step, status)) { try status.after(step) }
        }
    }

    @Test func `a return of which units are still to come stays accepted`() throws {
        #expect(try ReturnStatus.accepted.after(.receive, awaitedUnits: 1) == .accepted)
    }
}
