import Commerce
import Testing

/// What a return leaves with the brand, beside what came short before it.
@Suite struct WithheldTests {
    private func order(_ tiers: (units: Int64, fen: Int64)..., units: Int64, off: Int64) throws -> KeptDiscount {
        let threshold = Threshold(
            scope: .everything, tiers: tiers.map { .init(from: .units($0.units), reward: .offFen($0.fen)) }, repeat: false, capFen: nil)
        return try FrozenOrder.kept([FrozenOrder.line("A", units, at: 10_000, off: ["T": off])], ["T": .threshold(threshold)])
    }

    @Test func `what the brand's short owes isn't asked of the buyer's return`() throws {
        let order = try order((12, 12_000), units: 12, off: 12_000)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 6)]) == 0)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 6, returnedUnits: 1)]) == 0)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 6, returnedUnits: 6)]) == 0)
        #expect(order.withheldFen([0: GoneUnits(returnedUnits: 1)]) == 11_000)
    }

    @Test func `what a return falls below after a short is withheld beyond what the short fell below`() throws {
        let order = try order((5, 8000), (10, 10_000), units: 10, off: 10_000)
        // Nine carry 9,000 and earn 8,000; four carry 4,000 and earn nothing.
        #expect(order.owedFen([0: GoneUnits(cancelledUnits: 1)]) == 1000)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 1, returnedUnits: 4)]) == 0)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 1, returnedUnits: 5)]) == 3000)
        #expect(order.withheldFen([0: GoneUnits(cancelledUnits: 6, returnedUnits: 5)]) == nil)
    }

    @Test func `the lines that were in scope are those that were kept with the order, whatever their goods are called today`() throws {
        let scope = GoodsScope(series: ["甲"])
        let campaigns = [FrozenOrder.campaign("T", .threshold(Threshold(scope: scope, tiers: [.init(from: .units(6), reward: .offFen(12_000))], repeat: false)))]
        let pricing = FrozenOrder.pricing([FrozenOrder.line("A", 12, at: 10_000, off: ["T": 12_000]), FrozenOrder.line("B", 6, at: 10_000)], ["T": campaigns[0].component])
        let renamed = [Code(stored: "A"): GoodsAttributes(series: "乙"), Code(stored: "B"): GoodsAttributes(series: "甲")]
        let kept = try #require(KeptDiscount(pricing, campaigns: campaigns, attributes: renamed, scopeLines: [Code(stored: "T"): [0]]))
        #expect(kept.owedFen([0: GoneUnits(returnedUnits: 6)]) == 0)
        #expect(kept.owedFen([0: GoneUnits(returnedUnits: 7)]) == 5000)
        #expect(kept.owedFen([1: GoneUnits(returnedUnits: 6)]) == 0)
        // Without them, what the goods are called says it.
        let today = try #require(KeptDiscount(pricing, campaigns: campaigns, attributes: renamed))
        #expect(today.owedFen([0: GoneUnits(returnedUnits: 7)]) == 0)
        #expect(today.owedFen([1: GoneUnits(returnedUnits: 6)]) == 12_000)
    }
}
