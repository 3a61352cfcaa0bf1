import Commerce
import Testing

/// Outcomes with a seed were worked out apart from this code, with another implementation of SHA-256.
@Suite struct CommittedDrawTests {
    static let seed = (0..<32).map { UInt8($0) }
    static let luckyDraw = LuckyDraw(
        tokenSource: .game,
        prizes: [
            .init(weightBps: 100, win: .goods(sku: Code(stored: "BOTTLE"), stock: 2)), .init(weightBps: 2900, win: .money(minFen: 100, maxFen: 8800)),
            .init(weightBps: 7000, win: .nothing),
        ])
    static let box = BlindBox(
        priceFen: 9900,
        pool: [
            .init(sku: Code(stored: "A"), weightBps: 5000, units: 3), .init(sku: Code(stored: "B"), weightBps: 3000, units: 2),
            .init(sku: Code(stored: "C"), weightBps: 2000, units: 1),
        ], publishedOdds: true)

    private func draws(_ seed: [UInt8] = seed, digest: @escaping CommittedDraw.Digest = { SHA256.digest($0) }) throws -> CommittedDraw {
        try #require(CommittedDraw(seed: seed, digest: digest))
    }

    private func pool(_ weights: Int64...) throws -> PrizePool {
        try #require(PrizePool(weights.map { .init(weight: $0, win: .nothing, stock: 1) }))
    }

    @Test func `the digest that these tests use is SHA-256`() {
        #expect(SHA256.digest([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.digest(Array("abc".utf8)).hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(SHA256.digest([UInt8](repeating: 0, count: 56)).hex == "d4817aa5497628e7c77e6b606107042bbba3130888c5f47a375e6179be789fbb")
    }

    @Test func `what is published before is the digest of the seed`() throws {
        #expect(try draws().commitment.hex == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd")
        #expect(CommittedDraw(seed: Array(Self.seed.dropLast())) { $0 } == nil)
        #expect(CommittedDraw(seed: Self.seed + [0]) { $0 } == nil)
    }

    @Test(arguments: [(1, 6622), (2, 4766), (3, nil), (8, nil), (9, 7359), (10, 647), (12, nil)] as [(UInt64, Int64?)])
    func `a draw comes to what its seed, number and token say`(number: UInt64, fen: Int64?) throws {
        let pool = try #require(PrizePool(Self.luckyDraw))
        let outcome = try draws().outcome(number: number, token: "token-\(number)", of: pool, remaining: [2, nil, nil])
        #expect(outcome == (fen.map { DrawOutcome(prize: 1, won: .money(fen: $0)) } ?? DrawOutcome(prize: 2, won: .nothing)))
    }

    @Test func `a pool of six boxes gives six, and the seventh nothing`() throws {
        let pool = try #require(PrizePool(Self.box))
        let committed = try draws()
        var remaining = pool.stock
        var won: [String] = []
        for number in UInt64(1)...8 {
            let outcome = committed.outcome(number: number, token: "ord-\(number)", of: pool, remaining: remaining)
            if case .goods(let sku) = outcome.won { won.append(sku.text) } else { won.append("-") }
            remaining = pool.remaining(remaining, after: outcome)
            #expect(remaining.allSatisfy { ($0 ?? 0) >= 0 })
        }
        #expect(won == ["A", "A", "A", "C", "B", "B", "-", "-"])
        #expect(remaining == [0, 0, 0])
    }

    /// The first block of every draw is this number, the next ones are 1.
    private func stub(_ first: [UInt8], token: String) -> CommittedDraw.Digest {
        let one = [UInt8](repeating: 0, count: 15) + [1]
        return { input in input.count == 40 + token.utf8.count ? first + first : one + one }
    }

