import Commerce
import Testing

struct AdvanceOrderTests {
    private static let now = Instant(millisecondsSince1970: 1_768_442_400_000)
    private static let sale = AdvanceSale(depositFen: 1000, balanceDue: now.adding(days: 5), shipsAfter: now.adding(days: 9))

    private static func code(_ text: String) -> Code { Code(stored: text) }

    private static func campaign(_ id: String, _ component: CampaignComponent) -> Campaign {
        Campaign(
            id: code(id), version: 1,
            definition: CampaignDefinition(
                name: id, owner: code("HQ"), component: component, audience: CampaignAudience(organizations: [code("HQ")], tiers: []),
                schedule: CampaignSchedule(startsAt: Instant(millisecondsSince1970: 0), endsAt: now.adding(days: 99), dailyWindows: []),
                stacking: CampaignStacking(group: "line-price", mode: .exclusive, priority: 0), budget: .unlimited))
    }

    private static func flash(_ id: String = "F", _ sale: AdvanceSale? = sale) -> Campaign {
        campaign(id, .flashSale(FlashSale(sku: code("L"), priceFen: 4500, quotaUnits: 10, advance: sale)))
    }

    private static func adjusted(_ campaign: String, _ kind: CampaignKind, _ fen: Int64, on units: Int64) -> Pricing.Adjustment {
        Pricing.Adjustment(campaign: code(campaign), version: 1, kind: kind, fen: fen, units: units)
    }

    private static func line(_ number: Int, _ sku: String, _ units: Int64, at fen: Int64, _ adjustments: [Pricing.Adjustment] = []) -> Pricing.Line {
        Pricing.Line(line: number, sku: code(sku), units: units, unitPriceFen: fen, adjustments: adjustments)
    }

    private static func advance(_ lines: [Pricing.Line], _ campaigns: [Campaign], at instant: Instant = now) -> AdvanceOrder? {
        AdvanceOrder(Pricing(lines: lines, campaigns: []), campaigns: campaigns, at: instant)
    }

    @Test func `a deposit is held for what was sold in advance, and all else in full`() {
        let lines = [Self.line(0, "L", 12, at: 5000, [Self.adjusted("F", .flashSale, 5000, on: 10)]), Self.line(1, "A", 6, at: 10_000)]
        let advance = Self.advance(lines, [Self.flash()])
        // Of 55,000 the deposit of ten bottles and the two at their list price.
        #expect(advance?.deposits == [AdvanceOrder.Deposit(line: 0, units: 12, fen: 10_000)])
        #expect(advance?.balanceFen == 35_000)
        #expect(advance?.balanceDue == Self.sale.balanceDue && advance?.shipsAfter == Self.sale.shipsAfter)
    }

    @Test func `a deposit is never more than what the line comes to`() {
        let lines = [
            Self.line(0, "L", 10, at: 5000, [Self.adjusted("F", .flashSale, 5000, on: 10), Self.adjusted("C", .coupon, 35_001, on: 10)])
        ]
        let advance = Self.advance(lines, [Self.flash()])
        #expect(advance?.depositFen == 9999 && advance?.balanceFen == 0)
    }

    @Test func `a bundle's deposit is for each whole bundle, split over its bottles as its price is`() {
        let bundle = Bundle(
            components: [GiftGoods(sku: Self.code("A"), units: 6), GiftGoods(sku: Self.code("L"), units: 6)], priceFen: 81_000, wholeOnly: false,
            advance: AdvanceSale(depositFen: 9001, balanceDue: Self.sale.balanceDue, shipsAfter: Self.sale.shipsAfter))
        let lines = [
            Self.line(0, "A", 12, at: 10_000, [Self.adjusted("B", .bundle, 12_000, on: 12)]),
            Self.line(1, "L", 13, at: 5000, [Self.adjusted("B", .bundle, 6000, on: 12)]),
        ]
        let advance = Self.advance(lines, [Self.campaign("B", .bundle(bundle))])
        #expect(advance?.deposits.map(\.fen) == [12_001, 6001])
        #expect(advance?.balanceFen == 143_998)
    }

    @Test func `of two sales the earliest balance is due, and the order ships after the latest`() {
        let other = AdvanceSale(depositFen: 1, balanceDue: Self.now.adding(days: 1), shipsAfter: Self.now.adding(days: 20))
        let lines = [
            Self.line(0, "L", 1, at: 5000, [Self.adjusted("F", .flashSale, 500, on: 1)]),
            Self.line(1, "L", 1, at: 5000, [Self.adjusted("G", .flashSale, 500, on: 1)]),
        ]
        let advance = Self.advance(lines, [Self.flash(), Self.flash("G", other)])
        #expect(advance?.balanceDue == other.balanceDue && advance?.shipsAfter == other.shipsAfter)
        #expect(advance?.depositFen == 1001)
    }

    @Test func `once the balance was due everything is held at once, and still ships later`() {
        let lines = [Self.line(0, "L", 10, at: 5000, [Self.adjusted("F", .flashSale, 5000, on: 10)])]
        let last = Instant(millisecondsSince1970: Self.sale.balanceDue.millisecondsSince1970 - 1)
        #expect(Self.advance(lines, [Self.flash()], at: last)?.balanceFen == 35_000)
        let late = Self.advance(lines, [Self.flash()], at: Self.sale.balanceDue)
        #expect(late?.balanceFen == 0 && late?.deposits == [] && late?.shipsAfter == Self.sale.shipsAfter)
        #expect(Self.advance(lines, [Self.flash()], at: Self.sale.shipsAfter) == nil)
    }

    @Test func `what no advance sale priced is no advance order`() {
        let lines = [Self.line(0, "L", 10, at: 5000, [Self.adjusted("F", .flashSale, 5000, on: 10)])]
        #expect(Self.advance(lines, [Self.flash("F", nil)]) == nil)
        #expect(Self.advance(lines, [Self.flash("G")]) == nil)
        #expect(Self.advance([], []) == nil)
    }

    @Test func `the deposit of units that are gone is gone with them`() {
        let advance = AdvanceOrder(
            deposits: [AdvanceOrder.Deposit(line: 0, units: 3, fen: 100), AdvanceOrder.Deposit(line: 2, units: 2, fen: 7)], balanceFen: 1,
            balanceDue: Self.now, shipsAfter: Self.now)
        #expect(advance.depositFen(of: [0: 3, 2: 2]) == advance.depositFen)
        #expect(advance.depositFen(of: [0: 2, 2: 1]) == 66 + 3)
        #expect(advance.depositFen(of: [0: 0]) == 0)
        // What was cut off when it was placed never had a deposit.
        #expect(advance.depositFen(of: [0: 9]) == 100)
    }

    @Test func `a deposit is forfeited by the buyer, not by who sells`() {
        let region = OrganizationID(2 << 40)
        let distributor = OrganizationID(2 << 40 | 1 << 20)
        let store = OrganizationID(2 << 40 | 1 << 20 | 1)
        for above in [region, .headquarters] {
            #expect(DepositOutcome(cancelledBy: above, buyer: distributor) == .givenBack && DepositOutcome(cancelledBy: above, buyer: store) == .givenBack)
        }
        #expect(DepositOutcome(cancelledBy: distributor, buyer: distributor) == .forfeited)
        #expect(DepositOutcome(cancelledBy: distributor, buyer: store) == .givenBack)
        #expect(DepositOutcome(cancelledBy: store, buyer: store) == .forfeited)
    }
}
