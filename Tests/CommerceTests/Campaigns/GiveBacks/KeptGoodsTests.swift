import Commerce
import Testing

/// Gifts, add-ons, prices by quantity and bundles when something goes back.
@Suite struct KeptGoodsTests {
    typealias Order = FrozenOrder

    private func threshold(_ tiers: [(units: Int64, reward: Threshold.Reward)], repeat: Bool = false) -> CampaignComponent {
        .threshold(
            Threshold(
                scope: GoodsScope(skus: [Code(stored: "A")]), tiers: tiers.map { .init(from: .units($0.units), reward: $0.reward) }, repeat: `repeat`))
    }

    private func goods(_ sku: String, _ units: Int64) -> GiftGoods { GiftGoods(sku: Code(stored: sku), units: units) }

    // MARK: 满赠

    /// One glass of 50.00 for each ten A at 100.00: 20 A and two glasses.
    private func glasses() throws -> KeptDiscount {
        try Order.kept(
            [Order.line("A", 20, at: 10_000), Order.gift("GLASS", 2, at: 5000, by: "T")],
            ["T": threshold([(10, .gift(goods("GLASS", 1)))], repeat: true)])
    }

    @Test(arguments: [
        // 19 A earn one glass: the second is charged unless it comes back.
        (bottles: 1, glasses: 0, refund: 5000), (bottles: 1, glasses: 1, refund: 10_000), (bottles: 1, glasses: 2, refund: 10_000),
        (bottles: 10, glasses: 1, refund: 100_000), (bottles: 10, glasses: 0, refund: 95_000),
        // 9 A earn none.
        (bottles: 11, glasses: 0, refund: 100_000), (bottles: 11, glasses: 1, refund: 105_000), (bottles: 11, glasses: 2, refund: 110_000),
        (bottles: 0, glasses: 2, refund: 0), (bottles: 20, glasses: 0, refund: 190_000), (bottles: 20, glasses: 2, refund: 200_000),
    ] as [(bottles: Int64, glasses: Int64, refund: Int64)])
    func `a gift that is no longer earned comes back or is charged at its list value`(_ example: (bottles: Int64, glasses: Int64, refund: Int64)) throws {
        #expect(try glasses().refunds([0: example.bottles, 1: example.glasses]) == [example.refund])
    }

    @Test func `a gift that comes back later is credited then`() throws {
        #expect(try glasses().refunds([0: 20], [0: 20, 1: 1], [0: 20, 1: 2]) == [190_000, 5000, 5000])
    }

    @Test func `a lower tier's gift counts by its list value, where that is known`() throws {
        let lines = [Order.line("A", 10, at: 10_000), Order.gift("GLASS", 1, at: 5000, by: "T")]
        let tiers = ["T": threshold([(5, .gift(goods("CUP", 1))), (10, .gift(goods("GLASS", 1)))])]
        #expect(try Order.kept(lines, tiers, giftValueFen: ["CUP": 2000]).owedFen([0: 5]) == ["T": 3000])
        #expect(try Order.kept(lines, tiers).owedFen([0: 5]) == ["T": 5000])
        #expect(try Order.kept(lines, tiers, giftValueFen: ["CUP": 2000]).owedFen([0: 6]) == ["T": 5000])
    }

    // MARK: N 元换购

    /// A cup of 50.00 for 10.00 with each 1000.00 of A.
    private let addOn = AddOn(qualifier: .fen(100_000), ratio: 100_000, sku: Code(stored: "CUP"), addOnFen: 1000, maxUnits: 5, scope: .everything)

    @Test func `add-ons that the kept goods no longer allow come back or cost their list price`() throws {
        let order = try Order.kept([Order.line("A", 3, at: 100_000), Order.line("CUP", 3, at: 5000, off: ["N": 12_000])], ["N": .addOn(addOn)])
        #expect(order.paidFen == 303_000)
        #expect(try order.refunds([0: 1], [0: 1, 1: 1], [0: 2, 1: 1], [0: 3, 1: 1], [0: 3, 1: 3]) == [96_000, 5000, 96_000, 96_000, 10_000])
        #expect(try order.owedFen([0: 1]) == ["N": 4000])
        #expect(try order.owedFen([0: 1, 1: 1]) == [:])
        #expect(try order.refunds([1: 1]) == [1000])
    }

    @Test func `at the qualifier the add-on stays, one fen below it is charged`() throws {
        func order(_ left: Int64) throws -> KeptDiscount {
            try Order.kept(
                [Order.line("A", 1, at: left), Order.line("B", 1, at: 1), Order.line("CUP", 1, at: 5000, off: ["N": 4000])], ["N": .addOn(addOn)])
        }
        #expect(try order(100_000).refunds([1: 1], [0: 1, 1: 1], [0: 1, 1: 1, 2: 1]) == [1, 96_000, 5000])
        #expect(try order(99_999).refunds([1: 1], [0: 1, 1: 1], [0: 1, 1: 1, 2: 1]) == [0, 96_000, 5000])
    }

    // MARK: 阶梯价

    private func tiered(_ mode: Tiered.Mode) -> CampaignComponent {
        .tiered(Tiered(basis: .order, mode: mode, tiers: [.init(fromUnits: 10, fen: 90)], scope: GoodsScope(skus: [Code(stored: "A")])))
    }

