import Commerce
import Testing

/// Rules that hold for whatever was sold and however it goes back.
@Suite struct KeptDiscountPropertyTests {
    /// A small order with every kind of campaign that asks again, and some that don't. What they took off is arbitrary: the rules hold for any.
    private struct RandomOrder {
        var random: OrderRandom
        var lines: [FrozenOrder.Line] = []
        var components: [String: CampaignComponent] = [:]

        init(seed: UInt64) {
            random = OrderRandom(seed: seed)
            let scope = GoodsScope(skus: Bool.random(using: &random) ? ["A", "B"].reduce(into: Set()) { $0.insert(Code(stored: $1)) } : nil)
            components["T"] = .threshold(Threshold(scope: scope, tiers: tiers(), repeat: Bool.random(using: &random), capFen: chance(30) ? number(1...400) : nil))
            components["G"] = .threshold(
                Threshold(
                    scope: .everything, tiers: [.init(from: .units(number(1...8)), reward: .gift(GiftGoods(sku: Code(stored: "G"), units: 1)))],
                    repeat: Bool.random(using: &random)))
            components["P"] = .tiered(
                Tiered(
                    basis: .order, mode: Bool.random(using: &random) ? .whole : .incremental,
                    tiers: [.init(fromUnits: number(1...5), fen: number(60...99)), .init(fromUnits: number(6...9), fen: number(1...59))], scope: .everything))
            components["N"] = .addOn(
                AddOn(
                    qualifier: Bool.random(using: &random) ? .fen(number(1...500)) : .units(number(1...6)), ratio: number(1...200), sku: Code(stored: "C"),
                    addOnFen: 1, maxUnits: number(1...5), scope: .everything))
            components["B"] = .bundle(Bundle(components: [GiftGoods(sku: Code(stored: "A"), units: 1)], priceFen: 1, wholeOnly: true))
            for sku in ["A", "B", "C"].prefix(Int.random(in: 1...3, using: &random)) { lines.append(line(sku)) }
            if chance(40) { lines.append(FrozenOrder.gift("G", number(1...3), at: number(0...150), by: "G")) }
        }

        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
        mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }

        private mutating func tiers() -> [Threshold.Tier] {
            let isFen = Bool.random(using: &random)
            return [number(1...300), number(301...900)].map { from in
                let reward: Threshold.Reward = Bool.random(using: &random) ? .offFen(number(1...300)) : .offBps(number(1...9000))
                return .init(from: isFen ? .fen(from) : .units(from / 50 + 1), reward: reward)
            }
        }

        private mutating func line(_ sku: String) -> FrozenOrder.Line {
            let units = number(1...10)
            let price = number(0...200)
            var left = units * price
            var off: [String: Int64] = [:]
            for campaign in ["P", "B", "T"] + (sku == "C" ? ["N"] : []) where chance(60) {
                let fen = number(0...left)
                off[campaign] = fen
                left -= fen
            }
            return FrozenOrder.line(sku, units, at: price, off: off, on: number(1...units))
        }
    }

    @Test(arguments: 0..<300)
    func `in whatever steps all of it goes back, it is what was paid, and no step takes anything`(seed: UInt64) throws {
        var sample = RandomOrder(seed: seed)
        let order = try FrozenOrder.kept(sample.lines, sample.components)
        let nothing = try #require(order.refund([:], after: 0))
        #expect(nothing == .init(fen: 0, costFen: order.paidFen, owed: []), "seed \(seed)")

        var gone: [Int: GoneUnits] = [:]
        var refunded: Int64 = 0
        func keptUnits(_ line: Int) -> Int64 {
            sample.lines[line].units - (gone[line]?.cancelledUnits ?? 0) - (gone[line]?.returnedUnits ?? 0)
        }
        while let line = sample.lines.indices.filter({ keptUnits($0) > 0 }).shuffled(using: &sample.random).first {
            let units = Int64.random(in: 1...keptUnits(line), using: &sample.random)
            if Bool.random(using: &sample.random) {
                gone[line, default: .nothing].cancelledUnits += units
            } else {
                gone[line, default: .nothing].returnedUnits += units
            }
            let step = try #require(order.refund(gone, after: refunded))
            #expect(step.fen >= 0 && step.owed.allSatisfy { $0.fen > 0 }, "seed \(seed)")
            refunded += step.fen
            #expect(refunded <= order.paidFen && refunded >= order.paidFen - step.costFen, "seed \(seed)")
            let list = sample.lines.indices.reduce(0) { $0 + keptUnits($1) * sample.lines[$1].unitPriceFen }
            #expect(step.costFen >= 0 && step.costFen <= list, "seed \(seed)")
        }
        #expect(refunded == order.paidFen, "seed \(seed)")
        #expect(try #require(order.refund(gone, after: 0)).owed == [], "seed \(seed)")
    }

    @Test(arguments: 0..<100)
    func `the order of lines, adjustments and campaigns changes nothing`(seed: UInt64) throws {
        var sample = RandomOrder(seed: seed)
        var pricing = FrozenOrder.pricing(sample.lines, sample.components)
        let campaigns = sample.components.map { FrozenOrder.campaign($0.key, $0.value) }
        let order = try #require(KeptDiscount(pricing, campaigns: campaigns, attributes: [:]))
        pricing.lines.shuffle(using: &sample.random)
        for line in pricing.lines.indices { pricing.lines[line].adjustments.shuffle(using: &sample.random) }
        let shuffled = try #require(KeptDiscount(pricing, campaigns: campaigns.shuffled(using: &sample.random), attributes: [:]))
        for _ in 0..<10 {
            var gone: [Int: GoneUnits] = [:]
            for (line, sold) in sample.lines.enumerated() { gone[line] = GoneUnits(returnedUnits: sample.number(0...sold.units)) }
            #expect(order.refund(gone, after: 0) == shuffled.refund(gone, after: 0), "seed \(seed)")
        }
    }

    @Test(arguments: 0..<200)
    func `of one line with money off, what is kept costs its share at the threshold and its list price below`(seed: UInt64) throws {
        var sample = RandomOrder(seed: seed)
        let units = sample.number(1...30)
        let price = sample.number(1...500)
        let from = sample.number(1...units * price)
        let off = sample.number(1...units * price)
        let order = try FrozenOrder.kept([FrozenOrder.line("A", units, at: price, off: ["T": off])], ["T": FrozenOrder.off((from, .offFen(off)))])
        for returned in 0...units {
            let kept = units - returned
            let refund = try #require(order.refund([0: GoneUnits(returnedUnits: returned)], after: 0))
            let share = order.paidFen - order.paidFen * returned / units
            #expect(refund.costFen == (kept * price >= from ? share : kept * price), "seed \(seed), \(returned) returned")
        }
    }

    @Test(arguments: 0..<200)
    func `a percentage that still holds owes not even a rounding fen`(seed: UInt64) throws {
        var sample = RandomOrder(seed: seed)
        let units = sample.number(1...30)
        let price = sample.number(1...500)
        let bps = sample.number(1...10_000)
        let order = try FrozenOrder.kept(
            [FrozenOrder.line("A", units, at: price, off: ["T": units * price * bps / 10_000])], ["T": FrozenOrder.off((1, .offBps(bps)))])
        for returned in 0...units {
            #expect(try order.owedFen([0: returned]) == [:], "seed \(seed), \(returned) returned")
        }
    }
}
