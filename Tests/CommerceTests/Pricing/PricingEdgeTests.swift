import Commerce
import Testing

/// Where rounding, or goods that bear nothing, could get around a rule. A costs 100 (floor 60), B 50 (floor 30), C 10 (no floor).
struct PricingEdgeTests {
    private typealias Story = PricingStory

    @Test func `units that part from a line leave no bottle of it below its floor`() throws {
        // Two of A come down to their floor by 41 and 39: of the odd fen each bottle has one, and the one that stays keeps its 60.
        let campaigns = [
            try Story.campaign("threshold", #"{"kind":"threshold","scope":{"skus":["A"]},"tiers":[{"minFen":200,"offFen":41}]}"#),
            try Story.campaign("coupon", #"{"kind":"coupon","code":"K","offFen":39,"scope":{"skus":["A"]}}"#),
            try Story.campaign("addOn", #"{"kind":"addOn","qualifierUnits":10,"ratio":10,"sku":"A","addOnFen":10,"maxUnits":1}"#),
        ]
        let priced = PricingEngine.price(Story.request(["A": 2, "C": 10], campaigns, coupons: ["K"]))
        #expect(["threshold", "coupon", "addOn"].map(priced.outcome) == ["41", "39", "50"])
        #expect(priced.nets == [70, 100])
    }

    @Test func `goods that cost nothing any more earn no add-on`() throws {
        let campaigns = [
            try Story.campaign("coupon", #"{"kind":"coupon","code":"K","offFen":10,"scope":{"skus":["C"]}}"#),
            try Story.campaign("addOn", #"{"kind":"addOn","qualifierUnits":1,"ratio":1,"sku":"B","addOnFen":1,"maxUnits":1}"#),
        ]
        let priced = PricingEngine.price(Story.request(["C": 1, "B": 1], campaigns, coupons: ["K"]))
        #expect(["coupon", "addOn"].map(priced.outcome) == ["10", "FLOOR_PRICE"])
        #expect(priced.nets == [0, 50])
    }

    @Test(arguments: [(69, "BELOW_THRESHOLD"), (70, "50 FLOOR_PRICE"), (99, "50 FLOOR_PRICE"), (100, "100")] as [(Int64, String)])
    func `a gift worth more than what earns it is cut, and says so`(fen: Int64, outcome: String) throws {
        // One fen a bottle and no floor, so that only the goods' own worth bounds the gift: two of B, 100 together.
        var request = Story.request(["C": fen], [try Story.campaign("gift", #"{"kind":"threshold","tiers":[{"minFen":70,"gift":{"sku":"B","units":2}}]}"#)])
        request.lines[0].unitPriceFen = 1
        #expect(PricingEngine.price(request).outcome("gift") == outcome)
    }

    @Test(arguments: [
        (12, ["10", "5", "EXCLUDED_BY a"]), (15, ["10", "5", "EXCLUDED_BY a"]), (16, ["EXCLUDED_BY s", "EXCLUDED_BY s", "16"]),
    ] as [(Int64, [String])])
    func `a coupon that stands alone beats its category's joint one only by beating all joint ones together`(alone: Int64, outcomes: [String]) throws {
        let campaigns = [
            try Story.campaign("a", #"{"kind":"coupon","code":"K1","category":"one","offFen":10}"#),
            try Story.campaign("b", #"{"kind":"coupon","code":"K2","category":"two","offFen":5}"#),
            try Story.campaign("s", #"{"kind":"coupon","code":"K3","category":"one","joint":false,"offFen":\#(alone)}"#),
        ]
        let priced = PricingEngine.price(Story.request(["C": 20], campaigns, coupons: ["K1", "K2", "K3"]))
        #expect(["a", "b", "s"].map(priced.outcome) == outcomes)
    }
}