    @Test func `a number from the incomplete last stretch is drawn again`() throws {
        let highest = [UInt8](repeating: 255, count: 16)
        // 2¹²⁸ is 1 more than a multiple of 3: the highest number alone is one too many, and the one below it is 2 of 0, 1, 2.
        let committed = try draws(digest: stub(highest, token: "t"))
        #expect(committed.outcome(number: 1, token: "t", of: try pool(1, 1, 1), remaining: [1, 1, 1]).prize == 1)
        let below = try draws(digest: stub(highest.dropLast() + [254], token: "t"))
        #expect(below.outcome(number: 1, token: "t", of: try pool(1, 1, 1), remaining: [1, 1, 1]).prize == 2)
        // 4 divides 2¹²⁸: nothing is thrown away.
        #expect(committed.outcome(number: 1, token: "t", of: try pool(1, 1, 1, 1), remaining: [1, 1, 1, 1]).prize == 3)
    }

    @Test(arguments: [(0, 0), (2, 0), (3, 1), (6, 1), (7, 2), (9, 2)] as [(UInt8, Int)])
    func `prizes stand in a row by their weights`(point: UInt8, prize: Int) throws {
        let block = [UInt8](repeating: 0, count: 15) + [point]
        let committed = try draws(digest: { _ in block + block })
        #expect(committed.outcome(number: 1, token: "t", of: try pool(3, 4, 3), remaining: [1, 1, 1]).prize == prize)
    }

    @Test(arguments: [(0, 0), (2, 0), (3, 2), (5, 2), (6, 0)] as [(UInt8, Int)])
    func `a prize that is gone drops out, and the others' odds grow in proportion`(point: UInt8, prize: Int) throws {
        let block = [UInt8](repeating: 0, count: 15) + [point]
        let committed = try draws(digest: { _ in block + block })
        #expect(committed.outcome(number: 1, token: "t", of: try pool(3, 4, 3), remaining: [1, 0, 1]).prize == prize)
    }

    @Test(arguments: [(0, 100), (8700, 8800), (8701, 100)] as [(UInt16, Int64)])
    func `an amount of money lies in its range, both ends included`(point: UInt16, fen: Int64) throws {
        let amount = [UInt8](repeating: 0, count: 14) + [UInt8(point >> 8), UInt8(point & 255)]
        let committed = try draws(digest: { _ in [UInt8](repeating: 0, count: 16) + amount })
        let pool = try #require(PrizePool([.init(weight: 1, win: .money(100...8800), stock: nil)]))
        #expect(committed.outcome(number: 1, token: "t", of: pool, remaining: [nil]).won == .money(fen: fen))
    }

    @Test func `prizes are drawn as often as their weights say`() throws {
        let random = (0..<32).map { _ in UInt8.random(in: 0 ... .max) }
        let committed = try draws(random)
        let weights: [Int64] = [5000, 3000, 1500, 500]
        let pool = try #require(PrizePool(weights.map { .init(weight: $0, win: .nothing, stock: nil) }))
        let count = 2000.0
        var seen = [0.0, 0, 0, 0]
        for number in UInt64(1)...2000 {
            let prize = try #require(committed.outcome(number: number, token: "t\(number)", of: pool, remaining: pool.stock).prize)
            seen[prize] += 1
        }
        let chiSquare = zip(seen, weights).reduce(0.0) { sum, pair in
            let expected = count * Double(pair.1) / 10_000
            return sum + (pair.0 - expected) * (pair.0 - expected) / expected
        }
        // Three degrees of freedom: beyond 35 once in ten million fair runs.
        #expect(chiSquare < 35, "seed \(random.hex): \(seen)")
    }

    @Test func `a pool that can't be is none`() {
        #expect(PrizePool([.init(weight: 0, win: .nothing, stock: nil)]) == nil)
        #expect(PrizePool([.init(weight: 1, win: .nothing, stock: -1)]) == nil)
        #expect(PrizePool([.init(weight: .max, win: .nothing, stock: nil), .init(weight: 1, win: .nothing, stock: nil)]) == nil)
        #expect(PrizePool([.init(weight: 1, win: .money(-1...1), stock: nil)]) == nil)
        #expect(PrizePool(LuckyDraw(tokenSource: .game, prizes: [.init(weightBps: 10_000, win: .money(minFen: 2, maxFen: 1))])) == nil)
    }
}
