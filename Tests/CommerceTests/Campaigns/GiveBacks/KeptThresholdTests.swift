import Commerce
import Testing

/// 满减 and 满赠 when something goes back.
@Suite struct KeptThresholdTests {
    /// 满10000减500.
    static let off500 = FrozenOrder.off((1_000_000, .offFen(50_000)))

    /// 24 at 500.00 yuan less 500: what 24 bottles came to is 11500.00.
    @Test(arguments: [
        // 20 are kept, 10000.00 exactly: their share, 4/24 of 11500.00.
        (returned: 4, refund: 191_666, owed: 0),
        // 19 are kept, 9500.00: all five cost their list price, and what the 19 carry of the discount is charged.
        (returned: 5, refund: 200_000, owed: 39_583),
        (returned: 23, refund: 1_100_000, owed: 2083),
        (returned: 24, refund: 1_150_000, owed: 0),
        (returned: 0, refund: 0, owed: 0),
    ] as [(returned: Int64, refund: Int64, owed: Int64)])
    func `money off is kept as long as what is kept earns it`(_ example: (returned: Int64, refund: Int64, owed: Int64)) throws {
        let order = try FrozenOrder.kept([FrozenOrder.line("A", 24, at: 50_000, off: ["T": 50_000])], ["T": Self.off500])
        #expect(order.paidFen == 1_150_000)
        #expect(try order.refunds([0: example.returned]) == [example.refund])
        #expect(try order.owedFen([0: example.returned]) == (example.owed == 0 ? [:] : ["T": example.owed]))
    }

    /// 9999.99, 0.01 and 2000.00 less 500, which is 416.67, 0 and 83.33.
    private func toTheFen() throws -> KeptDiscount {
        try FrozenOrder.kept(
            [
                FrozenOrder.line("A", 1, at: 999_999, off: ["T": 41_667]), FrozenOrder.line("B", 1, at: 1),
                FrozenOrder.line("C", 1, at: 200_000, off: ["T": 8333]),
            ], ["T": Self.off500])
    }

    @Test func `exactly at the threshold the share goes back, one fen below it the discount is charged`() throws {
        #expect(try toTheFen().refunds([2: 1]) == [191_667])
        #expect(try toTheFen().owedFen([2: 1]) == [:])
        #expect(try toTheFen().refunds([1: 1, 2: 1]) == [150_001])
        #expect(try toTheFen().owedFen([1: 1, 2: 1]) == ["T": 41_667])
        #expect(try toTheFen().refunds([1: 1]) == [1])
    }

    @Test func `a step that costs more than it gives back gives nothing, and a full return all that was paid`() throws {
        #expect(try toTheFen().refunds([2: 1], [1: 1, 2: 1], [0: 1, 1: 1, 2: 1]) == [191_667, 0, 958_333])
        #expect(try toTheFen().refunds([1: 1], [1: 1, 2: 1], [0: 1, 1: 1, 2: 1]) == [1, 150_000, 999_999])
    }

    @Test func `what falls to a lower tier keeps the lower tier's`() throws {
        // 30 at 1000.00 less 2000; 29 are kept at 29000.00 less 500.
        let order = try FrozenOrder.kept(
            [FrozenOrder.line("A", 30, at: 100_000, off: ["T": 200_000])],
            ["T": FrozenOrder.off((1_000_000, .offFen(50_000)), (3_000_000, .offFen(200_000)))])
        // 28500.00 are more than the 28000.00 paid: the return gives nothing back, the next begins from there.
        #expect(try order.refunds([0: 1], [0: 2], [0: 3]) == [0, 50_000, 100_000])
        #expect(try order.owedFen([0: 1]) == ["T": 143_333])
    }

    @Test func `a repeated reward is kept as many times as what is kept earns it`() throws {
        let each = FrozenOrder.off((100_000, .offFen(10_000)), repeat: true)
        let even = try FrozenOrder.kept([FrozenOrder.line("A", 5, at: 100_000, off: ["T": 50_000])], ["T": each])
        #expect(try even.refunds([0: 1], [0: 2]) == [90_000, 90_000])
        // 3000.00 earn three times 100, 1500.00 once.
        let odd = try FrozenOrder.kept([FrozenOrder.line("A", 2, at: 150_000, off: ["T": 30_000])], ["T": each])
        #expect(try odd.refunds([0: 1], [0: 2]) == [130_000, 140_000])
        #expect(try odd.owedFen([0: 1]) == ["T": 5000])
    }

    @Test func `a cap counts for what is kept too`() throws {
        let repeated = FrozenOrder.off((100_000, .offFen(20_000)), repeat: true, capFen: 50_000)
        let order = try FrozenOrder.kept([FrozenOrder.line("A", 5, at: 100_000, off: ["T": 50_000])], ["T": repeated])
        #expect(try order.refunds([0: 2]) == [180_000])
        let share = try FrozenOrder.kept(
            [FrozenOrder.line("A", 10, at: 100_000, off: ["T": 50_000])], ["T": FrozenOrder.off((100_000, .offBps(1000)), capFen: 50_000)])
        #expect(try share.refunds([0: 5]) == [475_000])
        #expect(try share.owedFen([0: 5]) == [:])
    }

    @Test func `a percentage that still holds is in proportion, one that falls is taken at the lower one`() throws {
        let tiers = FrozenOrder.off((100_000, .offBps(1000)), (300_000, .offBps(2000)))
        let order = try FrozenOrder.kept([FrozenOrder.line("A", 6, at: 100_001, off: ["T": 120_001])], ["T": tiers])
        #expect(try order.refunds([0: 3]) == [240_002])
        #expect(try order.owedFen([0: 3]) == [:])
        // Two at 1000.01 less a tenth, rounded down, cost 1800.02.
        #expect(try order.refunds([0: 4]) == [480_005 - 180_002])
        #expect(try order.refunds([0: 5]) == [480_005 - 90_001])
    }

    @Test func `it is measured on what bundles and line prices left, not on what later campaigns took`() throws {
        // The flash sale took 100.00 off one of two A: 1100.00 are left of them.
        for (from, owed) in [(110_000, [:]), (110_001, ["T": 11_000])] as [(Int64, [String: Int64])] {
            let order = try FrozenOrder.kept(
                [FrozenOrder.line("A", 2, at: 60_000, off: ["F": 10_000, "T": 11_000]), FrozenOrder.line("B", 1, at: 1000, off: ["T": 100])],
                ["F": .flashSale(FlashSale(sku: Code(stored: "A"), priceFen: 50_000, quotaUnits: 1)), "T": FrozenOrder.off((from, .offFen(11_100)))])
            #expect(try order.owedFen([1: 1]) == owed)
            #expect(try order.refunds([1: 1], [0: 2, 1: 1]) == (owed.isEmpty ? [900, 99_000] : [0, 99_900]))
        }
        // A coupon's 300.00 don't count: 600.00 are below the threshold, 1200.00 weren't.
        let coupon = Coupon(
            codes: .shared(Code(stored: "C")), category: Code(stored: "c"), joint: true, minFen: 1, off: .fen(30_000), scope: .everything, realName: false,
            external: false)
        let both = try FrozenOrder.kept(
            [FrozenOrder.line("A", 2, at: 60_000, off: ["C": 30_000, "T": 10_000])],
            ["C": .coupon(coupon), "T": FrozenOrder.off((100_000, .offFen(10_000)))])
        #expect(try both.refunds([0: 1], [0: 2]) == [35_000, 45_000])
    }
}
