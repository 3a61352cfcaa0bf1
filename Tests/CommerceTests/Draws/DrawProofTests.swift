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

    @Test func `money may drop out when the budget no longer covers it`() throws {
        let pool = try #require(PrizePool(CommittedDrawTests.luckyDraw))
        let committed = try #require(CommittedDraw(seed: CommittedDrawTests.seed) { SHA256.digest($0) })
        #expect(committed.outcome(number: 1, token: "token-1", of: pool, remaining: [2, nil, nil]).prize == 1)
        let outcome = committed.outcome(number: 1, token: "token-1", of: pool, remaining: [2, 0, nil])
        #expect(outcome.prize != 1)
        let proof = DrawProof(
            commitment: committed.commitment, seed: CommittedDrawTests.seed, pool: pool,
            draws: [.init(number: 1, token: "token-1", remaining: [2, 0, nil], outcome: outcome)])
        #expect(flaws(proof) == [])
    }
}
