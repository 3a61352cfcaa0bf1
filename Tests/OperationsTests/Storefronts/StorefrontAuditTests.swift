import Commerce
import Operations
import TestSupport
import Testing

@Suite struct StorefrontAuditTests {
    static let corruptions = [
        AuditTests.Corruption(
            what: "a bottle of the brand's is charged to nobody", sql: "UPDATE supply_charges SET units = units - 1, posted_units = posted_units - 1",
            breaks: ["supply_charges.units"]),
        AuditTests.Corruption(
            what: "another distributor is charged",
            sql: "UPDATE supply_charges SET organization_id = (SELECT id FROM organizations WHERE code = 'D-110106')", breaks: ["supply_charges.units"]),
        AuditTests.Corruption(
            what: "less was charged than left", sql: """
                UPDATE account_transfers SET amount_fen = amount_fen - 1 WHERE kind = 'supply';
                UPDATE accounts SET balance_fen = balance_fen + 1 WHERE kind = 'prepaid' AND organization_id = (SELECT id FROM organizations WHERE code = 'D-110105');
                """, breaks: ["supply transfers"]),
        AuditTests.Corruption(
            what: "what came back was paid back twice", sql: """
                UPDATE account_transfers SET amount_fen = amount_fen * 2 WHERE kind = 'supplyRefund';
                UPDATE accounts SET balance_fen = balance_fen + 20000 WHERE kind = 'prepaid' AND organization_id = (SELECT id FROM organizations WHERE code = 'D-110105');
                """, breaks: ["supply_charges.returned_units"]),
    ]

    /// An order of 12 bottles of the distributor's and 8 of the brand's was sent; two of the brand's came back.
    @Test(arguments: corruptions)
    func `a corrupted second ledger is told apart`(_ corruption: AuditTests.Corruption) async throws {
        try await TestBrand.withStorefront { test in
            let order = try await test.bought(["A": 20])
            for shipment in order.shipments {
                let keeper = shipment.warehouse.text == "WH-TJ" ? "HQ" : "D-110105"
                for step in [ShipmentStep.pick, .ship] { #expect(try await test.step(step, shipment.id, by: keeper) == nil) }
                #expect(try await test.step(.deliver, shipment.id, by: TestBrand.store) == nil)
            }
            let all = try ReturnDraft(order: order.id, reason: "x", lines: [ReturnDraft.Line(sku: Code(stored: "A"), units: 20)])
            let returned = try await test.brand.work(for: test.caller(TestBrand.store)) { try await $0.requestReturn(all) }
            _ = try await test.brand.work(for: test.caller("HQ")) { try await $0.acceptReturn(returned.id) }
            let units = [ReceivedUnits(sku: Code(stored: "A"), units: 2, disposition: .restock)]
            _ = try await test.brand.work(for: test.caller("HQ")) { try await $0.receiveReturn(returned.id, units) }
            try await test.expectCleanAudit()
            try await test.sql("SET search_path = tributary; " + corruption.sql)
            let report = try await test.brand.audit()
            #expect(Set(report.checks.filter { $0.count > 0 }.map(\.name)) == corruption.breaks, "\(report.text)")
        }
    }
}
