import Commerce
import Testing

/// Campaigns beside each other. A costs 100 (floor 60), B 50 (floor 30), C 10 (no floor).
struct PricingStackTests {
    private typealias Story = PricingStory

    private static func off(_ fen: Int64, least: Int64 = 1) -> String { #"{"kind":"threshold","tiers":[{"minFen":\#(max(least, fen)),"offFen":\#(fen)}]}"# }

    @Test func `of line prices the lowest wins, unless a priority says otherwise`() throws {
        let low = try Story.campaign("low", #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":9}"#)
        let high = try Story.campaign("high", #"{"kind":"groupBuy","sku":"A","priceFen":90,"size":2,"joinMinutes":5}"#)
        let priced = PricingEngine.price(Story.request(["A": 1], [low, high], joined: ["high"]))
        #expect([priced.outcome("low"), priced.outcome("high")] == ["20", "EXCLUDED_BY low"])
        var preferred = high
        preferred.definition.stacking.priority = 1
        let other = PricingEngine.price(Story.request(["A": 1], [low, preferred], joined: ["high"]))
        #expect([other.outcome("low"), other.outcome("high")] == ["EXCLUDED_BY high", "10"])
    }

    @Test func `the exclusive best holds; of a best two the third goes; all go by priority`() throws {
        func three(_ mode: String, count: Int? = nil) throws -> [String] {
            let campaigns = try zip(["x", "y", "z"], [30, 20, 40]).map { try Story.campaign($0, Self.off($1), group: "g", mode: mode, count: count) }
            let priced = PricingEngine.price(Story.request(["C": 20], campaigns))
            return ["x", "y", "z"].map(priced.outcome)
        }
        #expect(try three("exclusive") == ["EXCLUDED_BY z", "EXCLUDED_BY z", "40"])
        #expect(try three("best", count: 2) == ["30", "EXCLUDED_BY z", "40"])
        #expect(try three("all") == ["30", "20", "40"])
    }

    @Test func `the strictest of a group's modes holds for all of it, and another group stands beside it`() throws {
        let campaigns = [
            try Story.campaign("x", Self.off(30), group: "g", mode: "all"), try Story.campaign("y", Self.off(20), group: "g", mode: "exclusive"),
            try Story.campaign("z", Self.off(10), group: "h"),
        ]
        let priced = PricingEngine.price(Story.request(["C": 20], campaigns))
        #expect(["x", "y", "z"].map(priced.outcome) == ["30", "EXCLUDED_BY x", "10"])
    }

    @Test func `the floor cuts back the campaign that comes last`() throws {
        // Of 100 at most 40 may go.
        let first = try Story.campaign("first", Self.off(30), group: "g", mode: "all", priority: 9)
        let second = try Story.campaign("second", Self.off(30), group: "g", mode: "all", priority: 1)
        let coupon = try Story.campaign("coupon", #"{"kind":"coupon","code":"K","offFen":5}"#)
        let priced = PricingEngine.price(Story.request(["A": 1], [coupon, second, first], coupons: ["K"]))
        #expect(["first", "second", "coupon"].map(priced.outcome) == ["30", "10 FLOOR_PRICE", "FLOOR_PRICE"])
        #expect(priced.nets == [60])
    }

    @Test func `of a category one coupon counts, and one that stands alone must beat the others together`() throws {
        func coupons(_ alone: Int64) throws -> [String] {
            let campaigns = [
                try Story.campaign("a1", #"{"kind":"coupon","code":"K1","category":"a","offFen":10}"#),
                try Story.campaign("a2", #"{"kind":"coupon","code":"K2","category":"a","offFen":12}"#),
                try Story.campaign("b", #"{"kind":"coupon","code":"K3","category":"b","offFen":5}"#),
                try Story.campaign("s", #"{"kind":"coupon","code":"K4","category":"s","joint":false,"offFen":\#(alone)}"#),
            ]
            let priced = PricingEngine.price(Story.request(["C": 20], campaigns, coupons: ["K1", "K2", "K3", "K4"]))
            return ["a1", "a2", "b", "s"].map(priced.outcome)
        }
        #expect(try coupons(17) == ["EXCLUDED_BY a2", "12", "5", "EXCLUDED_BY a2"])
        #expect(try coupons(18) == ["EXCLUDED_BY s", "EXCLUDED_BY s", "EXCLUDED_BY s", "18"])
    }

    @Test func `a bundle takes units out of their flash price only when that saves`() throws {
        let flash = try Story.campaign("flash", #"{"kind":"flashSale","sku":"A","priceFen":70,"quotaUnits":1}"#)
        func both(_ price: Int64) throws -> Pricing {
            let bundle = try Story.campaign("bundle", #"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"B","units":1}],"priceFen":\#(price)}"#)
            return PricingEngine.price(Story.request(["A": 1, "B": 1], [flash, bundle]))
        }
        let dear = try both(120)
        #expect([dear.outcome("flash"), dear.outcome("bundle"), String(dear.totalFen)] == ["30", "NOT_CHEAPER", "120"])
        let cheap = try both(119)
        #expect([cheap.outcome("flash"), cheap.outcome("bundle"), String(cheap.totalFen)] == ["EXCLUDED_BY bundle", "31", "119"])
        // Two of A, one at the flash price: the bundle takes the other.
        let bundle = try Story.campaign("bundle", #"{"kind":"bundle","components":[{"sku":"A","units":1},{"sku":"B","units":1}],"priceFen":120}"#)
        let two = PricingEngine.price(Story.request(["A": 2, "B": 1], [flash, bundle]))
        #expect([two.outcome("flash"), two.outcome("bundle"), String(two.totalFen)] == ["30", "30", "190"])
    }

    @Test func `later phases measure what earlier ones left`() throws {
        let flash = try Story.campaign("flash", #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":9}"#)
        let threshold = try Story.campaign("threshold", #"{"kind":"threshold","tiers":[{"minFen":81,"offFen":1}]}"#)
        let coupon = try Story.campaign("coupon", #"{"kind":"coupon","code":"K","minFen":80,"offBps":1000}"#)
        let priced = PricingEngine.price(Story.request(["A": 1], [coupon, threshold, flash], coupons: ["K"]))
        #expect(["flash", "threshold", "coupon"].map(priced.outcome) == ["20", "BELOW_THRESHOLD", "8"])
    }

    @Test func `a gift uses its earners' headroom up, and is lowered to what they bear`() throws {
        // Two of A bear 80 together; a gift of B is worth 50, so one goes of two, and 30 are left for a coupon.
        let gift = try Story.campaign("gift", #"{"kind":"threshold","tiers":[{"minFen":200,"gift":{"sku":"B","units":2}}]}"#)
        let coupon = try Story.campaign("coupon", #"{"kind":"coupon","code":"K","offFen":31}"#)
        let priced = PricingEngine.price(Story.request(["A": 2], [gift, coupon], coupons: ["K"]))
        #expect([priced.outcome("gift"), priced.outcome("coupon")] == ["50 FLOOR_PRICE", "30 FLOOR_PRICE"])
        #expect(priced.lines.map { "\($0.sku.text) \($0.units) \($0.netFen) \($0.givenBy?.text ?? "-")" } == ["A 2 170 -", "B 1 0 gift"])
        #expect([priced.subtotalFen, priced.discountFen, priced.totalFen] == [250, 80, 170])
    }

    @Test func `a gift nobody sells here can't be given`() throws {
        let gift = try Story.campaign("gift", #"{"kind":"threshold","tiers":[{"minFen":200,"gift":{"sku":"Z","units":2}}]}"#)
        #expect(PricingEngine.price(Story.request(["A": 2], [gift])).outcome("gift") == "GIFT_UNAVAILABLE")
    }

    @Test func `issued codes that are spent are told from none`() throws {
        let coupon = try Story.campaign("c", #"{"kind":"coupon","codes":["K1","K2"],"offFen":5}"#)
        func outcome(_ presented: [String], spent: Set<Code>) -> String {
            PricingEngine.price(Story.request(["C": 20], [coupon], coupons: presented, left: ["c": CampaignAllowance(spentCodes: spent)])).outcome("c")
        }
        let spent: Set<Code> = [Code(stored: "K1")]
        #expect(outcome(["K1"], spent: spent) == "COUPON_SPENT")
        #expect(outcome(["K2"], spent: spent) == "5")
        #expect(outcome(["K1", "K2"], spent: spent) == "5")
        #expect(outcome(["K3"], spent: spent) == "NO_COUPON")
    }
}
