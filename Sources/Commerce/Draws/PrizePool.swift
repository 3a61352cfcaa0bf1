/// What can be drawn, in the order that the campaign lists it.
///
/// A prize that is gone (`remaining` is 0) drops out, and the odds of the others grow in proportion: the weights of those still there
/// stand in a row, and the draw's point on that row says which. When all are gone a draw gives nothing. A prize without a stock of
/// its own (`remaining` is nil) doesn't run out; one that the campaign's budget no longer covers is handed in with 0.
package struct PrizePool: Equatable, Sendable {
    package enum Win: Equatable, Sendable {
        case nothing
        case money(ClosedRange<Int64>)
        case goods(Code)
    }
    package struct Prize: Equatable, Sendable {
        package let weight: Int64
        package let win: Win
        /// How many there are at first; nil: no end of them.
        package let stock: Int64?

        package init(weight: Int64, win: Win, stock: Int64?) {
            self.weight = weight
            self.win = win
            self.stock = stock
        }
    }

    package let prizes: [Prize]

    /// - Returns: nil for a prize without weight, an amount below zero, a stock below zero, or more weight than can be counted.
    package init?(_ prizes: [Prize]) {
        var total: Int64 = 0
        for prize in prizes {
            guard prize.weight >= 1, (prize.stock ?? 0) >= 0, let sum = total.adding(prize.weight) else { return nil }
            if case .money(let range) = prize.win, range.lowerBound < 0 { return nil }
            total = sum
        }
        self.prizes = prizes
    }

    package init?(_ box: BlindBox) {
        self.init(box.pool.map { Prize(weight: $0.weightBps, win: .goods($0.sku), stock: $0.units) })
    }

    package init?(_ draw: LuckyDraw) {
        var prizes: [Prize] = []
        for prize in draw.prizes {
            switch prize.win {
            case .nothing: prizes.append(Prize(weight: prize.weightBps, win: .nothing, stock: nil))
            case .goods(let sku, let stock): prizes.append(Prize(weight: prize.weightBps, win: .goods(sku), stock: stock))
            case .money(let minFen, let maxFen):
                guard minFen <= maxFen else { return nil }
                prizes.append(Prize(weight: prize.weightBps, win: .money(minFen...maxFen), stock: nil))
            }
        }
        self.init(prizes)
    }

    /// What is there before the first draw.
    package var stock: [Int64?] { prizes.map(\.stock) }

    /// What is there after a draw: one less of a prize that has a stock. Never below zero, as a prize that is gone can't be drawn.
    package func remaining(_ remaining: [Int64?], after outcome: DrawOutcome) -> [Int64?] {
        var after = remaining
        if let prize = outcome.prize, let left = after[prize] { after[prize] = max(0, left - 1) }
        return after
    }

    private static func isThere(_ remaining: Int64?) -> Bool { remaining.map { $0 > 0 } ?? true }

    /// - Returns: nil when every prize is gone.
    func totalWeight(remaining: [Int64?]) -> UInt64? {
        precondition(remaining.count == prizes.count, "what remains is said of every prize")
        let total = zip(prizes, remaining).reduce(0) { Self.isThere($1.1) ? $0 + $1.0.weight : $0 }
        return total > 0 ? UInt64(total) : nil
    }

    /// The prize whose stretch of the row `point` lies in.
    func prize(at point: UInt64, remaining: [Int64?]) -> Int {
        var rest = Int64(point)
        var last = 0
        for (index, prize) in prizes.enumerated() where Self.isThere(remaining[index]) {
            last = index
            if rest < prize.weight { break }
            rest -= prize.weight
        }
        return last
    }
}
