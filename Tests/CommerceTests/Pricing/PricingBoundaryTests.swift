import Commerce
import Testing

/// Each kind one below, at and above its edge. A costs 100 (floor 60), B 50 (floor 30), C 10 (no floor).
struct PricingBoundaryTests {
    private typealias Story = PricingStory

    private func priced(
        _ lines: KeyValuePairs<String, Int64>, _ component: String, coupons: [String] = [], left: CampaignAllowance = CampaignAllowance(),
        budget: String = "{}", joined: [String] = [], lots: [PricingRequest.Lot] = [], marginFloorFen: Int64? = nil, at: Instant = Story.noon,
        windows: String = "[]"
    ) throws -> Pricing {
        PricingEngine.price(
            Story.request(
                lines, [try Story.campaign("c", component, budget: budget, windows: windows)], coupons: coupons, at: at, left: ["c": left], joined: joined,
                lots: lots, marginFloorFen: marginFloorFen))
    }

    @Test(arguments: [(9, nil, 9 * 80), (10, nil, 10 * 80), (11, nil, 10 * 80 + 100), (11, 3, 3 * 80 + 8 * 100), (5, 0, 500)] as [(Int64, Int64?, Int64)])
    func `a flash sale's price holds for what is left of its quota`(units: Int64, left: Int64?, net: Int64) throws {
        let priced = try priced(["A": units], #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":10}"#, left: CampaignAllowance(units: left))
        #expect(priced.totalFen == net)
        #expect(priced.outcome("c") == (left == 0 ? "QUOTA_SPENT" : String(units * 100 - net)))
    }

    @Test(arguments: [(2, 160), (3, 240), (4, 340)] as [(Int64, Int64)])
    func `a buyer has its own share of it, over all lines`(units: Int64, net: Int64) throws {
        let component = #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":10,"perBuyerUnits":3}"#
        #expect(try priced(["A": units], component).totalFen == net)
        #expect(try priced(["A": 1, "A": units - 1], component).totalFen == net)
    }

    @Test(arguments: [(61, "39"), (60, "40"), (59, "40 FLOOR_PRICE")] as [(Int64, String)])
    func `a price below the floor is raised to it`(price: Int64, outcome: String) throws {
        #expect(try priced(["A": 1], #"{"kind":"flashSale","sku":"A","priceFen":\#(price),"quotaUnits":10}"#).outcome("c") == outcome)
    }

    @Test(arguments: [(75, 70, "25"), (74, 74, "26"), (73, 74, "26 MARGIN_GUARD")] as [(Int64, Int64, String)])
    func `a price below what keeps the margin is raised to it`(price: Int64, least: Int64, outcome: String) throws {
        let sale = #"{"kind":"flashSale","sku":"A","priceFen":\#(price),"quotaUnits":10}"#
        #expect(try priced(["A": 1], sale, marginFloorFen: least).outcome("c") == outcome)
    }

    @Test(arguments: [(100, "NOT_CHEAPER"), (99, "1")] as [(Int64, String)])
    func `a price that isn't lower is none`(price: Int64, outcome: String) throws {
        #expect(try priced(["A": 1], #"{"kind":"flashSale","sku":"A","priceFen":\#(price),"quotaUnits":10}"#).outcome("c") == outcome)
    }

    /// 11:00 to 13:00 in Shanghai.
    @Test(arguments: [("02:59:59.999", "OUTSIDE_WINDOW"), ("03:00:00.000", "20"), ("04:59:59.999", "20"), ("05:00:00.000", "OUTSIDE_WINDOW")])
    func `a window is open from its first minute until before its last`(time: String, outcome: String) throws {
        let at = try #require(Instant(rfc3339: "2026-06-15T\(time)Z"))
        let sale = #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":10}"#
        #expect(try priced(["A": 1], sale, at: at, windows: #"[{"from":"11:00","to":"13:00"}]"#).outcome("c") == outcome)
    }

    @Test(arguments: [("2025-12-31T23:59:59.999Z", "NOT_STARTED"), ("2026-01-01T00:00:00Z", "20"), ("2026-12-31T23:59:59.999Z", "20"), ("2027-01-01T00:00:00Z", "ENDED")])
    func `a campaign is on from its start until before its end`(time: String, outcome: String) throws {
        let sale = #"{"kind":"flashSale","sku":"A","priceFen":80,"quotaUnits":10}"#
        #expect(try priced(["A": 1], sale, at: try #require(Instant(rfc3339: time))).outcome("c") == outcome)
    }

    @Test(arguments: [(9, "BELOW_THRESHOLD"), (10, "100"), (19, "190"), (20, "400"), (21, "420")] as [(Int64, String)])
    func `a whole tier prices all units`(units: Int64, outcome: String) throws {
        let tiers = #"{"kind":"tiered","basis":"order","mode":"whole","tiers":[{"fromUnits":10,"priceFen":90},{"fromUnits":20,"priceFen":80}],"scope":{"skus":["A"]}}"#
        #expect(try priced(["A": units], tiers).outcome("c") == outcome)
    }

    /// Units 1 to 9 at 100, 10 to 19 at 90, from 20 at 80.
    @Test(arguments: [(9, "BELOW_THRESHOLD"), (10, "10"), (19, "100"), (20, "120"), (21, "140")] as [(Int64, String)])
    func `an incremental tier prices the units from it on`(units: Int64, outcome: String) throws {
        let tiers = #"{"kind":"tiered","basis":"order","mode":"incremental","tiers":[{"fromUnits":10,"priceFen":90},{"fromUnits":20,"priceFen":80}],"scope":{"skus":["A"]}}"#
        #expect(try priced(["A": units], tiers).outcome("c") == outcome)
    }

    @Test(arguments: [(31, "NO_LOTS"), (30, "20"), (11, "20"), (10, "80"), (0, "80"), (-1, "NO_LOTS")] as [(Int, String)])
    func `a clearance takes off by the days that are left`(days: Int, outcome: String) throws {
        let today = Story.noon.day(offsetMinutes: Instant.shanghaiOffsetMinutes).daysSince1970
        let lot = PricingRequest.Lot(lot: Code(stored: "L"), bestBefore: CalendarDay(daysSince1970: today + days), units: 2)
        let clearance = #"{"kind":"nearExpiry","skus":["A"],"bands":[{"daysLeft":30,"offBps":1000},{"daysLeft":10,"offBps":4000}]}"#
        #expect(try priced(["A": 5], clearance, lots: [lot]).outcome("c") == outcome)
    }

    /// C is 10 a bottle.
    @Test(arguments: [(9, "BELOW_THRESHOLD"), (10, "10"), (19, "10"), (20, "25"), (39, "25")] as [(Int64, String)])
    func `a threshold's highest tier reached counts`(units: Int64, outcome: String) throws {
        #expect(try priced(["C": units], #"{"kind":"threshold","tiers":[{"minFen":100,"offFen":10},{"minFen":200,"offFen":25}]}"#).outcome("c") == outcome)
    }

    @Test(arguments: [(99, "10"), (100, "10"), (101, "BELOW_THRESHOLD")] as [(Int64, String)])
    func `a fen decides whether a threshold is reached`(least: Int64, outcome: String) throws {
        #expect(try priced(["C": 10], #"{"kind":"threshold","tiers":[{"minFen":\#(least),"offFen":10}]}"#).outcome("c") == outcome)
    }

    @Test(arguments: [(19, "10"), (20, "20"), (29, "20"), (30, "25"), (99, "25")] as [(Int64, String)])
    func `a repeated threshold counts whole times, up to its cap`(units: Int64, outcome: String) throws {
        #expect(try priced(["C": units], #"{"kind":"threshold","tiers":[{"minUnits":10,"offFen":10}],"repeat":true,"capFen":25}"#).outcome("c") == outcome)
    }

    @Test(arguments: [(3333, "33"), (3330, "33"), (3400, "34"), (3299, "32")] as [(Int64, String)])
    func `a share is rounded down`(bps: Int64, outcome: String) throws {
        #expect(try priced(["C": 10], #"{"kind":"threshold","tiers":[{"minFen":1,"offBps":\#(bps)}]}"#).outcome("c") == outcome)
    }

    @Test(arguments: [(100, "99"), (99, "99"), (101, "BELOW_THRESHOLD")] as [(Int64, String)])
    func `a coupon wants its least`(least: Int64, outcome: String) throws {
        #expect(try priced(["C": 10], #"{"kind":"coupon","code":"K","minFen":\#(least),"offFen":99}"#, coupons: ["K"]).outcome("c") == outcome)
    }

    @Test(arguments: [(1, "BELOW_THRESHOLD"), (2, "20"), (3, "20"), (4, "40")] as [(Int64, String)])
    func `a bundle forms as often as its scarcest part allows`(units: Int64, outcome: String) throws {
        // Two of A and one of B are 250; together 230.
        let bundle = #"{"kind":"bundle","components":[{"sku":"A","units":2},{"sku":"B","units":1}],"priceFen":230}"#
        #expect(try priced(["A": units, "B": 2], bundle).outcome("c") == outcome)
    }

    @Test(arguments: [(9, "BELOW_THRESHOLD"), (10, "8"), (19, "8"), (20, "16"), (40, "16")] as [(Int64, String)])
    func `an add-on is had for each whole time that others qualify`(units: Int64, outcome: String) throws {
        let addOn = #"{"kind":"addOn","qualifierUnits":10,"ratio":10,"sku":"C","addOnFen":2,"maxUnits":2}"#
        #expect(try priced(["B": units, "C": 5], addOn).outcome("c") == outcome)
    }

    @Test(arguments: [(99, "BUDGET_SPENT"), (100, "100"), (101, "100")] as [(Int64, String)])
    func `money is given whole or not at all`(left: Int64, outcome: String) throws {
        let threshold = #"{"kind":"threshold","tiers":[{"minFen":100,"offFen":100}]}"#
        #expect(try priced(["A": 5], threshold, left: CampaignAllowance(amountFen: left)).outcome("c") == outcome)
        #expect(try priced(["A": 5], threshold, budget: #"{"perDayFen":\#(left)}"#).outcome("c") == outcome)
        let own = outcome == "BUDGET_SPENT" ? "LIMIT_REACHED" : outcome
        #expect(try priced(["A": 5], threshold, left: CampaignAllowance(buyerFen: left)).outcome("c") == own)
    }

    /// Five of A may fall to 300 together.
    @Test(arguments: [(199, "199"), (200, "200"), (201, "200 FLOOR_PRICE")] as [(Int64, String)])
    func `a discount stops at the floor`(off: Int64, outcome: String) throws {
        #expect(try priced(["A": 5], #"{"kind":"threshold","tiers":[{"minFen":201,"offFen":\#(off)}]}"#).outcome("c") == outcome)
    }

    @Test func `an order's discount is divided by largest remainder, ties to the earlier line`() throws {
        // 10 over nets 30, 30, 30: 3, 3, 3 and one left over.
        let priced = try priced(["C": 3, "C": 3, "C": 3], #"{"kind":"threshold","tiers":[{"minFen":90,"offFen":10}]}"#)
        #expect(priced.nets == [26, 27, 27])
        // 7 over 100 and 50: 4.67 and 2.33.
        let two = try self.priced(["A": 1, "B": 1], #"{"kind":"threshold","tiers":[{"minFen":150,"offFen":7}]}"#)
        #expect(two.nets == [95, 48])
    }

    @Test func `the least price that keeps a margin`() {
        #expect(MarginGuard.leastUnitFen(costFen: 90, marginBps: 1000) == 100)
        #expect(MarginGuard.leastUnitFen(costFen: 91, marginBps: 1000) == 102)
        #expect(MarginGuard.leastUnitFen(costFen: 0, marginBps: 1000) == 0)
        for cost in 0..<500 as Range<Int64> {
            let least = MarginGuard.leastUnitFen(costFen: cost, marginBps: 1234)
            #expect((least - cost) * 10_000 >= least * 1234)
            #expect(least == 0 || (least - 1 - cost) * 10_000 < (least - 1) * 1234)
        }
    }
}