    @Test(arguments: [
        // Twenty at 90, ten at 90, nine at 100.
        (.whole, 200, 10, 900, 0), (.whole, 200, 11, 900, 90),
        // Nine at 100 and eleven, six, one or none at 90.
        (.incremental, 110, 5, 450, 22), (.incremental, 110, 10, 900, 45), (.incremental, 110, 11, 990, 49), (.incremental, 110, 0, 0, 0),
        (.incremental, 110, 20, 1890, 0), (.whole, 200, 20, 1800, 0),
    ] as [(Tiered.Mode, Int64, Int64, Int64, Int64)])
    func `what is kept costs the price of its own quantity`(mode: Tiered.Mode, off: Int64, returned: Int64, refund: Int64, owed: Int64) throws {
        let order = try Order.kept([Order.line("A", 20, at: 100, off: ["P": off])], ["P": tiered(mode)])
        #expect(try order.refunds([0: returned]) == [refund])
        #expect(try order.owedFen([0: returned]) == (owed == 0 ? [:] : ["P": owed]))
    }

    // MARK: 定制套餐

    /// Two bundles of two A and one B, and one A beside them.
    private func bundles(wholeOnly: Bool) throws -> KeptDiscount {
        let bundle = Bundle(components: [goods("A", 2), goods("B", 1)], priceFen: 200, wholeOnly: wholeOnly)
        return try Order.kept(
            [Order.line("A", 5, at: 100, off: ["B": 133], on: 4), Order.line("B", 2, at: 100, off: ["B": 67])], ["B": .bundle(bundle)])
    }

    @Test(arguments: [
        ([0: 1], true), ([0: 2], false), ([1: 1], false), ([0: 2, 1: 1], true), ([0: 3, 1: 1], true), ([0: 4, 1: 1], false), ([0: 4, 1: 2], true),
        ([0: 5, 1: 2], true), ([0: 5, 1: 1], false), ([0: 2, 1: 2], false), ([:], true),
    ] as [([Int: Int64], Bool)])
    func `a whole-only bundle isn't taken apart`(returned: [Int: Int64], allowed: Bool) throws {
        let gone = returned.mapValues { GoneUnits(returnedUnits: $0) }
        if allowed {
            try bundles(wholeOnly: true).allowReturn(gone, after: [:])
        } else {
            #expect(throws: GiveBackRefusal.wholeOnly(Code(stored: "B"))) { try bundles(wholeOnly: true).allowReturn(gone, after: [:]) }
        }
        try bundles(wholeOnly: false).allowReturn(gone, after: [:])
        #expect(GiveBackRefusal.wholeOnly(Code(stored: "B")).reason.code == "WHOLE_ONLY")
    }

    @Test func `a bundle that came short holds nothing back, and its shares stay frozen`() throws {
        let order = try bundles(wholeOnly: true)
        let short = [1: GoneUnits(cancelledUnits: 1)]
        try order.allowReturn([0: GoneUnits(returnedUnits: 2), 1: GoneUnits(cancelledUnits: 1)], after: short)
        #expect(throws: GiveBackRefusal.moreThanThere) { try order.allowReturn([0: GoneUnits(returnedUnits: 6)], after: short) }
        // Two B came to 133: 66 and 67. The last is the short one.
        #expect(order.refund(short, after: 0) == .init(fen: 67, costFen: 433, owed: []))
    }

    // MARK: What can't be

    @Test func `an order that can't be is none`() {
        func order(_ lines: [Order.Line], _ components: [String: CampaignComponent], said: [Campaign]) -> KeptDiscount? {
            KeptDiscount(Order.pricing(lines, components), campaigns: said, attributes: [:])
        }
        let components = ["P": tiered(.whole)]
        let said = [Order.campaign("P", tiered(.whole))]
        #expect(order([Order.line("A", 1, at: 100, off: ["P": 100])], components, said: said) != nil)
        #expect(order([Order.line("A", 1, at: 100, off: ["P": 101])], components, said: said) == nil)
        #expect(order([Order.line("A", 1, at: 100, off: ["P": -1])], components, said: said) == nil)
        #expect(order([Order.line("A", 1, at: 100, off: ["P": 1])], components, said: []) == nil)
        #expect(order([Order.line("A", 1, at: 100, off: ["P": 1])], components, said: [Order.campaign("P", .addOn(addOn))]) == nil)
        #expect(order([Order.line("A", 0, at: 100)], [:], said: []) == nil)
        #expect(order([Order.line("A", .max, at: 2)], [:], said: []) == nil)
        #expect(order([Order.line("A", .max, at: 1), Order.line("B", 1, at: 1)], [:], said: []) == nil)
    }

    @Test func `more than there was doesn't go back`() throws {
        let order = try Order.kept([Order.line("A", 3, at: 100)], [:])
        #expect(order.refund([0: GoneUnits(cancelledUnits: 2, returnedUnits: 2)], after: 0) == nil)
        #expect(order.refund([0: GoneUnits(cancelledUnits: -1)], after: 0) == nil)
        #expect(order.refund([1: GoneUnits(returnedUnits: 1)], after: 0) == nil)
        #expect(order.refund([:], after: 301) == nil)
        #expect(order.refund([:], after: -1) == nil)
        #expect(order.refund([0: GoneUnits(cancelledUnits: 2, returnedUnits: 1)], after: 100)?.fen == 200)
    }
}
