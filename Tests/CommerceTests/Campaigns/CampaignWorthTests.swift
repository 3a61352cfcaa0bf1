import Commerce
import Testing

/// What regions may give without asking: a million yuan, of which goods are a part.
struct CampaignWorthTests {
    private static let most: Int64 = 100_000_000

    private func told(_ component: String, budget: String) throws -> [ApprovalReason] {
        let definition = try CampaignText.definition(CampaignText.campaign(component, #","budget":\#(budget)"#))
        let policy = ApprovalPolicy(maxOffBps: 10_000, maxBudgetFen: Self.most, requiresApprovalSKUs: [], nearExpiryFastPath: true)
        return policy.reasons(for: definition) { ApprovalPolicyTests.list[$0] }
    }

    private static func draw(_ sku: String, stock: Int64) -> String {
        #"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":9000,"sku":"\#(sku)","stock":\#(stock)},{"weightBps":1000,"sku":"B","stock":2}]}"#
    }

    private static func box(priceFen: Int64, units: Int64, _ other: String = "B") -> String {
        #"{"kind":"blindBox","priceFen":\#(priceFen),"pool":[{"sku":"A","weightBps":5000,"units":\#(units)},{"sku":"\#(other)","weightBps":5000,"units":9}],"publishedOdds":true}"#
    }

    /// A bottle of A is 10,000 fen, of B 5,000.
    @Test(arguments: [
        // 9,998 of A and two of B are 99,990,000.
        (draw("A", stock: 9998), #"{"amountFen":10000}"#, nil), (draw("A", stock: 9998), #"{"amountFen":10001}"#, 100_000_001),
        (draw("A", stock: 9999), #"{"amountFen":1}"#, 100_000_001), (draw("A", stock: 1_000_000), #"{"amountFen":1}"#, 10_000_010_001),
        (draw("NONE", stock: 1), #"{"amountFen":1}"#, .max),
        // Of a box for 7,000 an A is worth 3,000 more; a B is worth less, and makes up for nothing.
        (box(priceFen: 7000, units: 33_333), #"{"amountFen":1}"#, nil), (box(priceFen: 7000, units: 33_334), #"{"amountFen":1}"#, 100_002_000),
        (box(priceFen: 7000, units: 1, "NONE"), #"{"amountFen":1}"#, .max), (box(priceFen: 10_000, units: 1_000_000), #"{"amountFen":1}"#, nil),
    ] as [(String, String, Int64?)])
    func `goods that chance gives away count at list price beside the money`(component: String, budget: String, mostFen: Int64?) throws {
        #expect(try told(component, budget: budget) == (mostFen.map { [.budget(amountFen: $0, maxBudgetFen: Self.most)] } ?? []))
    }

    @Test func `a draw whose budget has no end is above any`() throws {
        #expect(try told(Self.draw("A", stock: 1), budget: #"{"uses":1}"#) == [.budget(amountFen: nil, maxBudgetFen: Self.most)])
    }
}
