/// Chance that can be checked afterwards: what comes of each draw follows from a secret seed that was committed to before the first.
///
/// The campaign's seed is 32 random bytes; its SHA-256 is published before the first draw and the seed itself after the last. Draw
/// number `n` of a token is decided by the block `SHA-256(seed ‖ n as 8 bytes, most significant first ‖ the token's bytes)`: its first
/// 16 bytes, as one number, choose the prize, its last 16 bytes an amount within the prize's range. A number is reduced to a range
/// without bias: one from the incomplete last stretch of the 128-bit numbers is thrown away, and the same half is taken of the next
/// block, which is the same digest with an attempt number (8 bytes; the first retry is 1) after the token.
package struct CommittedDraw: Sendable {
    /// SHA-256, handed in.
    package typealias Digest = @Sendable ([UInt8]) -> [UInt8]

    package static let seedBytes = 32

    private let seed: [UInt8]
    private let digest: Digest

    /// - Returns: nil unless the seed has 32 bytes.
    package init?(seed: [UInt8], digest: @escaping Digest) {
        guard seed.count == Self.seedBytes else { return nil }
        self.seed = seed
        self.digest = digest
    }

    /// What is published before the first draw.
    package var commitment: [UInt8] { digest(seed) }

    /// What draw `number` of `token` comes to when so much of each prize is there.
    package func outcome(number: UInt64, token: String, of pool: PrizePool, remaining: [Int64?]) -> DrawOutcome {
        guard let totalWeight = pool.totalWeight(remaining: remaining) else { return .nothingLeft }
        let point = reduced(.choice, below: totalWeight, number: number, token: token)
        let prize = pool.prize(at: point, remaining: remaining)
        switch pool.prizes[prize].win {
        case .nothing: return DrawOutcome(prize: prize, won: .nothing)
        case .goods(let sku): return DrawOutcome(prize: prize, won: .goods(sku))
        case .money(let range):
            // A range of positive amounts has fewer than 2⁶³ of them.
            let steps = UInt64(range.upperBound - range.lowerBound) + 1
            return DrawOutcome(prize: prize, won: .money(fen: range.lowerBound + Int64(reduced(.amount, below: steps, number: number, token: token))))
        }
    }

    private enum Half { case choice, amount }

    private func reduced(_ half: Half, below bound: UInt64, number: UInt64, token: String) -> UInt64 {
        let bound = UInt128(bound)
        // How many of the 2¹²⁸ numbers lie beyond the last whole stretch.
        let beyond = (UInt128.max % bound + 1) % bound
        var attempt: UInt64 = 0
        while true {
            let value = number128(of: half, in: block(number: number, token: token, attempt: attempt))
            if value <= UInt128.max - beyond { return UInt64(value % bound) }
            attempt += 1
        }
    }

    private func number128(of half: Half, in block: [UInt8]) -> UInt128 {
        let bytes = half == .choice ? block[0..<16] : block[16..<32]
        return bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }

    private func block(number: UInt64, token: String, attempt: UInt64) -> [UInt8] {
        let retry = attempt == 0 ? [] : Self.bigEndian(attempt)
        let block = digest(seed + Self.bigEndian(number) + Array(token.utf8) + retry)
        precondition(block.count == 32, "a digest has 32 bytes")
        return block
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
    }
}

/// What a draw came to.
package struct DrawOutcome: Equatable, Sendable {
    package enum Won: Equatable, Sendable {
        case nothing
        case money(fen: Int64)
        /// One bottle.
        case goods(Code)
    }
    /// The prize's place in the pool; nil when every prize was gone.
    package let prize: Int?
    package let won: Won

    package init(prize: Int?, won: Won) {
        self.prize = prize
        self.won = won
    }

    package static let nothingLeft = DrawOutcome(prize: nil, won: .nothing)
}
