import Commerce
import Operations
import TestSupport
import Testing

@Suite struct DepositRaceTests {
    /// - Returns: nil when the first request under the key was still running.
    private static func deposit(_ amountFen: Int64, on server: SmallBrand, by client: String, key: String) async throws -> Answered? {
        do {
            return try await server.brand.work(
                for: SmallBrand.headquarters, once: IdempotentRequest(clientID: client, route: "deposits", key: key, body: []),
                refused: { StoredAnswer(status: 409, body: Array($0.code.utf8)) }
            ) { work in
                let (_, entry) = try await work.deposit(amountFen, to: SmallBrand.first.code)
                return StoredAnswer(status: 201, body: Array(entry.id.external.utf8))
            }
        } catch IdempotencyRefusal.inProgress {
            return nil
        }
    }

    @Test func `twenty-four deposits under one key over two servers are one transfer`() async throws {
        try await SmallBrand.with { small in
            try await small.anotherServer { other in
                let outcomes = await TestBrand.atOnce(24) { index in
                    try await Self.deposit(100, on: index % 2 == 0 ? small : other, by: "HQ", key: "storm")
                }
                let answers = try outcomes.compactMap { try $0.get() }
                #expect(answers.count { !$0.replayed } == 1)
                #expect(Set(answers.map(\.answer.body)).count == 1)
            }
            #expect(try await small.transfers() == 1)
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 100)
        }
    }

    @Test func `the same key of two clients is two deposits`() async throws {
        try await SmallBrand.with { small in
            let outcomes = await TestBrand.atOnce(2) { index in
                try await Self.deposit(100, on: small, by: ["D-110105", "D-110106"][index], key: "same")
            }
            let answers = try outcomes.compactMap { try $0.get() }
            #expect(answers.count { !$0.replayed } == 2)
            #expect(try await small.transfers() == 2)
            #expect(try await small.position(of: SmallBrand.first).balanceFen == 200)
        }
    }
}
