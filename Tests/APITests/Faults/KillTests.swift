import Foundation
import LocalPostgres
import TestSupport
import Testing

/// What was acknowledged survives whatever is killed, once each.
@Suite(.serialized, .timeLimit(.minutes(20))) struct KillTests {
    enum Victim: String, CaseIterable {
        case server, database
    }

    @Test(arguments: Victim.allCases)
    func `after a kill in mid-load every acknowledged order is there, none twice, and the audit is clean`(victim: Victim) async throws {
        try await TemporaryDirectory.with { directory in
            let local = directory + "/local"
            let place = ["--local-directory=\(local)", "--schemas-directory=\(Repository.schemas)"]
            let serving = place + ["--seed-directory=\(Repository.seed)"]
            try await ServerProcess.with(serving) { first in
                let load = try await OrderLoad(first)
                let before = await load.place(0..<60)
                #expect(before.values.allSatisfy { $0?.status == 201 })

                let caught = try await ordersCaught(by: victim, load, try #require(LocalPostgres.running(in: local)))
                switch victim {
                case .server:
                    #expect(caught.count == 16 && caught.values.allSatisfy { $0 == nil }, "who is dead answers nobody")
                case .database:
                    for answer in caught.values {
                        let answer = try #require(answer, "a request was left without an answer")
                        #expect(answer.status == 201 || (answer.status == 503 && answer.retryAfter != nil), "\(answer.text)")
                    }
                    // The same server goes on as soon as its database is back.
                    while try #require(await load.place(76), "a request was left without an answer").status != 201 { try Task.checkCancellation() }
                    #expect(await first.end() == 0)
                }

                let acknowledged = before.merging(caught) { $1 }.compactMapValues { $0?.status == 201 ? $0?.body["id"] as? String : nil }
                try await ServerProcess.with(serving) { second in
                    let again = try await OrderLoad(second)
                    for (_, id) in acknowledged {
                        let order = try await second.send("GET", "/v1/orders/\(id)", token: again.token)
                        #expect(order?.status == 200, "an acknowledged order is gone")
                    }
                    // Sent again under the same keys, what was acknowledged is answered as before and the rest is placed, once.
                    let repeated = await again.place(0..<100)
                    for (key, id) in acknowledged { #expect(repeated[key]??.body["id"] as? String == id) }
                    #expect(Set(repeated.values.compactMap { $0?.body["id"] as? String }).count == 100)
                    #expect(try await again.ordersStored() == 100)
                    #expect(await second.end() == 0)
                }
                let audit = try await ServerProcess.run(["audit"] + place)
                #expect(audit.status == 0, "\(audit.output)")
            }
        }
    }

    /// Kills while a batch is surely in flight: it waits for a row that is held until then.
    /// - Returns: the answers of the orders that were on their way.
    private func ordersCaught(by victim: Victim, _ load: OrderLoad, _ url: String) async throws -> [Int: ServerProcess.Answer?] {
        try await HeldAccount.with(OrderLoad.distributor, at: url) { held in
            async let answers = load.place(60..<76)
            try await held.isAwaited()
            switch victim {
            case .server: await load.server.kill()
            case .database: load.server.killDatabase()
            }
            return await answers
        }
    }
}
