/// Everything that anybody needs to check a campaign's draws by themselves, once its seed is revealed.
///
/// It holds when the seed is the one committed to, the draws are numbered 1, 2, 3 … without a gap (an unlucky number can't be left
/// out), no token drew twice, what was said to be there, and to be left of the budget, follows from the draws before, and every outcome
/// is what the seed says.
package struct DrawProof: Sendable {
    /// One line of the log, written when the draw was made.
    package struct Draw: Equatable, Sendable {
        package let number: UInt64
        package let token: String
        /// What was there before it, in the order of the pool. Of a prize without a stock nil, or 0 where the money no longer covered it.
        package let remaining: [Int64?]
        package let outcome: DrawOutcome
        /// Nil of draws from before it was logged: of those nobody can check that money had run out.
        package let money: DrawMoney?

        package init(number: UInt64, token: String, remaining: [Int64?], outcome: DrawOutcome, money: DrawMoney? = nil) {
            self.number = number
            self.token = token
            self.remaining = remaining
            self.outcome = outcome
            self.money = money
        }
    }

    package enum Flaw: Equatable, Sendable {
        /// The seed revealed isn't the one committed to.
        case seed
        /// The draw at this place of the log isn't the next number.
        case number(UInt64)
        case tokenDrewBefore(UInt64)
        /// What was said to be there doesn't follow from the draws before.
        case remaining(UInt64)
        /// What was said to be left of the budget isn't the budget of the version less what was won before, or the version isn't one in turn.
        case money(UInt64)
        case outcome(UInt64, expected: DrawOutcome)
    }

    package let commitment: [UInt8]
    package let seed: [UInt8]
    package let pool: PrizePool
    /// In the order that they were made.
    package let draws: [Draw]
    /// What each version of the campaign may give in money; one that isn't there has no end of it.
    package let budgetsFen: [Int32: Int64]

    package init(commitment: [UInt8], seed: [UInt8], pool: PrizePool, draws: [Draw], budgetsFen: [Int32: Int64] = [:]) {
        self.commitment = commitment
        self.seed = seed
        self.pool = pool
        self.draws = draws
        self.budgetsFen = budgetsFen
    }

    /// How to check a draw, for whoever writes a program of their own for it.
    package static let algorithm =
        "commitment = SHA-256(seed). Draw n of a token is decided by block = SHA-256(seed ‖ n as 8 bytes, big-endian ‖ tokenDigest as ASCII), where tokenDigest is the "
        + "SHA-256 of the token in lower-case hexadecimal. Of the prizes whose remainingBefore isn't 0 the weights stand in a row, in the order listed; the block's first 16 "
        + "bytes, a big-endian number, modulo the sum of those weights is the point on the row that says which prize is won. Of money, minFen plus the last 16 bytes modulo "
        + "(maxFen - minFen + 1) is won. To be without bias, a number from the incomplete last stretch of the 2^128 numbers is thrown away, and the same 16 bytes are taken of "
        + "the block with an attempt number, 1, 2 and so on as 8 bytes, big-endian, after tokenDigest. A prize that is drawn has one less afterwards. moneyLeftBefore is the budget "
        + "of the draw's version less all fen won before, not below 0; limitedToFen, where a limit of the buyer, its region or the day allowed less, takes its place. A prize of money "
        + "whose maxFen is more than that stands with 0, any other with null. A draw without a version is from before this was logged."

    /// - Returns: what doesn't hold, in the order of the draws; empty when all does. Costs a digest or two a draw.
    package func verify(digest: @escaping CommittedDraw.Digest) -> [Flaw] {
        guard let committed = CommittedDraw(seed: seed, digest: digest), committed.commitment == commitment else { return [.seed] }
        var flaws: [Flaw] = []
        var tokens: Set<[UInt8]> = []
        var left = pool.stock
        var (wonFen, version) = (Int64(0), Int32(0))
        for (index, draw) in draws.enumerated() {
            if draw.number != UInt64(index) + 1 { flaws.append(.number(draw.number)) }
            if !tokens.insert(Array(draw.token.utf8)).inserted { flaws.append(.tokenDrewBefore(draw.number)) }
            if let money = draw.money {
                if money.version < version || money.leftFen != budgetsFen[money.version].map({ max(0, $0 - wonFen) }) { flaws.append(.money(draw.number)) }
            } else if version > 0 {
                flaws.append(.money(draw.number))
            }
            version = max(version, draw.money?.version ?? 0)
            if case .money(let fen) = draw.outcome.won { wonFen = wonFen.adding(fen) ?? .max }
            guard draw.remaining == pool.covered(by: draw.money?.availableFen, of: left) else {
                flaws.append(.remaining(draw.number))
                // Without it nothing can be said of this draw; the next are still measured by what this one claims to have drawn.
                left = pool.remaining(left, after: claimed(draw.outcome))
                continue
            }
            let expected = committed.outcome(number: draw.number, token: draw.token, of: pool, remaining: draw.remaining)
            if draw.outcome != expected { flaws.append(.outcome(draw.number, expected: expected)) }
            left = pool.remaining(left, after: claimed(draw.outcome))
        }
        return flaws
    }

    /// A prize that the pool doesn't have takes nothing from it.
    private func claimed(_ outcome: DrawOutcome) -> DrawOutcome {
        outcome.prize.map(pool.prizes.indices.contains) ?? true ? outcome : .nothingLeft
    }
}
