import Commerce
import Testing

@Suite struct DrawProofTests {
    /// A log of twenty draws as an honest server keeps it.
    private func honest(_ pool: PrizePool) throws -> DrawProof {
        let committed = try #require(CommittedDraw(seed: CommittedDrawTests.seed) { SHA256.digest($0) })
        var remaining = pool.stock
        let draws = (UInt64(1)...20).map { number in
            let outcome = committed.outcome(number: number, token: "t\(number)", of: pool, remaining: remaining)
            defer { remaining = pool.remaining(remaining, after: outcome) }
            return DrawProof.Draw(number: number, token: "t\(number)", remaining: remaining, outcome: outcome)
        }
        return DrawProof(commitment: committed.commitment, seed: CommittedDrawTests.seed, pool: pool, draws: draws)
    }

    private func flaws(_ proof: DrawProof, _ change: (inout [DrawProof.Draw]) -> Void = { _ in }) -> [DrawProof.Flaw] {
        var draws = proof.draws
        change(&draws)
        return DrawProof(commitment: proof.commitment, seed: proof.seed, pool: proof.pool, draws: draws).verify { SHA256.digest($0) }
    }

    @Test func `an honest log holds, beyond the last prize too`() throws {
        let boxes = try honest(try #require(PrizePool(CommittedDrawTests.box)))
        #expect(flaws(boxes) == [])
        #expect(boxes.draws.last?.outcome == .nothingLeft)
        let lucky = try honest(try #require(PrizePool(CommittedDrawTests.luckyDraw)))
        #expect(flaws(lucky) == [])
    }

    @Test func `another seed, or one of another length, is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.box)))
        for seed in [[UInt8](repeating: 7, count: 32), [], proof.seed + [0]] {
            let other = DrawProof(commitment: proof.commitment, seed: seed, pool: proof.pool, draws: proof.draws)
            #expect(other.verify { SHA256.digest($0) } == [.seed])
        }
    }

    @Test func `an outcome that the seed doesn't say is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.luckyDraw)))
        let fifth = proof.draws[4]
        #expect(fifth.outcome.won == .nothing)
        let found = flaws(proof) {
            $0[4] = .init(number: 5, token: fifth.token, remaining: fifth.remaining, outcome: DrawOutcome(prize: 1, won: .money(fen: 8800)))
        }
        #expect(found == [.outcome(5, expected: fifth.outcome)])
    }

    @Test func `a prize that the pool doesn't have is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.luckyDraw)))
        let fifth = proof.draws[4]
        let found = flaws(proof) {
            $0[4] = .init(number: 5, token: fifth.token, remaining: fifth.remaining, outcome: DrawOutcome(prize: 9, won: .nothing))
        }
        #expect(found == [.outcome(5, expected: fifth.outcome)])
    }

    @Test func `a draw that was left out is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.luckyDraw)))
        let found = flaws(proof) { $0.remove(at: 18) }
        #expect(found == [.number(20)])
    }

    @Test func `a token that drew twice is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.luckyDraw)))
        let found = flaws(proof) {
            $0[19] = .init(number: 20, token: "t1", remaining: $0[19].remaining, outcome: $0[19].outcome)
        }
        #expect(found.contains(.tokenDrewBefore(20)))
    }

    @Test func `a prize that was hidden for a while is found`() throws {
        let proof = try honest(try #require(PrizePool(CommittedDrawTests.box)))
        let first = proof.draws[0]
        let found = flaws(proof) {
            $0[0] = .init(number: 1, token: first.token, remaining: [3, 2, 0], outcome: first.outcome)
        }
        #expect(found == [.remaining(1)])
        #expect(flaws(proof) { $0[0] = .init(number: 1, token: first.token, remaining: [], outcome: first.outcome) } == [.remaining(1)])
    }

    private static let hundreds: [PrizePool.Prize] = [.init(weight: 1, win: .money(100...100), stock: nil), .init(weight: 1, win: .nothing, stock: nil)]

    /// Ten draws of hundreds from a budget of 250 fen, the first limited to what its buyer may still win.
    private func paid(limited: Int64? = nil) throws -> DrawProof {
        let pool = try #require(PrizePool(Self.hundreds))
        let committed = try #require(CommittedDraw(seed: CommittedDrawTests.seed) { SHA256.digest($0) })
        var (draws, wonFen) = ([DrawProof.Draw](), Int64(0))
        for number in UInt64(0)..<10 {
            var series = DrawSeries(
                committed: committed, pool: pool, drawn: number, remaining: pool.stock,
                money: DrawMoney(version: 3, leftFen: 250 - wonFen, limitedToFen: number == 0 ? limited : nil))
            draws.append(series.draw("t\(number)"))
            if case .money(let fen)? = draws.last?.outcome.won { wonFen += fen }
        }
        return DrawProof(commitment: committed.commitment, seed: CommittedDrawTests.seed, pool: pool, draws: draws, budgetsFen: [3: 250])
    }

    private func flaws(_ proof: DrawProof, at index: Int, money: DrawMoney?, hides: Bool = true) throws -> [DrawProof.Flaw] {
        let committed = try #require(CommittedDraw(seed: proof.seed) { SHA256.digest($0) })
        var draws = proof.draws
        let old = draws[index]
        let remaining = hides ? [0, nil] : old.remaining
        draws[index] = .init(
            number: old.number, token: old.token, remaining: remaining,
            outcome: committed.outcome(number: old.number, token: old.token, of: proof.pool, remaining: remaining), money: money)
        return DrawProof(commitment: proof.commitment, seed: proof.seed, pool: proof.pool, draws: draws, budgetsFen: proof.budgetsFen)
            .verify { SHA256.digest($0) }
    }

    @Test func `money drops out when the budget no longer covers it, and a log that says so honestly holds`() throws {
        let proof = try paid()
        #expect(proof.draws.contains { $0.remaining == [0, nil] } && proof.draws.contains { $0.remaining == [nil, nil] })
        #expect(proof.verify { SHA256.digest($0) } == [])
        // A limit of the buyer's stands apart, and holds as well.
        let limited = try paid(limited: 99)
        #expect(limited.draws[0].money == DrawMoney(version: 3, leftFen: 250, limitedToFen: 99) && limited.draws[0].remaining == [0, nil])
        #expect(limited.verify { SHA256.digest($0) } == [])
    }

    @Test func `a log that claims money had run out while it was left is found`() throws {
        let proof = try paid()
        // Nothing is won of it then, so all 250 fen are left.
        #expect(try flaws(proof, at: 0, money: DrawMoney(version: 3, leftFen: 250)).first == .remaining(1))
        #expect(try flaws(proof, at: 0, money: DrawMoney(version: 3, leftFen: 0)).first == .money(1))
        // Another version's budget isn't this one's, and saying nothing is no excuse.
        #expect(try flaws(proof, at: 0, money: DrawMoney(version: 2, leftFen: 0)).first == .money(1))
        #expect(try flaws(proof, at: 0, money: nil).first == .remaining(1))
        #expect(try flaws(proof, at: 1, money: nil, hides: false).first == .money(2))
        #expect(try flaws(proof, at: 1, money: DrawMoney(version: 2, leftFen: nil), hides: false).first == .money(2))
    }
}
