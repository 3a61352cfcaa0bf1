import Commerce
import Testing

struct ApprovalPolicyTests {
    static let policy = ApprovalPolicy(maxOffBps: 3000, maxBudgetFen: 100_000_000, requiresApprovalSKUs: [Code(stored: "P")], nearExpiryFastPath: true)

    static let list: [Code: ApprovalGoods] = [
        Code(stored: "A"): ApprovalGoods(listPriceFen: 10_000, attributes: GoodsAttributes(aroma: "浓香")),
        Code(stored: "B"): ApprovalGoods(listPriceFen: 5000, attributes: GoodsAttributes(aroma: "浓香")),
        Code(stored: "P"): ApprovalGoods(listPriceFen: 200_000, attributes: GoodsAttributes(aroma: "酱香", priceBand: "super")),
    ]

    private func reasons(_ component: String, budget: String = #"{"amountFen":100000000}"#, _ policy: ApprovalPolicy = policy) throws -> [ApprovalReason] {
        let definition = try CampaignText.definition(CampaignText.campaign(component, #","budget":\#(budget)"#))
        return policy.reasons(for: definition) { Self.list[$0] }
    }

    private static let order = #""scope":{"skus":["A","B"]}"#

    /// The depth each component goes to, when that is above three tenths.
    static let depths: [(String, Int64?)] = [
        (#"{"kind":"flashSale","sku":"A","priceFen":7001,"quotaUnits":1}"#, nil),
        (#"{"kind":"flashSale","sku":"A","priceFen":7000,"quotaUnits":1}"#, nil),
        (#"{"kind":"flashSale","sku":"A","priceFen":6999,"quotaUnits":1}"#, 3001),
        (#"{"kind":"flashSale","sku":"A","priceFen":20000,"quotaUnits":1}"#, nil),
        (#"{"kind":"flashSale","sku":"NONE","priceFen":20000,"quotaUnits":1}"#, 10_000),
        (#"{"kind":"groupBuy","sku":"B","priceFen":3500,"size":2,"joinMinutes":1}"#, nil),
        (#"{"kind":"groupBuy","sku":"B","priceFen":3499,"size":2,"joinMinutes":1}"#, 3002),
        (#"{"kind":"tiered","basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":9000},{"fromUnits":2,"priceFen":7000}],\#(order)}"#, nil),
        (#"{"kind":"tiered","basis":"order","mode":"whole","tiers":[{"fromUnits":1,"priceFen":9000},{"fromUnits":2,"priceFen":6999}],\#(order)}"#, 3001),
        (#"{"kind":"tiered","basis":"period","mode":"whole","tiers":[{"fromUnits":1,"rebateFenPerUnit":1500}],\#(order)}"#, nil),
        (#"{"kind":"tiered","basis":"period","mode":"whole","tiers":[{"fromUnits":1,"rebateFenPerUnit":1501}],\#(order)}"#, 3002),
        (#"{"kind":"tiered","basis":"period","mode":"whole","tiers":[{"fromUnits":1,"rebateFenPerUnit":1}],"scope":{"brand":["x"]}}"#, 10_000),
        (#"{"kind":"blindBox","priceFen":5250,"pool":[{"sku":"A","weightBps":5000,"units":1},{"sku":"B","weightBps":5000,"units":1}],"publishedOdds":true}"#, nil),
        (#"{"kind":"blindBox","priceFen":5249,"pool":[{"sku":"A","weightBps":5000,"units":1},{"sku":"B","weightBps":5000,"units":1}],"publishedOdds":true}"#, 3002),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offFen":300}],\#(order)}"#, nil),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offFen":301}],\#(order)}"#, 3010),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offFen":301}],"capFen":300,\#(order)}"#, nil),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offBps":3000}],\#(order)}"#, nil),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offBps":3001}],\#(order)}"#, 3001),
        (#"{"kind":"threshold","tiers":[{"minFen":1000,"offFen":100},{"minFen":2000,"offFen":601}],\#(order)}"#, 3005),
        (#"{"kind":"threshold","tiers":[{"minFen":33334,"gift":{"sku":"A","units":1}}],\#(order)}"#, nil),
        (#"{"kind":"threshold","tiers":[{"minFen":33333,"gift":{"sku":"A","units":1}}],\#(order)}"#, 3001),
        (#"{"kind":"threshold","tiers":[{"minFen":33333,"gift":{"sku":"NONE","units":1}}],\#(order)}"#, 10_000),
        (#"{"kind":"threshold","tiers":[{"minUnits":10,"offFen":15000}],\#(order)}"#, nil),
        (#"{"kind":"threshold","tiers":[{"minUnits":10,"offFen":15001}],\#(order)}"#, 3001),
        (#"{"kind":"threshold","tiers":[{"minUnits":10,"offFen":1}],"scope":{"aroma":["清香"]}}"#, 10_000),
        (#"{"kind":"coupon","code":"X","offFen":300,"minFen":1000,\#(order)}"#, nil),
        (#"{"kind":"coupon","code":"X","offFen":301,"minFen":1000,\#(order)}"#, 3010),
        (#"{"kind":"coupon","code":"X","offFen":1,\#(order)}"#, 10_000),
        (#"{"kind":"coupon","code":"X","offBps":3000,\#(order)}"#, nil),
        (#"{"kind":"coupon","code":"X","offBps":3001,\#(order)}"#, 3001),
        (#"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"B","units":2}],"priceFen":14000}"#, nil),
        (#"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"B","units":2}],"priceFen":13999}"#, 3001),
        (#"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"NONE","units":2}],"priceFen":13999}"#, 10_000),
        (#"{"kind":"storedValue","principalFen":7000,"bonusFen":3000}"#, nil),
        (#"{"kind":"storedValue","principalFen":7000,"bonusFen":3001}"#, 3001),
        (#"{"kind":"storedValue","principalFen":23334,"gift":{"sku":"A","units":1}}"#, nil),
        (#"{"kind":"storedValue","principalFen":23333,"gift":{"sku":"A","units":1}}"#, 3001),
        (#"{"kind":"points","earnBps":3000,"redeemFenPerPoint":1,"maxShareBps":10000}"#, nil),
        (#"{"kind":"points","earnBps":1501,"redeemFenPerPoint":2,"maxShareBps":1}"#, 3002),
        (#"{"kind":"addOn","qualifierFen":1,"sku":"A","addOnFen":0,\#(order)}"#, nil),
        (#"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":10000,"minFen":1,"maxFen":100000}]}"#, nil),
        (#"{"kind":"nearExpiry","bands":[{"daysLeft":30,"offBps":9000}],"skus":["A"]}"#, nil),
    ]

    @Test(arguments: depths)
    func `what goes deeper than the policy needs approval, to the fen`(component: String, offBps: Int64?) throws {
        #expect(try reasons(component) == (offBps.map { [.discountDepth(offBps: $0, maxOffBps: 3000)] } ?? []))
    }

    @Test(arguments: [(3000, false, false), (3001, false, true), (3001, true, false)])
    func `near-expiry clearance has its fast path where there is one`(offBps: Int64, isFast: Bool, needsApproval: Bool) throws {
        var policy = Self.policy
        policy.nearExpiryFastPath = isFast
        let found = try reasons(#"{"kind":"nearExpiry","bands":[{"daysLeft":90,"offBps":1},{"daysLeft":30,"offBps":\#(offBps)}],"skus":["A"]}"#, policy)
        #expect(found == (needsApproval ? [.discountDepth(offBps: 3001, maxOffBps: 3000)] : []))
    }

    @Test func `a budget is said and within the policy`() throws {
        let component = #"{"kind":"flashSale","sku":"A","priceFen":7000,"quotaUnits":1}"#
        #expect(try reasons(component, budget: #"{"amountFen":100000000}"#) == [])
        #expect(try reasons(component, budget: #"{"amountFen":100000001}"#) == [.budget(amountFen: 100_000_001, maxBudgetFen: 100_000_000)])
        #expect(try reasons(component, budget: #"{"uses":1}"#) == [.budget(amountFen: nil, maxBudgetFen: 100_000_000)])
        #expect(try reasons(#"{"kind":"nearExpiry","bands":[{"daysLeft":30,"offBps":1}],"skus":["A"]}"#, budget: "{}").map(\.code) == ["BUDGET"])
    }

    @Test(arguments: [
        (#"{"kind":"flashSale","sku":"P","priceFen":200000,"quotaUnits":1}"#, true),
        (#"{"kind":"groupBuy","sku":"P","priceFen":200000,"size":2,"joinMinutes":1}"#, true),
        (#"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"P","units":1}],"priceFen":210000}"#, true),
        (#"{"kind":"coupon","code":"X","offBps":1}"#, true),
        (#"{"kind":"coupon","code":"X","offBps":1,"scope":{"excludedSkus":["P"]}}"#, false),
        (#"{"kind":"coupon","code":"X","offBps":1,"scope":{"aroma":["浓香"]}}"#, false),
        (#"{"kind":"coupon","code":"X","offBps":1,"scope":{"priceBand":["super"],"aroma":["酱香"]}}"#, true),
        (#"{"kind":"threshold","tiers":[{"minFen":1000000,"gift":{"sku":"P","units":1}}],"scope":{"skus":["A"]}}"#, true),
        (#"{"kind":"addOn","qualifierFen":1,"sku":"P","addOnFen":0,"scope":{"skus":["A"]}}"#, true),
        (#"{"kind":"addOn","qualifierFen":1,"sku":"A","addOnFen":0,"scope":{"skus":["B"]}}"#, false),
        (#"{"kind":"luckyDraw","tokenSource":"game","prizes":[{"weightBps":10000,"sku":"P","stock":1}]}"#, true),
        (#"{"kind":"points","earnBps":1,"redeemFenPerPoint":1,"maxShareBps":1}"#, false),
        (#"{"kind":"nearExpiry","bands":[{"daysLeft":30,"offBps":1}],"skus":["A","P"]}"#, true),
    ])
    func `a SKU that headquarters watches is found by name or by scope`(component: String, isTouched: Bool) throws {
        #expect(try reasons(component, budget: #"{"amountFen":1}"#) == (isTouched ? [.sku(Code(stored: "P"))] : []))
    }

    @Test func `all reasons are told`() throws {
        let found = try reasons(#"{"kind":"flashSale","sku":"P","priceFen":1,"quotaUnits":1}"#, budget: "{}")
        #expect(found.map(\.code) == ["DISCOUNT_DEPTH", "BUDGET", "SKU"])
        #expect(found.first == .discountDepth(offBps: 10_000, maxOffBps: 3000))
    }

    @Test func `a policy is written as it is read`() throws {
        let text = #"{"maxOffBps":3000,"maxBudgetFen":100000000,"requiresApprovalSkus":["P"],"nearExpiryFastPath":true}"#
        var form = ObjectForm(try CampaignText.object(text))
        let policy = ApprovalPolicy.read(&form)
        try form.finish()
        #expect(policy == Self.policy)
        #expect(CampaignText.text(JSONWriter.object(policy.write)) == text)
    }

    @Test(arguments: [
        ("{}", "/maxOffBps MISSING, /maxBudgetFen MISSING, /requiresApprovalSkus MISSING, /nearExpiryFastPath MISSING"),
        (#"{"maxOffBps":10001,"maxBudgetFen":-1,"requiresApprovalSkus":["P","P"],"nearExpiryFastPath":1,"slaHours":48}"#,
            "/maxOffBps OUT_OF_RANGE, /maxBudgetFen OUT_OF_RANGE, /requiresApprovalSkus/1 DUPLICATE_SKU, /nearExpiryFastPath WRONG_TYPE, /slaHours UNKNOWN_FIELD"),
        (#"{"maxOffBps":10000,"maxBudgetFen":0,"requiresApprovalSkus":[],"nearExpiryFastPath":false}"#, ""),
    ])
    func `a policy says everything within its range`(text: String, expected: String) throws {
        let told = try TemplateText.told {
            var form = ObjectForm(try CampaignText.object(text))
            _ = ApprovalPolicy.read(&form)
            try form.finish()
        }
        #expect(told == expected)
    }
}
