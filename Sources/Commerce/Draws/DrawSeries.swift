/// A campaign's draws from where they stand: one after the other, each from what the one before has left.
///
/// Money prizes are paid for before they are drawn: one whose largest amount the money left doesn't cover counts as gone, so that no
/// draw costs more than is there.
package struct DrawSeries: Sendable {
    private let committed: CommittedDraw
    package let pool: PrizePool
    /// How many draws there were.
    package private(set) var drawn: UInt64
    package private(set) var remaining: [Int64?]
    package private(set) var money: DrawMoney

    package init(committed: CommittedDraw, pool: PrizePool, drawn: UInt64, remaining: [Int64?], money: DrawMoney) {
        self.committed = committed
        self.pool = pool
        self.drawn = drawn
        self.remaining = remaining
        self.money = money
    }

    /// The next number is this token's.
    package mutating func draw(_ token: String) -> DrawProof.Draw {
        let before = money
        let there = pool.covered(by: before.availableFen, of: remaining)
        let outcome = committed.outcome(number: drawn + 1, token: token, of: pool, remaining: there)
        drawn += 1
        remaining = pool.remaining(remaining, after: outcome)
        if case .money(let fen) = outcome.won { money = before.less(fen) }
        return DrawProof.Draw(number: drawn, token: token, remaining: there, outcome: outcome, money: before)
    }
}

extension PrizePool {
    /// What is there when only so much money may be won.
    package func covered(by moneyFen: Int64?, of remaining: [Int64?]) -> [Int64?] {
        guard let moneyFen else { return remaining }
        return zip(prizes, remaining).map { prize, left in
            if case .money(let range) = prize.win, range.upperBound > moneyFen { 0 } else { left }
        }
    }

    /// How many more things can be drawn; nil when there is no end of them.
    package func available(_ remaining: [Int64?]) -> Int64? {
        remaining.reduce(Int64?(0)) { sum, left in
            guard let sum, let left else { return nil }
            return sum.adding(left)
        }
    }
}

extension CampaignComponent {
    /// What is drawn from, of the kinds that leave something to chance.
    package var prizePool: PrizePool? {
        switch self {
        case .blindBox(let box): PrizePool(box)
        case .luckyDraw(let draw): PrizePool(draw)
        default: nil
        }
    }
}

extension CampaignKind {
    package var isChance: Bool { self == .blindBox || self == .luckyDraw }
}
